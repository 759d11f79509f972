"""What would it say?  A box for any sentence; nothing typed here is stored, logged, sent or done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from bot.copy_review import review_state
from bot.copy_store import CopyStore, UnknownCopyError
from bot.gsm7 import is_gsm7, split_segments, units
from bot.render import CopyRef, Rendered
from conversations.inbound import TEXT_LIMIT
from conversations.rehearsal import OPEN_QUESTIONS, WORDS, Rehearsal, Sentence, rehearse
from staff.duty import ALERT_READERS
from webhooks.access import Door, open_to
from webhooks.console_forms import Form, FormRefusedError, read_text
from webhooks.console_not_understood import topic_words
from webhooks.console_words import label, language
from webhooks.services import services

rehearsal = Blueprint("rehearsal", __name__, url_prefix="/what-would-it-say")

_CHANNELS = ("sms", "web")
_LANGUAGES = ("en", "es", "ht", "kea", "pt", "vi", "zh")
_RANKED = 5


@dataclass(frozen=True, slots=True)
class Segment:
    """One text as the network carries it, and its length in the units of its alphabet."""

    text: str
    units: int


@dataclass(frozen=True, slots=True)
class UsedCopy:
    """One piece of reviewed copy in the answer; `state` is draft, reviewed or stale."""

    id: str
    version: int
    language: str
    state: str


@dataclass(frozen=True, slots=True)
class Said:
    """The exact words; `segments` only for a text message, `alphabet` is GSM-7 or UCS-2."""

    blocks: tuple[Mapping[str, Any], ...]
    text: str
    alphabet: str
    units: int
    segments: tuple[Segment, ...]
    copies: tuple[UsedCopy, ...]


@rehearsal.get("/")
@open_to(Door.STAFF, *ALERT_READERS)
def show() -> ResponseReturnValue:
    """Show the empty box."""
    return _page()


@rehearsal.post("/")
@open_to(Door.STAFF, *ALERT_READERS)
def ask() -> ResponseReturnValue:
    """Show what the sentence would bring about; the page is the only place it goes."""
    try:
        sentence = _read_sentence(request.form)
    except FormRefusedError as error:
        return _page(refusal=str(error)), 422
    found = services()
    return _page(rehearse(sentence, engine=found.road.engine, copy=found.copy, now=found.clock()))


def _page(result: Rehearsal | None = None, refusal: str = "") -> str:
    said = _said(result.rendered, services().copy) if result and result.rendered else None
    return render_template(
        "console/rehearsal.html",
        result=result,
        said=said,
        way=_way(result) if result else "",
        ranking=result.understanding.ranking[:_RANKED] if result and result.understanding else (),
        refusal=refusal,
        typed=request.form,
        channels=_CHANNELS,
        languages=_LANGUAGES,
        questions=OPEN_QUESTIONS,
        language=language,
        topic_words=topic_words,
        most=TEXT_LIMIT,
    )


def _read_sentence(form: Form) -> Sentence:
    return Sentence(
        read_text(form, "sentence", what="What they write", most=TEXT_LIMIT),
        channel=_one_of(form, "channel", _CHANNELS, what="Where they write"),
        language=_one_of(form, "language", ("", *_LANGUAGES), what="Language") or None,
        asked=_one_of(form, "asked", ("", *OPEN_QUESTIONS), what="Open question"),
    )


def _one_of(form: Form, name: str, offered: tuple[str, ...], *, what: str) -> str:
    if form.get(name, "") not in offered:
        raise FormRefusedError(f"{what}: please choose one")
    return form.get(name, "")


def _way(result: Rehearsal) -> str:
    """Say who answers: the first that knows what to do with a text answers it."""
    if result.seen_danger.is_danger and not result.overruled:
        return "Danger. It is answered before anything else."
    if result.engine_away:
        return "The engine is away. A real text would get these words now."
    if result.heard == WORDS:
        return "The engine read the words."
    return "The door read it: a word that steers, a digit, or the answer to the open question."


def _said(rendered: Rendered, copy: CopyStore) -> Said:
    text = rendered.text
    return Said(
        blocks=rendered.blocks,
        text=text,
        alphabet="GSM-7" if is_gsm7(text) else "UCS-2",
        units=units(text),
        segments=tuple(Segment(part, units(part)) for part in split_segments(text)),
        copies=tuple(_copies(rendered.copy_refs, copy)),
    )


def _copies(refs: tuple[CopyRef, ...], copy: CopyStore) -> Iterator[UsedCopy]:
    for copy_id, version, spoken in dict.fromkeys(refs):
        try:
            state = str(review_state(copy.text(copy_id, spoken)))
        except UnknownCopyError:
            state = "unknown"
        yield UsedCopy(copy_id, version, spoken, label(state))
