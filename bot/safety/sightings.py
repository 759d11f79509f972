"""Sort what was found in a text: dangers, phrases that only look like it, and marks of time and distance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.safety.lists import Lists, Mark, Rule, Safe
from bot.safety.phrases import Found, Readings

HALVES_APART_WORDS = 30
"""How many words may lie between the two halves of an `&` line."""


_Place = tuple[int, int, int]
"""`(start, end, number)`: one phrase found."""


class Reading(NamedTuple):
    """A text as a row of words, what each may stand for, and all phrases found in it."""

    words: Sequence[str]
    row: Sequence[Readings]
    found: Sequence[Found]


class Sighting(NamedTuple):
    """A danger seen in the words from `start` up to, not including, `end`."""

    rule: Rule
    start: int
    end: int


class Cover(NamedTuple):
    """Words that count for nothing else: a phrase that only looks like danger, or a rule that stands in its place."""

    by: Safe | Rule
    start: int
    end: int


class Marked(NamedTuple):
    """A mark seen, and the language it was said in."""

    mark: Mark
    language: str
    start: int
    end: int


class Seen(NamedTuple):
    """All that bears on a verdict."""

    sightings: Sequence[Sighting]
    covers: Sequence[Cover]
    marks: Sequence[Marked]


def sort_found(found: Sequence[Found], words: Sequence[str], lists: Lists) -> Seen:
    """Return what `found` means; every sighting once, in an order that is the same in every run."""
    sightings: dict[tuple[int, int, str], Sighting] = {}
    covers: list[Cover] = []
    marks: list[Marked] = []
    halves: dict[int, list[_Place]] = {}
    for start, end, number in _telling(found, lists.needs):
        meaning, language, whole, together = lists.phrases[number]
        if isinstance(meaning, Mark):
            marks.append(Marked(meaning, language, start, end))
        elif isinstance(meaning, Safe):
            covers.append(Cover(meaning, start, end))
        elif together >= 0:
            halves.setdefault(together, []).append((start, end, number))
        elif not whole or _is_whole(start, end, words, lists):
            sightings[start, end, meaning.id] = Sighting(meaning, start, end)
    for parts in halves.values():
        sightings.update({(each.start, each.end, each.rule.id): each for each in _together(sorted(parts), lists)})
    covers += [Cover(*each) for each in sightings.values() if each.rule.instead]
    return Seen([sightings[place] for place in sorted(sightings)], covers, marks)


def _telling(found: Sequence[Found], needs: Sequence[int]) -> list[_Place]:
    """Return each phrase with its place, less the halves whose other half is nowhere: four phrases of five found."""
    there = {number for _, _, numbers in found for number in numbers}
    return [(start, end, number) for start, end, numbers in found for number in numbers if needs[number] in there]


def _is_whole(start: int, end: int, words: Sequence[str], lists: Lists) -> bool:
    """Tell whether nothing but greetings, cries for help and emoji stand around a phrase."""
    around = [*words[:start], *words[end:]]
    return all(word in lists.fillers or not word.isascii() for word in around)


def _together(parts: Sequence[_Place], lists: Lists) -> Iterator[Sighting]:
    """Yield a sighting wherever the two halves of an `&` line follow each other, in either order and not too far."""
    rule = lists.phrases[parts[0][2]].meaning
    for (start, half_end, one), (half_start, end, other) in pairwise(_apart(parts)):
        if one != other and half_start - half_end <= HALVES_APART_WORDS and isinstance(rule, Rule):
            yield Sighting(rule, start, end)


def _apart(parts: Sequence[_Place]) -> Iterator[_Place]:
    """Yield halves in the order they start, less those of the other half that begin inside one already there."""
    last_end, last_number = 0, parts[0][2]
    for part in parts:
        start, end, number = part
        if number == last_number or start >= last_end:
            yield part
            last_end, last_number = end, number
