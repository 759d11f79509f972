"""Numbers as people read them, as links a phone can call or text; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import phonenumbers

_ASIDE = re.compile(r"\s*\([^\d)][^)]*\)")
_SMS = "SMS "
_SHORT_CODE = re.compile(r"\d{3,6}")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `link` is empty where nothing is to be called."""

    text: str
    link: str = ""


def phone_link(shown: str) -> str:
    """Return the link that calls a number of the directory, or texts one shown as "SMS 741741"; "" when none can.

    An extension is dialed too (RFC 3966, `;ext=`); an aside such as "(press 1)" is for the person to do.
    """
    is_text = shown.startswith(_SMS)
    number = _ASIDE.sub("", shown.removeprefix(_SMS)).strip()
    if _SHORT_CODE.fullmatch(number):
        return f"{'sms' if is_text else 'tel'}:{number}"
    dialed = _dialed(number)
    return dialed.replace("tel:", "sms:", 1) if is_text else dialed


def with_links(text: str, numbers: Iterable[str]) -> tuple[Part, ...]:
    """Cut `text` at each of `numbers` that stands in it, so that the page can link them; joined, the parts are it."""
    longest_first = sorted((number for number in numbers if phone_link(number)), key=len, reverse=True)
    if not longest_first:
        return (Part(text),)
    known = re.compile(rf"(?<![\d-])({'|'.join(map(re.escape, longest_first))})(?!-?\d)")
    pieces = known.split(text)
    return tuple(Part(piece, phone_link(piece) if at % 2 else "") for at, piece in enumerate(pieces) if piece)


def _dialed(number: str) -> str:
    try:
        read = phonenumbers.parse(number, "US")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(read):
        return ""
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.RFC3966)
