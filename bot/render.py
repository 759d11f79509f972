"""A reply in words: one SMS, or the blocks of the web chat; the same messages, the same copy.

Nothing is decided here: messages name copy, copy holds the words, and this joins them within the lengths of
contracts.md section 11.  Every text carries the (id, version, language) of its copy, so what was said can be proved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeGuard

from bot.answer import Ask, Card, Listings, Message, Say
from bot.copy_store import CopyStore, UnknownCopyError
from bot.gsm7 import is_gsm7, units
from bot.listing_words import distance_words, doubt_words, listing_words, open_words
from bot.questions import QUESTIONS, Kind

GSM7_LIMIT, UCS2_LIMIT = 459, 201
#: Said in the letters of another language: a text of its own, or these letters would cut the answer's segments to 67.
OWN_TEXT = ("other_language",)
#: Two answers in one reply: four segments.
GSM7_TOGETHER, UCS2_TOGETHER = 612, 268
#: Said once to a new number, after the answer; they take no room from it.
_INTRODUCTIONS = frozenset({"intro", "demo_banner"})
CopyRef = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent: a text (SMS; two where one stands alone) or blocks (web), its copy, and the places left over."""

    blocks: tuple[Mapping[str, Any], ...]
    copy_refs: tuple[CopyRef, ...]
    unshown: Listings | None = None

    @property
    def text(self) -> str:
        """Join the blocks' words, as one SMS reads."""
        return "\n".join(str(block["text"]) for block in self.blocks if block["text"])


@dataclass(slots=True)
class Voice:
    """Find words in one language and remember which copy was used."""

    copy: CopyStore
    language: str
    form: str
    now: datetime
    refs: list[CopyRef] = field(default_factory=list)

    def phrase(self, copy_id: str, **args: str) -> str:
        """Return the words of `copy_id` with its blanks filled; raises UnknownCopyError."""
        text = self.copy.text(copy_id, self.language, self.form)
        self.refs.append((text.id, text.version, text.language))
        return self.copy.fill(text, args)

    def label(self, copy_id: str) -> str:
        """Return the short title of a topic, or the words of an option."""
        return self.copy.title(copy_id, self.language, self.form)


@dataclass(frozen=True, slots=True)
class _Room:
    """What a list of places may take of one SMS: all of its own, less where another answer stands `beside` it."""

    beside: int
    lists: int

    def holds(self, text: str) -> bool:
        alone, together = (GSM7_LIMIT, GSM7_TOGETHER) if is_gsm7(text) else (UCS2_LIMIT, UCS2_TOGETHER)
        return units(text) <= min(alone, (together - self.beside) // self.lists)


def render_sms(messages: Sequence[Message], *, language: str, copy: CopyStore, now: datetime) -> Rendered:
    """Render one reply as one SMS, after the one that stands alone; listings are whole or left for MORE."""
    voice = Voice(copy, language, "sms", now)
    alone = [{"text": _said(message, voice)} for message in messages if _stands_alone(message)]
    parts: list[str] = []
    introduced: list[str] = []
    unshown = None
    room = _room_for_places(messages, Voice(copy, language, "sms", now))
    for message in messages:
        if _stands_alone(message):
            continue
        if isinstance(message, Listings):
            words, unshown = _sms_listings(message, voice, room)
        else:
            words = _sms_words(message, voice)
        (introduced if _introduces(message) else parts).extend([words] if words else [])
    blocks = ({"text": text} for text in _texts(parts, introduced))
    return Rendered((*alone, *blocks), tuple(voice.refs), unshown)


def _texts(parts: list[str], introduced: list[str]) -> list[str]:
    """Join an answer and who we are; in two texts where the other letters of the second would triple the first."""
    answer, both = "\n".join(parts), "\n".join([*parts, *introduced])
    is_costly = bool(parts and introduced) and is_gsm7(answer) and not is_gsm7(both)
    return [answer, "\n".join(introduced)] if is_costly else [both]


def render_web(messages: Sequence[Message], *, language: str, copy: CopyStore, now: datetime) -> Rendered:
    """Render one reply as web blocks `{text, lang, cards?, quick_replies?}`; `lang` is what the words are really in."""
    voice = Voice(copy, language, "web", now)
    blocks = [_in_its_language(message, voice) for message in messages if isinstance(message, Say | Ask | Listings)]
    listings = [message for message in messages if isinstance(message, Listings) and message.remaining]
    left = Listings((), listings[-1].need, listings[-1].place, listings[-1].remaining) if listings else None
    return Rendered(tuple(blocks), tuple(voice.refs), left)


def option_labels(message: Ask, voice: Voice) -> list[str]:
    """List the labels of a question's digits, 1 first."""
    if message.options:
        return [*(voice.label(topic) for topic in message.options), voice.phrase("choice_something_else")]
    return [voice.phrase(option.label) for option in QUESTIONS[message.question].options]


def _stands_alone(message: Message) -> TypeGuard[Say]:
    return isinstance(message, Say) and message.copy_id.startswith(OWN_TEXT)


def _said(message: Say, voice: Voice) -> str:
    """Find the words; a topic without reviewed words is said to be one, never an error to the person."""
    try:
        return voice.phrase(message.copy_id, **message.args)
    except UnknownCopyError:
        return voice.phrase("no_words_yet")


def _sms_words(message: Message, voice: Voice) -> str:
    if isinstance(message, Say):
        return _said(message, voice)
    if isinstance(message, Ask):
        return _sms_question(message, voice)
    return ""


def _sms_question(message: Ask, voice: Voice) -> str:
    words = voice.phrase(message.wording or QUESTIONS[message.question].copy_id, **message.args)
    labels = option_labels(message, voice) if QUESTIONS[message.question].kind is Kind.CHOICE else []
    return "\n".join([words, *(f"{digit} {label}" for digit, label in enumerate(labels, start=1))])


def _room_for_places(messages: Sequence[Message], voice: Voice) -> _Room:
    lists = sum(isinstance(message, Listings) for message in messages)
    said = [message for message in messages if not (_stands_alone(message) or _introduces(message))]
    return _Room(units("\n".join(_sms_words(message, voice) for message in said)), max(lists, 1))


def _introduces(message: Message) -> bool:
    return isinstance(message, Say) and message.copy_id in _INTRODUCTIONS


def _sms_listings(message: Listings, voice: Voice, room: _Room) -> tuple[str, Listings | None]:
    lines = [_listing(card, number, voice) for number, card in enumerate(message.cards, start=1)]
    shown = next((n for n in range(len(lines), 1, -1) if room.holds(_with_more(lines[:n], message, n, voice))), 1)
    left = Listings(message.cards[shown:], message.need, message.place, message.remaining)
    return _with_more(lines[:shown], message, shown, voice), left if left.cards or left.remaining else None


def _with_more(lines: list[str], message: Listings, shown: int, voice: Voice) -> str:
    left = message.remaining + len(message.cards) - shown
    more = [voice.phrase("listing_more", count=str(left))] if left else []
    return "\n".join([*lines, *more])


def _listing(card: Card, number: int, voice: Voice) -> str:
    return listing_words(
        _without_withdrawn(card, voice), number, phrase=voice.phrase, now=voice.now, language=voice.language
    )


def _in_its_language(message: Say | Ask | Listings, voice: Voice) -> dict[str, Any]:
    used = len(voice.refs)
    block = _web_block(message, voice)
    return {**block, "lang": voice.refs[used][2]}


def _web_block(message: Say | Ask | Listings, voice: Voice) -> dict[str, Any]:
    if isinstance(message, Say):
        return {"text": _said(message, voice)}
    if isinstance(message, Ask):
        return _web_question(message, voice)
    place = {"need": voice.phrase(f"need_{message.need}"), "place": message.place or "Boston"}
    return {
        "text": voice.phrase("listing_intro", **place),
        "cards": [web_card(card, voice) for card in message.cards],
        **_web_more(message, voice),
    }


def _web_question(message: Ask, voice: Voice) -> dict[str, Any]:
    words = voice.phrase(message.wording or QUESTIONS[message.question].copy_id, **message.args)
    if QUESTIONS[message.question].kind is not Kind.CHOICE:
        return {"text": words}
    labels = option_labels(message, voice)
    replies = [{"label": label, "value": str(digit)} for digit, label in enumerate(labels, start=1)]
    return {"text": words, "quick_replies": replies}


def _web_more(message: Listings, voice: Voice) -> dict[str, Any]:
    if not message.remaining:
        return {}
    label = voice.phrase("listing_more_button", count=str(message.remaining))
    return {"quick_replies": [{"label": label, "value": "MORE"}]}


def _without_withdrawn(card: Card, voice: Voice) -> Card:
    """Leave out a phone or address that staff withdrew: a place of the directory may hold the same one."""
    taken_back = voice.copy.withdrawn.names_one
    phone, address = ("" if taken_back(value) else value for value in (card.phone, card.address))
    return replace(card, phone=phone, address=address)


def web_card(shown: Card, voice: Voice) -> dict[str, Any]:
    """Say one place on a page: `id, name, address, phone, open, notes`, less what staff withdrew."""
    card = _without_withdrawn(shown, voice)
    checked = [voice.phrase("listing_checked", date=card.checked_on)] if card.checked_on else []
    return {
        "id": card.id,
        "name": card.name,
        "address": ", ".join(part for part in (card.address, card.neighborhood) if part),
        "phone": card.phone,
        "open": open_words(card, phrase=voice.phrase, now=voice.now, language=voice.language),
        "notes": [*distance_words(card, voice.phrase), *doubt_words(card, voice.phrase), *checked],
    }
