"""Weigh the dangers seen in a text: which are real, how far away, and which counts most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.safety.lists import Lists, Mark, Tense
from bot.safety.phrases import Found, Readings
from bot.safety.sightings import Cover, Marked, Reading, Seen, Sighting, sort_found
from bot.safety.verdict import COPY_IDS, NO_DANGER, Category, Level, Verdict

NEXT_WORDS = 2
"""How far before a danger "might" and "would" still speak of it."""
NEAR_WORDS = 7
"""How far before a danger "if" or "scared that" still speaks of it, and how far back a person is looked for."""
FAR_WORDS = 30
"""How far "last year" or "in a song" reaches, before and after."""
STRETCH_WORDS = 80
"""Longer than any phrase and the reach of its marks, so each is judged with all that bears on it."""

EVERYWHERE = frozenset({Mark.PAST, Mark.LONG_AGO, Mark.TODAY, Mark.TAUGHT, Mark.TREATMENT})
"""Marks that count after a danger as well as before it, up to FAR_WORDS."""

REACHES = {Mark.MAYBE: NEXT_WORDS}
"""How far before a danger the other marks still speak of it, where it is not NEAR_WORDS."""

SPANGLISH = frozenset({"en", "es"})
"""Spoken in one breath in Boston, so words of one may soften words of the other; elsewhere a likeness is chance."""

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

# The marks that may soften a phrase at all; a bare one may turn out to be of now.
HEEDED = {tense: frozenset({*SOFTENS[tense, True], *SOFTENS[tense, False]}) for tense in Tense}
HEEDED[Tense.BARE] |= HEEDED[Tense.NOW]


def judge(reading: Reading, lists: Lists, *, across: int | None = None) -> Verdict:
    """Return the gravest danger in `reading`; with `across`, only one that begins before that word and ends after it.

    A long text is judged stretch by stretch, each with what is found around it, until one is an emergency.
    """
    stretches = _stretches(reading.found)
    best = NO_DANGER
    for number in stretches:
        near = [found for at in (number - 1, number, number + 1) for found in stretches.get(at, ())]
        seen = sort_found(near, reading.words, lists)
        here = [each for each in seen.sightings if each.start // STRETCH_WORDS == number and _spans(each, across)]
        if here:
            best = max(best, _gravest(here, seen, reading, lists), key=_rank)
        if best.level is Level.EMERGENCY:
            break
    return best


def _stretches(found: Sequence[Found]) -> Mapping[int, Sequence[Found]]:
    """Return what begins in each stretch of a text; `found` is in the order it starts."""
    if found and found[-1][0] < STRETCH_WORDS:  # nearly every text
        return {0: found}
    stretches: dict[int, list[Found]] = {}
    for each in found:
        stretches.setdefault(each[0] // STRETCH_WORDS, []).append(each)
    return stretches


def _rank(verdict: Verdict) -> int:
    return LEVELS.index(verdict.level)


def _spans(sighting: Sighting, across: int | None) -> bool:
    return across is None or sighting.start < across < sighting.end


def _gravest(here: Sequence[Sighting], seen: Seen, reading: Reading, lists: Lists) -> Verdict:
    counted = [each for each in here if not _is_covered(each, seen.covers)]
    ranks = [_weigh(each, seen.marks, reading.row, lists) for each in counted]
    top = max(ranks, default=0)
    if top == 0:
        return NO_DANGER
    best = [each for each, rank in zip(counted, ranks, strict=True) if rank == top]
    return _verdict(max(_telling(best), key=_order), LEVELS[top], reading.words)


def _telling(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Leave out what is part of a longer phrase that says more ("go to sleep and *never wake up*")."""
    places = {(start, end) for _, start, end in sightings}
    return [each for each in sightings if not _is_part(each.start, each.end, places)]


def _is_part(start: int, end: int, places: Iterable[tuple[int, int]]) -> bool:
    for other_start, other_end in places:
        if other_start <= start and end <= other_end and other_end - other_start > end - start:
            return True
    return False


def _verdict(sighting: Sighting, level: Level, words: Sequence[str]) -> Verdict:
    rule, start, end = sighting
    copy_id = rule.copy_id if level is rule.level else COPY_IDS[rule.category, level]
    return Verdict(rule.category, level, rule.id, " ".join(words[start:end]), copy_id)


def _order(sighting: Sighting) -> tuple[int, int]:
    return CATEGORIES.index(sighting.rule.category), sighting.end - sighting.start


def _is_covered(sighting: Sighting, covers: Sequence[Cover]) -> bool:
    """Tell whether words that are safe, or that another rule stands in place of, touch the sighting."""
    rule, start, end = sighting
    for by, covered_from, covered_to in covers:
        is_touched = covered_from < end and start < covered_to and by is not rule
        if is_touched and _are_spoken_together(by.language, rule.language):
            return True
    return False


def _are_spoken_together(one: str, other: str) -> bool:
    return one == other or (one in SPANGLISH and other in SPANGLISH)


def _weigh(sighting: Sighting, marked: Sequence[Marked], row: Sequence[Readings], lists: Lists) -> int:
    """Return the rank of what is left of a danger once the marks around it are heard."""
    rank = LEVELS.index(sighting.rule.level)
    marks = _marks(sighting, marked) & HEEDED[sighting.rule.tense]
    return max(0, rank - _steps(marks, sighting, row, lists)) if marks else rank


def _steps(marks: set[Mark], sighting: Sighting, row: Sequence[Readings], lists: Lists) -> int:
    softens = SOFTENS[_tense(sighting, row, lists), _is_about_somebody(sighting, row, lists)]
    return max([softens.get(mark, 0) for mark in marks])


def _tense(sighting: Sighting, row: Sequence[Readings], lists: Lists) -> Tense:
    """Return the tense of a sighting: a bare one is now when a word of the present is in it or just before ("hes")."""
    rule, start, end = sighting
    if rule.tense is not Tense.BARE:
        return rule.tense
    present = lists.words_for(rule.language, "present")
    around = row[max(0, start - NEXT_WORDS) : end]
    return rule.tense if all(map(present.isdisjoint, around)) else Tense.NOW


def _marks(sighting: Sighting, marked: Sequence[Marked]) -> set[Mark]:
    rule, start, end = sighting
    marks = {
        each.mark
        for each in marked
        if _reaches(each, start, end) and _are_spoken_together(each.language, rule.language)
    }
    if Mark.TODAY in marks:
        marks -= {Mark.PAST, Mark.LONG_AGO}
    return marks


def _reaches(marked: Marked, start: int, end: int) -> bool:
    """Tell whether a mark speaks of the danger in the words from `start` up to `end`."""
    mark, _, mark_start, mark_end = marked
    if mark in EVERYWHERE:
        return start - mark_end <= FAR_WORDS and mark_start - end <= FAR_WORDS
    return mark_start < start and start - mark_end <= REACHES.get(mark, NEAR_WORDS)


def _is_about_somebody(sighting: Sighting, row: Sequence[Readings], lists: Lists) -> bool:
    """Tell whether the nearest person named is one in particular ("he", "my son") and not anyone ("someone", "you")."""
    person = lists.words_for(sighting.rule.language, "person")
    anyone = lists.words_for(sighting.rule.language, "anyone")
    for readings in reversed(row[max(0, sighting.start - NEAR_WORDS + 1) : sighting.end]):
        if not person.isdisjoint(readings):
            return True
        if not anyone.isdisjoint(readings):
            return False
    return False
