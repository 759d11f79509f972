"""The arithmetic of SMS: which alphabet a text needs, and how many segments it costs.

Source: 3GPP TS 23.038 (the GSM 7-bit default alphabet and its extension table); sizes as Twilio bills them.
"""

from __future__ import annotations

from collections.abc import Iterator

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
GSM7_ALONE, GSM7_SPLIT = 160, 153
UCS2_ALONE, UCS2_SPLIT = 70, 67


def is_gsm7(text: str) -> bool:
    """Tell whether every character has a place in the GSM-7 tables."""
    return all(character in BASIC or character in EXTENDED for character in text)


def septets(text: str) -> int:
    """Count the septets of a GSM-7 text; an extended character takes two."""
    return sum(2 if character in EXTENDED else 1 for character in text)


def utf16_units(text: str) -> int:
    """Count the UTF-16 units of a text; an emoji takes two."""
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text)


def units(text: str) -> int:
    """Count a text in its own alphabet's units: septets in GSM-7, else UTF-16 units."""
    return septets(text) if is_gsm7(text) else utf16_units(text)


def split_segments(text: str) -> list[str]:
    """Cut a text as the network will; a two-unit character never straddles a border."""
    gsm7 = is_gsm7(text)
    alone, split = (GSM7_ALONE, GSM7_SPLIT) if gsm7 else (UCS2_ALONE, UCS2_SPLIT)
    measure = septets if gsm7 else utf16_units
    if measure(text) <= alone:
        return [text] if text else []
    return list(_cut(text, split, wide=EXTENDED if gsm7 else None))


def sms_segments(text: str) -> int:
    """Return the cost of `text` in SMS segments (0 when empty)."""
    return len(split_segments(text))


def _cut(text: str, size: int, *, wide: frozenset[str] | None) -> Iterator[str]:
    start, used = 0, 0
    for index, character in enumerate(text):
        cost = 2 if (character in wide if wide is not None else ord(character) > 0xFFFF) else 1
        if used + cost > size:
            yield text[start:index]
            start, used = index, 0
        used += cost
    yield text[start:]
