"""What one turn does to the request form; pure, so that every path is a table row in a test.

The order of questions is that of `bot.questions.REQUEST_QUESTIONS`.  A visit asks them all, a callback leaves out the
place and the police; the web has no number of its own to offer; "this number" needs no number typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.answer import effect, say
from bot.correction import read_correction, takes_back
from bot.questions import PRIVATE_FIELDS, QUESTIONS, REQUEST_QUESTIONS, Kind

FORM = "request_form"
KINDS = ("visit", "callback")
SLOTS = ("request_kind", *(question.id for question in REQUEST_QUESTIONS), "change_what")
ONLY_A_VISIT_ASKS = frozenset({"meeting_place", "police_ok"})
#: Readings that answer no question and ask none: the same question comes again, this often at most.
UNUSABLE = frozenset({"nlu_fallback", "out_of_scope", "inform", "affirm", "deny"})
TRIES = 3
#: A time in the person's own words; the rest would not fit on the console's line.
FREE_TEXT_LIMIT = 120
Slots = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn as the form hears it: what was `given` for which slot, how the text was read, and what stands open."""

    slots: Slots
    given: Mapping[str, str] = field(default_factory=dict)
    intent: str = ""
    text: str = ""
    asked: str | None = None
    unusable_before: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """Slots to set, what to say, and the question to ask next; None closes the form."""

    changes: Mapping[str, str | None]
    ask: str | None
    messages: tuple[dict[str, Any], ...] = ()


def take(heard: Heard) -> Step | None:
    """Take one turn of the person; None when it is none of the form's business (a question, a thank-you)."""
    correction = read_correction(heard.text, asked=heard.asked, answered=answered(heard.slots)) if heard.asked else None
    if correction:
        return _correct(heard, correction)
    if heard.given:
        return _fill(heard)
    if heard.intent == "cancel_request" or (heard.asked and takes_back(heard.text, asked=heard.asked)):
        return leave("drop_request", "request_dropped")
    if heard.intent in UNUSABLE:
        return _ask_again(heard)
    return None


def next_question(slots: Slots) -> str | None:
    """Return the first question without an answer, or None when the request is complete."""
    return next((question for question in _asked_of(slots) if slots.get(question) is None), None)


def leave(effect_name: str, copy_id: str, slots: Slots | None = None) -> Step:
    """Close the form without sending; `slots` go along so that the draft can be resumed."""
    return Step(dict.fromkeys(SLOTS), None, (effect(effect_name, **answered(slots or {})), say(copy_id)))


def shareable(slots: Slots) -> dict[str, str]:
    """Return the answers an effect may carry: none of the private ones, and no steering."""
    kept = answered(slots)
    return {name: value for name, value in kept.items() if name not in {*PRIVATE_FIELDS, "confirm", "change_what"}}


def _asked_of(slots: Slots) -> list[str]:
    skipped = set(ONLY_A_VISIT_ASKS) if slots.get("request_kind") == "callback" else set()
    if slots.get("channel") == "web":
        skipped.add("same_phone")
    elif slots.get("same_phone") == "yes":
        skipped.add("phone")
    return [question.id for question in REQUEST_QUESTIONS if question.id not in skipped]


def _fill(heard: Heard) -> Step:
    usable = {name: value for name, value in heard.given.items() if _is_answer(name, value)}
    changes: dict[str, str | None] = {**dict.fromkeys(heard.given), **_limited(usable)}
    field_to_change = changes.pop("change_what", None)
    if field_to_change:
        changes |= _cleared(field_to_change)
    if changes.get("confirm") == "change":
        return Step({**changes, "confirm": None, "change_what": None}, "change_what")
    if not usable:
        return _ask_again(heard)
    changes["change_what"] = None
    return Step(changes, next_question({**heard.slots, **changes}))


def _is_answer(name: str, value: str) -> bool:
    if name == "request_kind":
        return value in KINDS
    question = QUESTIONS[name]
    if question.kind is Kind.CHOICE:
        return value in {option.value for option in question.options}
    return value == "given" if question.kind is Kind.PRIVATE else bool(value.strip())


def _limited(usable: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip()[:FREE_TEXT_LIMIT] for name, value in usable.items()}


def _correct(heard: Heard, field_to_change: str) -> Step:
    if field_to_change == "change_what":
        return Step(dict.fromkeys(heard.given) | {"confirm": None}, "change_what")
    changes: dict[str, str | None] = dict.fromkeys(heard.given) | _cleared(field_to_change)
    return Step(changes, next_question({**heard.slots, **changes}))


def _cleared(name: str) -> dict[str, str | None]:
    """Clear one answer, and the confirmation that no longer covers it; a new phone is chosen from the start."""
    also = ("same_phone",) if name == "phone" else ()
    return dict.fromkeys((name, *also, "confirm"))


def _ask_again(heard: Heard) -> Step:
    if heard.unusable_before + 1 >= TRIES:
        return leave("keep_draft", "form_need_person", heard.slots)
    cleared: dict[str, str | None] = dict.fromkeys(heard.given)
    question = heard.asked or next_question({**heard.slots, **cleared})
    # Rasa's form lets go of a turn that sets nothing, so the open question is set to "no answer yet".
    return Step({**cleared, question: None} if question else cleared, question)


def answered(slots: Slots) -> dict[str, str]:
    """Return every answer of the form that `slots` hold; a private one is only ever "given"."""
    return {name: str(slots[name]) for name in SLOTS if slots.get(name) is not None}
