"""Answers to private questions, read without the engine: a phone, a first name, a place to meet.

A text that is clearly something else (a question, a request to talk) is `NotAnAnswer` and goes on to the engine;
anything with digits enough to be a number or an address never does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import phonenumbers

from bot.keywords import plain

NAME_LIMIT, PLACE_LIMIT = 60, 160
#: How a question begins without its mark.  Words that begin a name or a place too ("Will Cole", "es Ana", "donde mi
#: mama", "where the 28 stops") ask only before a verb or a pronoun: in doubt a text is private and stays here.
_ASKS = re.compile(
    r"^(what|whats|why|who|whos|how|when|wheres|which|que|quien|como|cuando|por que|porque|cual|cuanto|cuanta|"
    r"(can|could|do|does|is|are|will) (i|you|u|we|they|he|she|it|this|that|there|the|my|your|anyone|someone|police)|"
    r"where (is|are|can|could|do|does|did|will|should)|where$|donde (es|esta|estan|queda|puedo|hay|consigo|van)|donde$|"
    r"(puedo|pueden|puede|hay que|es (gratis|confidencial|privado|seguro|anonimo|legal|necesario|obligatorio))|"
    r"(kisa|ki moun|kiyes|kijan|kouman|poukisa|eske|konben|quem|o que|quando|qual|quanto custa|onde fica|"
    r"tai sao|vi sao|lam sao|lam the nao|khi nao|bao gio|bao nhieu))\b|"
    r"^(?:为什么|為什麼|谁|誰|怎么|怎麼|什么时候|什麼時候|多少)|.*[吗嗎]$"
)
_QUESTION_MARKS = ("?", "\N{FULLWIDTH QUESTION MARK}")
_SKIPS = frozenset({
    "skip", "none", "no", "no name", "anonymous", "saltar", "ninguno", "anonimo", "anonima", "0",
    "sote", "okenn", "anonim", "pa gen non", "non", "pular", "nao", "sem nome", "bo qua", "khong", "khong ten",
    "跳过", "跳過", "匿名",
})  # fmt: skip
#: Places only the person can find; somebody has to stand at the door.
_NOWHERE = frozenset({
    "my house", "my home", "home", "my place", "at home", "house", "here", "my apartment", "anywhere", "another number",
    "mi casa", "en mi casa", "casa", "aqui", "en casa", "donde sea", "otro numero",
    "lakay mwen", "lakay", "isit la", "nenpot kote", "minha casa", "em casa", "qualquer lugar", "nha toi", "o nha",
    "o đay", "o day", "đau cung đuoc", "dau cung duoc", "我家", "家里", "家裡", "这里", "這裡",
})  # fmt: skip
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Given:
    """The person gave `value`; empty when they chose to leave it out."""

    value: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer cannot be used; `copy_id` says why and asks again."""

    copy_id: str


@dataclass(frozen=True, slots=True)
class NotAnAnswer:
    """The text is not an answer; let the engine hear it."""


Reading = Given | Refused | NotAnAnswer


def read(field: str, text: str) -> Reading:
    """Read `text` as the answer to the private question `field`; raises KeyError for a field we never ask."""
    return _READERS[field](text.strip())


def is_answer(field: str, text: str) -> bool:
    """Tell whether `text` is taken as the answer to a private question, even one that cannot be used."""
    return field in _READERS and not isinstance(read(field, text), NotAnAnswer)


def parse_phone(text: str) -> str | None:
    """Return the first valid US number in `text` as E.164, or None."""
    for match in phonenumbers.PhoneNumberMatcher(text, "US"):
        return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _phone(text: str) -> Reading:
    number = parse_phone(text)
    if number is not None:
        return Given(number)
    return NotAnAnswer() if _is_question(text) and not _has_digits(text, 4) else Refused("phone_unreadable")


def _name(text: str) -> Reading:
    if plain(text) in _SKIPS:
        return Given("")
    if _is_question(text):
        return NotAnAnswer()
    return Given(text) if 0 < len(text) <= NAME_LIMIT else Refused("name_unreadable")


def _place(text: str) -> Reading:
    if plain(text) in _NOWHERE:
        return Refused("place_vague")
    if _is_question(text) and not _has_digits(text, 1):
        return NotAnAnswer()
    return Given(text) if 3 <= len(text) <= PLACE_LIMIT else Refused("place_unreadable")


def _is_question(text: str) -> bool:
    return (
        text.endswith(_QUESTION_MARKS)
        or text.startswith("\N{INVERTED QUESTION MARK}")
        or bool(_ASKS.match(plain(text)))
    )


def _has_digits(text: str, at_least: int) -> bool:
    return len(_DIGITS.findall(text)) >= at_least


_READERS: dict[str, Callable[[str], Reading]] = {"phone": _phone, "first_name": _name, "meeting_place": _place}
