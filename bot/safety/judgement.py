"""Weigh the phrases found in a text: which are real, how far away, and which counts most."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.safety.lists import Lists, Mark, Rule, Safe, Tense
from bot.safety.phrases import Found, Readings
from bot.safety.verdict import NO_DANGER, Category, Level, Verdict

NEAR_WORDS = 7
"""How far before a danger phrase "if" or "scared that" still speaks of it."""
NEXT_WORDS = 2
"""How far "might" and "would" reach."""
FAR_WORDS = 30
"""How far "last year" or "in a song" reaches, and how far two halves of an `&` line may lie apart."""

STRETCH_WORDS = 80
"""Longer than any phrase and the reach of its marks, so each is judged with all that bears on it."""

SPANGLISH = {"en", "es"}

EVERYWHERE = {Mark.PAST, Mark.TAUGHT, Mark.TODAY, Mark.LONG_AGO, Mark.TREATMENT}
"""Marks that count after the phrase as well as before it, up to FAR_WORDS; the others only before, up to NEAR_WORDS."""

LEVELS = (Level.NONE, Level.CONCERN, Level.EMERGENCY)
CATEGORIES = (Category.VIOLENCE, Category.MEDICAL_EMERGENCY, Category.SUICIDE_RISK, Category.OVERDOSE_NOW)

# How many levels a mark takes off, by what the phrase says about time and whether it is about somebody in particular.
SOFTENS: dict[tuple[Tense, bool], dict[Mark, int]] = {
    (Tense.NOW, True): {Mark.IF: 1},
    (Tense.NOW, False): {Mark.IF: 2, Mark.GENERAL: 2, Mark.FEARED: 2, Mark.MAYBE: 2, Mark.TAUGHT: 2},
    (Tense.BARE, True): {Mark.PAST: 2, Mark.IF: 1, Mark.FEARED: 1, Mark.TAUGHT: 2},
    (Tense.BARE, False): {Mark.PAST: 2, Mark.IF: 2, Mark.GENERAL: 2, Mark.FEARED: 2, Mark.TAUGHT: 2},
    (Tense.TOLD, True): {Mark.PAST: 2, Mark.IF: 2, Mark.GENERAL: 1, Mark.FEARED: 2, Mark.MAYBE: 2, Mark.TAUGHT: 2},
    (Tense.TOLD, False): {Mark.PAST: 2, Mark.IF: 2, Mark.GENERAL: 2, Mark.FEARED: 2, Mark.MAYBE: 2, Mark.TAUGHT: 2},
    (Tense.STEADY, True): {Mark.TAUGHT: 1},
    (Tense.STEADY, False): {Mark.TAUGHT: 1},
    (Tense.LASTING, True): {Mark.PAST: 1, Mark.LONG_AGO: 2, Mark.IF: 1, Mark.TAUGHT: 2},
    (Tense.LASTING, False): {Mark.PAST: 1, Mark.LONG_AGO: 2, Mark.IF: 2, Mark.GENERAL: 2, Mark.TAUGHT: 2},
    (Tense.WEARY, True): {Mark.TREATMENT: 1, Mark.TAUGHT: 1},
    (Tense.WEARY, False): {Mark.TREATMENT: 1, Mark.TAUGHT: 1},
}


class Sighting(NamedTuple):
    """A rule seen in the words from `start` up to, not including, `end`."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A text as a row of words, what each stands for, and all phrases found in it."""

    words: Sequence[str]
    row: Sequence[Readings]
    found: Sequence[Found]


def judge(reading: Reading, lists: Lists, *, across: int | None = None) -> Verdict:
    """Return the gravest danger in `reading`; with `across`, only one that begins before that word and ends after it.

    A long text is judged stretch by stretch, each with what is found around it, until one is an emergency.
    """
    stretches: dict[int, list[Found]] = {}
    for found in reading.found:
        stretches.setdefault(found.start // STRETCH_WORDS, []).append(found)
    best = NO_DANGER
    for number in sorted(stretches):
        near = [found for at in (number - 1, number, number + 1) for found in stretches.get(at, ())]
        stretch = replace(reading, found=near)
        best = max(best, _judge_stretch(stretch, lists, number, across), key=lambda verdict: LEVELS.index(verdict.level))
        if best.level is Level.EMERGENCY:
            break
    return best


def _judge_stretch(reading: Reading, lists: Lists, number: int, across: int | None) -> Verdict:
    """Weigh the sightings that begin in one stretch, the gravest first, until no other can be graver."""
    seen = set(_sightings(reading, lists))
    safe = [
        (phrase.language, f.start, f.end)
        for f in reading.found
        if isinstance((phrase := lists.phrases[f.phrase]).meaning, Safe)
    ]
    safe += [(sighting.rule.language, sighting.start, sighting.end) for sighting in seen if sighting.rule.instead]
    best = NO_DANGER
    for sighting in sorted(seen, key=_promise, reverse=True):
        if LEVELS.index(sighting.rule.level) <= LEVELS.index(best.level):
            break
        is_here = sighting.start // STRETCH_WORDS == number
        is_across = across is None or sighting.start < across < sighting.end
        if is_here and is_across and not (_is_covered(sighting, safe) or _is_part_of_another(sighting, seen)):
            best = max(best, _verdict(sighting, reading, lists), key=lambda verdict: LEVELS.index(verdict.level))
    return best


def _promise(sighting: Sighting) -> tuple[int, int, int, int]:
    """Order sightings by how grave they can be; the last two keep the order the same in every run."""
    rule = sighting.rule
    return LEVELS.index(rule.level), CATEGORIES.index(rule.category), sighting.end - sighting.start, -sighting.start


def _sightings(reading: Reading, lists: Lists) -> Iterator[Sighting]:
    halves: dict[int, list[Found]] = {}
    for found in reading.found:
        phrase = lists.phrases[found.phrase]
        if not isinstance(phrase.meaning, Rule) or (phrase.whole and not _is_whole(found, reading.words, lists)):
            continue
        if phrase.together >= 0:
            halves.setdefault(phrase.together, []).append(found)
        else:
            yield Sighting(phrase.meaning, found.start, found.end)
    for group, parts in halves.items():
        if {part.phrase for part in parts} == lists.together[group]:
            yield from _together(lists, parts)


def _together(lists: Lists, parts: Sequence[Found]) -> Iterator[Sighting]:
    """Yield one sighting for each place where a half of an `&` line is followed, not too far, by the other."""
    rule = lists.phrases[parts[0].phrase].meaning
    last: Found | None = None
    for part in parts:  # in the order they start
        if last is not None and part.phrase != last.phrase and last.end <= part.start <= last.end + FAR_WORDS:
            if isinstance(rule, Rule):
                yield Sighting(rule, last.start, part.end)
        if last is None or part.phrase == last.phrase or part.start >= last.end:
            last = part


def _is_whole(found: Found, words: Sequence[str], lists: Lists) -> bool:
    around = [*words[: found.start], *words[found.end :]]
    return all(word in lists.fillers or not word.isascii() for word in around)


def _is_covered(sighting: Sighting, safe: Sequence[tuple[str, int, int]]) -> bool:
    own = (sighting.start, sighting.end) if sighting.rule.instead else None
    return any(
        start < sighting.end
        and sighting.start < end
        and (start, end) != own
        and _are_spoken_together(language, sighting.rule.language)
        for language, start, end in safe
    )


def _are_spoken_together(one: str, other: str) -> bool:
    """Tell whether words of one language may soften words of the other; elsewhere a likeness is chance."""
    return one == other or {one, other} == SPANGLISH


def _is_part_of_another(sighting: Sighting, seen: Collection[Sighting]) -> bool:
    """Tell whether a longer phrase, at least as grave, explains this one ("go to sleep and *never wake up*")."""
    size = sighting.end - sighting.start
    return any(
        other.start <= sighting.start
        and sighting.end <= other.end
        and size < other.end - other.start
        and LEVELS.index(other.rule.level) >= LEVELS.index(sighting.rule.level)
        for other in seen
    )


def _verdict(sighting: Sighting, reading: Reading, lists: Lists) -> Verdict:
    rule = sighting.rule
    softened = SOFTENS[rule.tense, _is_about_somebody(sighting, reading.row, lists)]
    steps = max((softened.get(mark, 0) for mark in _marks(sighting, reading, lists)), default=0)
    level = LEVELS[max(0, LEVELS.index(rule.level) - steps)]
    if level is Level.NONE:
        return NO_DANGER
    copy_id = rule.copy_id if level is rule.level else f"danger_{_ROOTS[rule.category]}_concern"
    return Verdict(rule.category, level, rule.id, " ".join(reading.words[sighting.start : sighting.end]), copy_id)


_ROOTS = {
    Category.OVERDOSE_NOW: "overdose",
    Category.SUICIDE_RISK: "suicide",
    Category.MEDICAL_EMERGENCY: "medical",
    Category.VIOLENCE: "violence",
}


def _marks(sighting: Sighting, reading: Reading, lists: Lists) -> set[Mark]:
    marks = {
        mark
        for found in reading.found
        if isinstance(mark := (phrase := lists.phrases[found.phrase]).meaning, Mark)
        and _are_spoken_together(phrase.language, sighting.rule.language)
        and _reaches(mark, found, sighting)
    }
    return marks - {Mark.PAST} if Mark.TODAY in marks else marks


def _reaches(mark: Mark, found: Found, sighting: Sighting) -> bool:
    before, after = sighting.start - found.end, found.start - sighting.end
    if mark is Mark.MAYBE:
        return before <= NEXT_WORDS and found.start < sighting.start
    if mark in EVERYWHERE:
        return before <= FAR_WORDS and after <= FAR_WORDS
    return before <= NEAR_WORDS and found.start < sighting.start


def _is_about_somebody(sighting: Sighting, row: Sequence[Readings], lists: Lists) -> bool:
    """Tell whether the nearest person named is one in particular ("he", "my son") and not anyone ("someone", "you")."""
    language = sighting.rule.language
    for at in range(sighting.end - 1, max(-1, sighting.start - NEAR_WORDS), -1):
        if lists.are_any(language, "person", row[at]):
            return True
        if lists.are_any(language, "anyone", row[at]):
            return False
    return False

