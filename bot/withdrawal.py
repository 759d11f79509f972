"""What was taken back: texts and numbers that no road may say any more, and what is said in their place.

A withdrawn text gives way to a stand-in, which names only three-digit services; a text that names a withdrawn number
loses the sentences that name it, where what is left still stands alone.  Nothing new is ever worded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: Said in place of danger words, and of all others; they cannot be withdrawn, and name 911 and 311 only.
STAND_IN_DANGER, STAND_IN = "stand_in_danger", "stand_in"
STAND_INS = frozenset({STAND_IN_DANGER, STAND_IN})
#: Copy whose stand-in sends to 911: danger, and the steps beside an overdose.
_DANGER = ("danger_", "bystander_")
#: A sentence that names one of these is never left out by itself.
_VITAL = re.compile(r"(?<!\d)(?:911|988)(?!\d)")
_SENTENCE = re.compile(r"[^.!?。！？\n]*(?:[.!?。！？]+(?=\s|$|[^\x00-\x7f])|\n|$)\s*")  # noqa: RUF001 - Chinese full stops
_DIGITS = re.compile(r"\d")
#: What is left of a text stands alone while it keeps this share of its letters.
_ENOUGH = 0.4

Ref = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`texts`: per (copy id, language) the version up to which it is taken back; `numbers`: values of the register.

    A corrected text has a higher version and is said again by itself.
    """

    texts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.texts or self.numbers)

    def holds(self, ref: Ref) -> bool:
        """Tell whether this version of this text is taken back."""
        copy_id, version, language = ref
        return version <= self.texts.get((copy_id, language), 0)

    def names_one(self, words: str) -> bool:
        """Tell whether words hold a withdrawn number, however it is punctuated, or a withdrawn address or page."""
        return any(re.search(_pattern(value), words, re.IGNORECASE) for value in self.numbers)


NOTHING = Withdrawn()


def stand_in_for(copy_id: str) -> str:
    """Return the id of what is said in place of a text."""
    return STAND_IN_DANGER if copy_id.startswith(_DANGER) else STAND_IN


def without_numbers(words: str, withdrawn: Withdrawn) -> str | None:
    """Return words less the sentences that name a withdrawn number; None where what is left would not stand alone.

    911 and 988 are never cut away, nor a blank that is still to be filled.
    """
    sentences = _SENTENCE.findall(words)
    kept = "".join(sentence for sentence in sentences if not withdrawn.names_one(sentence)).strip()
    cut = "".join(sentence for sentence in sentences if withdrawn.names_one(sentence))
    is_whole = not withdrawn.names_one(kept) and len(kept) >= _ENOUGH * len(words)
    return kept if is_whole and not _VITAL.search(cut) and "{" not in cut else None


def still_sayable(blocks: Sequence[Mapping[str, Any]], refs: Sequence[Ref], withdrawn: Withdrawn) -> bool:
    """Tell whether a reply rendered earlier may still be said: none of its texts, numbers and cards is taken back."""
    if not withdrawn:
        return True
    named = (withdrawn.names_one(words) for block in blocks for words in _words(block))
    return not any(withdrawn.holds(ref) for ref in refs) and not any(named)


def _words(value: object) -> list[str]:
    """List every string of a block, its cards and buttons."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [words for part in value.values() for words in _words(part)]
    return [words for part in value for words in _words(part)] if isinstance(value, list | tuple) else []


def _pattern(value: str) -> str:
    """Match a number by its digits (the long-distance 1 or not), a page as it is written, an address by its street.

    "10 Gove St, East Boston" is "10 Gove Street" in the directory.
    """
    digits = _DIGITS.findall(value)
    if len(digits) < 5 or re.search(r"[a-z]", value, re.IGNORECASE):
        return r"(?<!\d)" + re.escape(value.partition(",")[0])
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return r"(?<!\d)(?:1[\s().-]{0,3})?" + r"[\s().-]{0,3}".join(digits) + r"(?!\d)"
