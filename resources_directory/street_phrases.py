"""Find in a text the house numbers with a street, and the streets that meet; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from resources_directory.street_index import StreetIndex
from resources_directory.street_words import KINDS, StreetName, split_kind, street_words
from resources_directory.words import Words, words

#: Phone numbers, times, money, dates, decimals and long numbers: no house number is in them.
_OTHER_NUMBERS = re.compile(
    r"\(?\b\d{3}\)?[-. ]{1,2}\d{3}[-. ]\d{4}\b|\b\d{3}-\d{4}\b|\d{5,}|"
    r"\b\d{1,2}:\d{2}|[$#]\s?\d+|\d+/\d+(?:/\d+)?|\d+\.\d+"
)
_STOP = re.compile(r"[,.;!?\n]+(?=\s|$)|\n")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"([1-9]\d{0,3})[a-z]?")
#: A number after one of these is a flat, a bus, an age; or a year or an hour, by its size.
_NO_HOUSE = frozenset("apt apartment unit floor fl suite ste room rm bus route rte line age aged ward bed piso".split())
_BEFORE_A_YEAR = frozenset("in since en desde year ano".split())
_BEFORE_AN_HOUR = frozenset("around about until till til before after by las la since past".split())
_MEETING = frozenset("meet meeting come coming tomorrow tonight today appointment appt pick see".split())
_CONNECTORS = frozenset("and n y e at x con off by near on with ak".split())
_CORNER = frozenset("corner intersection esquina cruce interseccion kwen".split())
_LOCATORS = frozenset("near nearby at by around on off in outside live from close en cerca por vivo estoy".split())
_FILLERS = frozenset("the of to a de del la el los las im i am is please boston ma mass soy yo calle avenida".split())
_SPANISH_KINDS = frozenset("calle avenida".split())
_LONGEST_NUMBER_ALONE = 100


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `start` to `end` of a text (end not included): a number on a street, or a street that meets another.

    `block` is set where the number stands for its whole block ("700 block of Albany St").
    """

    start: int
    end: int
    street: StreetName
    number: int = 0
    cross: StreetName | None = None
    located: bool = False


@dataclass(frozen=True, slots=True)
class _Heard:
    """A street heard at a place of the text; `typed` when its kind was said, so that it can be nothing else."""

    street: StreetName
    start: int
    end: int
    typed: bool


@dataclass(frozen=True, slots=True)
class NumberedStreet:
    """Words that are written like an address, whether or not we know the street: `start` to `end` (not included)."""

    start: int
    end: int
    number: int
    street: str


def numbered_streets(text: str) -> Sequence[NumberedStreet]:
    """Return what is written as a house number and one to three words ending in a kind of street, in order."""
    reader = _Reader(text, StreetIndex())
    return list(reader.written_addresses())


def phrases(text: str, index: StreetIndex) -> Sequence[Phrase]:
    """Return the numbers on streets and the crossings named in `text`, in order; longest first at each word."""
    return list(_Reader(text, index).phrases())


def house_words(text: str) -> Words:
    """Return the words of `text`, as many as `words` gives, with phone numbers, times and the like crossed out."""
    return words(_OTHER_NUMBERS.sub(lambda found: _DIGITS.sub("x", found[0]), text))


def _clause_ends(text: str) -> Sequence[int]:
    """Return after how many words of `text` a comma or a full stop comes."""
    counts = [len(words(part)) for part in _STOP.split(text)]
    return list(accumulate(counts)) if sum(counts) == len(words(text)) else []


class _Reader:
    """Reads one text: its words, numbers that are no house number crossed out, and where its clauses end."""

    def __init__(self, text: str, index: StreetIndex) -> None:
        self._typed = house_words(text)
        self._street = street_words(self._typed)
        self._ends = _clause_ends(text)
        self._index = index

    def phrases(self) -> Iterator[Phrase]:
        """Yield what the words from each word on can be."""
        for at in range(len(self._typed)):
            yield from self._block(at)
            yield from self._address(at)
            yield from self._spanish_address(at)
            yield from self._crossing(at)

    def written_addresses(self) -> Iterator[NumberedStreet]:
        """Yield the addresses by their form alone: "12 Elm St", "700 block of Elm St"."""
        for at in range(len(self._typed)):
            number, start = self._written_number(at)
            named = range(start + 1, min(start + 4, len(self._street)))
            kind = next((end for end in named if self._street[end] in KINDS), None)
            if number is not None and kind is not None:
                yield NumberedStreet(at, kind + 1, number, " ".join(self._typed[start : kind + 1]))

    def _written_number(self, at: int) -> tuple[int | None, int]:
        block = self._block_number(at)
        return (self._house_number(at), at + 1) if block is None else (block, at + 3)

    def _block(self, at: int) -> Iterator[Phrase]:
        number = self._block_number(at)
        if number is not None:
            for heard in self._heard(at + 3):
                yield Phrase(at, heard.end, heard.street, block_middle(number), located=True)

    def _block_number(self, at: int) -> int | None:
        if self._typed[at + 1 : at + 3] != ("block", "of"):
            return None
        first = _NUMBER.fullmatch(self._typed[at])
        return 0 if self._typed[at] == "first" else int(first[1]) if first else None

    def _address(self, at: int) -> Iterator[Phrase]:
        number = self._house_number(at)
        if number is None:
            return
        for heard in self._heard(at + 1):
            if heard.typed or (number >= _LONGEST_NUMBER_ALONE and self._is_clear(at, heard.end)):
                yield Phrase(at, heard.end, heard.street, number, located=self._is_located(at))

    def _spanish_address(self, at: int) -> Iterator[Phrase]:
        """Read "calle Washington 1601"."""
        if self._typed[at] not in {*_SPANISH_KINDS, "ave"}:
            return
        for heard in self._heard(at + 1):
            number = self._house_number(heard.end)
            if number is not None:
                yield Phrase(at, heard.end + 1, heard.street, number, located=self._is_located(at))

    def _crossing(self, at: int) -> Iterator[Phrase]:
        for one in self._heard(at):
            for other in self._heard_across(one.end):
                if other.start == one.end and not other.typed:  # "Main St Everett" names a town
                    continue
                phrase = Phrase(at, other.end, one.street, cross=other.street, located=self._is_located(at))
                is_sure = one.typed or other.typed or self._is_clear(at, other.end) or self._is_corner(at)
                if is_sure and self._index.crossings(one.street, other.street):
                    yield phrase

    def _heard_across(self, at: int) -> Iterator[_Heard]:
        while self._typed[at : at + 1] and self._typed[at] in _CONNECTORS | {"the", "la", "corner", "of", "calle"}:
            at += 1
        return self._heard(at)

    def _heard(self, at: int) -> Iterator[_Heard]:
        """Yield the streets named from `at` on, the longest first; misspelt ones only where the kind is said."""
        found = [heard for length in range(self._index.longest, 0, -1) for heard in self._heard_as(at, length)]
        yield from found or self._misheard(at)

    def _heard_as(self, at: int, length: int) -> Iterator[_Heard]:
        end = at + length
        if end > len(self._street):
            return
        kind = self._street[end] if self._street[end : end + 1] and self._street[end] in KINDS else ""
        name = split_kind((*self._street[at:end], *((kind,) if kind else ())))
        if self._index.knows(name.own):
            is_typed = bool(kind) or self._is_spanish(at) or self._index.has_no_kind(name.own)
            yield _Heard(name, at, end + bool(kind), is_typed)

    def _misheard(self, at: int) -> Iterator[_Heard]:
        for length in (1, 2, 3):
            end = at + length
            if self._street[end : end + 1] and self._street[end] in KINDS:
                own = self._index.misspelt(self._street[at:end])
                if own is not None:
                    yield _Heard(StreetName(own, self._street[end]), at, end + 1, typed=True)

    def _house_number(self, at: int) -> int | None:
        number = _NUMBER.fullmatch(self._typed[at]) if at < len(self._typed) else None
        if number is None:
            return None
        value, before = int(number[1]), self._typed[at - 1] if at else ""
        is_year = before in _BEFORE_A_YEAR and 1900 <= value <= 2099
        is_hour = value <= 12 and (before in _BEFORE_AN_HOUR or (before == "at" and bool(_MEETING & set(self._typed))))
        return None if before in _NO_HOUSE or is_year or is_hour or self._is_age(before, value) else value

    def _is_age(self, before: str, value: int) -> bool:
        return before in {"im", "am"} and value < 100

    def _is_spanish(self, at: int) -> bool:
        return bool(at) and self._typed[at - 1] in _SPANISH_KINDS

    def _is_corner(self, at: int) -> bool:
        return bool(_CORNER & set(self._typed[max(0, at - 3) : at]))

    def _is_clear(self, start: int, end: int) -> bool:
        """Tell whether the words come after "near" or "at", or their clause says nothing else."""
        first = max((one for one in self._ends if one <= start), default=0)
        last = min((one for one in self._ends if one >= end), default=len(self._typed))
        around = (*self._typed[first:start], *self._typed[end:last])
        return self._is_located(start) or all(word in _FILLERS for word in around)

    def _is_located(self, at: int) -> bool:
        before = at - 1
        while before >= 0 and self._typed[before] in _FILLERS | _CORNER:
            before -= 1
        return self._is_corner(at) or (before >= 0 and self._typed[before] in _LOCATORS)


def block_middle(block: int) -> int:
    """Return the number that stands for a block of a hundred: its middle; 10 for the first, as short streets end."""
    return block - block % 100 + 50 if block >= 100 else 10
