"""Sort what was found in a text: dangers, phrases that only look like it, and marks of time and distance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from bot.safety.lists import Lists, Mark, Rule, Safe
from bot.safety.phrases import Found, Readings

HALVES_APART_WORDS = 30
"""How many words may lie between the two halves of an `&` line."""


@dataclass(frozen=True)
class Reading:
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


@dataclass(frozen=True)
class Seen:
    """All that bears on a verdict."""

    sightings: Sequence[Sighting]
    covers: Sequence[Cover]
    marks: Sequence[Marked]


def sort_found(found: Sequence[Found], words: Sequence[str], lists: Lists) -> Seen:
    """Return what `found` means; every sighting once, in an order that is the same in every run."""
    sightings: set[Sighting] = set()
    covers: list[Cover] = []
    marks: list[Marked] = []
    halves: dict[int, list[Found]] = {}
    for seen in found:
        phrase = lists.phrases[seen.phrase]
        match phrase.meaning:
            case Safe() as safe:
                covers.append(Cover(safe, seen.start, seen.end))
            case Mark() as mark:
                marks.append(Marked(mark, phrase.language, seen.start, seen.end))
            case _ if phrase.together >= 0:
                halves.setdefault(phrase.together, []).append(seen)
            case Rule() as rule if not phrase.whole or _is_whole(seen, words, lists):
                sightings.add(Sighting(rule, seen.start, seen.end))
    for parts in halves.values():
        sightings.update(_together(parts, lists))
    covers += [Cover(*sighting) for sighting in sightings if sighting.rule.instead]
    return Seen(sorted(sightings, key=lambda each: (each.start, each.end, each.rule.id)), covers, marks)


def _is_whole(found: Found, words: Sequence[str], lists: Lists) -> bool:
    """Tell whether nothing but greetings, cries for help and emoji stand around a phrase."""
    around = [*words[: found.start], *words[found.end :]]
    return all(word in lists.fillers or not word.isascii() for word in around)


def _together(parts: Sequence[Found], lists: Lists) -> Iterator[Sighting]:
    """Yield a sighting wherever the two halves of an `&` line follow each other, in either order and not too far."""
    rule = lists.phrases[parts[0].phrase].meaning
    for one, other in pairwise(_apart(parts)):
        is_near = other.start - one.end <= HALVES_APART_WORDS
        if one.phrase != other.phrase and is_near and isinstance(rule, Rule):
            yield Sighting(rule, one.start, other.end)


def _apart(parts: Sequence[Found]) -> Iterator[Found]:
    """Yield halves in the order they start, less those of the other half that begin inside one already there."""
    last: Found | None = None
    for part in parts:
        if last is None or part.phrase == last.phrase or part.start >= last.end:
            yield part
            last = part
