"""Weigh the dangers seen in a text: which are real, how far away, and which counts most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.safety.lists import Lists, Mark, Tense
from bot.safety.phrases import Found, Readings
from bot.safety.sightings import Marked, Reading, Seen, Sighting, sort_found
from bot.safety.verdict import COPY_IDS, NO_DANGER, Category, Level, Verdict

NEXT_WORDS = 2
"""How far before a danger "might" and "would" still speak of it."""
NEAR_WORDS = 7
"""How far before a danger "if" or "scared that" still speaks of it, and how far back a person is looked for."""
FAR_WORDS = 30
"""How far "last year" or "in a song" reaches, before and after."""
STRETCH_WORDS = 80
"""Longer than any phrase and the reach of its marks, so each is judged with all that bears on it."""

EVERYWHERE = {Mark.PAST, Mark.LONG_AGO, Mark.TODAY, Mark.TAUGHT, Mark.TREATMENT}
"""Marks that count after a danger as well as before it, up to FAR_WORDS."""

SPANGLISH = {"en", "es"}
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


def judge(reading: Reading, lists: Lists, *, across: int | None = None) -> Verdict:
    """Return the gravest danger in `reading`; with `across`, only one that begins before that word and ends after it.

    A long text is judged stretch by stretch, each with what is found around it, until one is an emergency.
    """
    stretches: dict[int, list[Found]] = {}
    for found in reading.found:
        stretches.setdefault(found.start // STRETCH_WORDS, []).append(found)
    best = NO_DANGER
    for number in stretches:
        near = [found for at in (number - 1, number, number + 1) for found in stretches.get(at, ())]
        seen = sort_found(near, reading.words, lists)
        here = [each for each in seen.sightings if each.start // STRETCH_WORDS == number and _spans(each, across)]
        best = max(best, _gravest(here, seen, reading, lists), key=_rank)
        if best.level is Level.EMERGENCY:
            break
    return best


def _rank(verdict: Verdict) -> int:
    return LEVELS.index(verdict.level)


def _spans(sighting: Sighting, across: int | None) -> bool:
    return across is None or sighting.start < across < sighting.end


def _gravest(here: Sequence[Sighting], seen: Seen, reading: Reading, lists: Lists) -> Verdict:
    weighed = [(each, _weigh(each, seen, reading, lists)) for each in here if not _is_covered(each, seen)]
    top = max((_rank(verdict) for _, verdict in weighed), default=0)
    best = {each: verdict for each, verdict in weighed if _rank(verdict) == top}
    telling = [each for each in best if not any(_explains(other, each) for other in best)]
    chosen = max(telling, key=_order, default=None)
    return best[chosen] if chosen else NO_DANGER


def _explains(other: Sighting, sighting: Sighting) -> bool:
    """Tell whether a longer phrase says what this one is part of ("go to sleep and *never wake up*")."""
    is_longer = other.end - other.start > sighting.end - sighting.start
    return is_longer and other.start <= sighting.start and sighting.end <= other.end


def _order(sighting: Sighting) -> tuple[int, int]:
    return CATEGORIES.index(sighting.rule.category), sighting.end - sighting.start


def _is_covered(sighting: Sighting, seen: Seen) -> bool:
    """Tell whether words that are safe, or that another rule stands in place of, touch the sighting."""
    return any(
        cover.start < sighting.end
        and sighting.start < cover.end
        and cover.by is not sighting.rule
        and _are_spoken_together(cover.by.language, sighting.rule.language)
        for cover in seen.covers
    )


def _are_spoken_together(one: str, other: str) -> bool:
    return one == other or {one, other} == SPANGLISH


def _weigh(sighting: Sighting, seen: Seen, reading: Reading, lists: Lists) -> Verdict:
    """Return what is left of a danger once the marks around it are heard."""
    rule = sighting.rule
    marks = _marks(sighting, seen.marks)
    steps = _steps(marks, sighting, reading.row, lists) if marks else 0
    level = LEVELS[max(0, LEVELS.index(rule.level) - steps)]
    if level is Level.NONE:
        return NO_DANGER
    copy_id = rule.copy_id if level is rule.level else COPY_IDS[rule.category, level]
    return Verdict(rule.category, level, rule.id, " ".join(reading.words[sighting.start : sighting.end]), copy_id)


def _steps(marks: set[Mark], sighting: Sighting, row: Sequence[Readings], lists: Lists) -> int:
    softens = SOFTENS[_tense(sighting, row, lists), _is_about_somebody(sighting, row, lists)]
    return max(softens.get(mark, 0) for mark in marks)


def _tense(sighting: Sighting, row: Sequence[Readings], lists: Lists) -> Tense:
    """Return the tense of a sighting: a bare one is now when a word of the present is in it or just before ("hes")."""
    present = lists.words_for(sighting.rule.language, "present")
    around = row[max(0, sighting.start - NEXT_WORDS) : sighting.end]
    is_present = sighting.rule.tense is Tense.BARE and not all(present.isdisjoint(readings) for readings in around)
    return Tense.NOW if is_present else sighting.rule.tense


def _marks(sighting: Sighting, marked: Sequence[Marked]) -> set[Mark]:
    marks = set(_heard(sighting, marked))
    if Mark.TODAY in marks:
        marks -= {Mark.PAST, Mark.LONG_AGO}
    return marks


def _heard(sighting: Sighting, marked: Sequence[Marked]) -> Iterator[Mark]:
    for each in marked:
        if _reaches(each, sighting) and _are_spoken_together(each.language, sighting.rule.language):
            yield each.mark


def _reaches(marked: Marked, sighting: Sighting) -> bool:
    if marked.mark in EVERYWHERE:
        return sighting.start - marked.end <= FAR_WORDS and marked.start - sighting.end <= FAR_WORDS
    reach = NEXT_WORDS if marked.mark is Mark.MAYBE else NEAR_WORDS
    return marked.start < sighting.start and sighting.start - marked.end <= reach


def _is_about_somebody(sighting: Sighting, row: Sequence[Readings], lists: Lists) -> bool:
    """Tell whether the nearest person named is one in particular ("he", "my son") and not anyone ("someone", "you")."""
    person = lists.words_for(sighting.rule.language, "person")
    anyone = lists.words_for(sighting.rule.language, "anyone")
    for at in range(sighting.end - 1, max(-1, sighting.start - NEAR_WORDS), -1):
        if not person.isdisjoint(row[at]):
            return True
        if not anyone.isdisjoint(row[at]):
            return False
    return False
