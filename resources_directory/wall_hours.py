"""Opening hours by the clock on the wall: OpenStreetMap `opening_hours` text, or rules of HSDS, as one list of spans.

Where the words cannot be relied on the answer is unknown: a person should be told to call, not sent to a locked door.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]  # its stub forgets the error

from resources_directory.holidays import legal_holidays, library_holidays
from resources_directory.nights import by_day, by_night
from resources_directory.schedule_rules import Rule, open_days, resolved

StateName = Literal["open", "closed", "unknown"]
#: What the directory holds about one place: text of ours, or rules of the standard; empty means nobody knows.
Hours = str | tuple[Rule, ...]
#: Sun times need exact places, "09:00+" has no end, and a comment is a condition that only a person can judge.
_NOT_DECIDABLE = re.compile(r'"|sunrise|sunset|dawn|dusk|\d\s*\+|\bSH\b')
_EVERY_DAY = re.compile(r"\bMo-Su(?:,PH)?\b|\bPH,Mo-Su\b")
_SOME_WEEKDAYS = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su)\b")
_BEST = ("open", "unknown", "closed")
_NAMES: dict[State, StateName] = {State.OPEN: "open", State.CLOSED: "closed", State.UNKNOWN: "unknown"}
#: Without an end the library looks for the next change until the year 10,000 (5 s for "Mo-Su 00:00-24:00").
_HORIZON_DAYS = 400
_DAY = timedelta(days=1)


class Span(NamedTuple):
    """From `start` until `end` (naive, the clock on the wall) a place is in one state."""

    start: datetime
    end: datetime
    state: StateName


def is_readable(text: str) -> bool:
    """Tell whether `text` is opening hours that a clock can decide."""
    return _parse(text) is not None


def spans(hours: Hours, start: datetime, end: datetime) -> list[Span]:
    """Cut `start` until `end` (naive) into spans, without a gap, in order; two beside each other may be alike."""
    if isinstance(hours, str):
        return _of_text(hours, start, end)
    return _of_rules(hours, start, end)


def _of_text(text: str, start: datetime, end: datetime) -> list[Span]:
    if _parse(text) is None:
        return [Span(start, end, "unknown")]
    days, nights = by_day(text), by_night(text)
    found = _read(days, start, end)
    if nights:
        begun = _read(nights, start - _DAY, end - _DAY)
        found = _either(found, [Span(span.start + _DAY, span.end + _DAY, span.state) for span in begun])
    silent = frozenset(_silent_days(text, start.date(), end.date()))
    return [piece for span in found for piece in _doubted(span, silent)]


def _read(text: str, start: datetime, end: datetime) -> list[Span]:
    hours = _parse(text)
    if hours is None:
        return [Span(start, end, "unknown")]
    return [Span(since, until, _NAMES[state]) for since, until, state, _ in hours.intervals(start, end)]


def _either(some: list[Span], others: list[Span]) -> list[Span]:
    """Lay two lists over each other: open where either is, else unknown where either is."""
    edges = sorted({edge for span in (*some, *others) for edge in span[:2]})
    one, other = iter(some), iter(others)
    here, there = next(one), next(other)
    found: list[Span] = []
    for start, end in pairwise(edges):
        here = here if start < here.end else next(one)
        there = there if start < there.end else next(other)
        found.append(Span(start, end, min(here.state, there.state, key=_BEST.index)))
    return found


@lru_cache(maxsize=4096)
def _parse(text: str) -> OpeningHours | None:
    """Read the syntax; None when it is empty, wrong, or says something no clock can decide."""
    if not text.strip() or _NOT_DECIDABLE.search(text):
        return None
    try:
        return OpeningHours(
            text, country="US", max_interval_days=_HORIZON_DAYS, auto_country=False, auto_timezone=False
        )
    except ParserError:
        return None


def _silent_days(text: str, first: date, last: date) -> Iterator[date]:
    """Yield the legal holidays that weekday hours do not speak of; `PH` speaks of those the library knows."""
    said = _EVERY_DAY.sub("", text)
    has_rule = "PH" in said
    if not has_rule and not _SOME_WEEKDAYS.search(said):
        return
    for year in range(first.year, last.year + 1):
        yield from legal_holidays(year) - library_holidays(year) if has_rule else legal_holidays(year)


def _doubted(span: Span, silent: frozenset[date]) -> Iterator[Span]:
    """Turn "open" into unknown on the days nobody speaks of."""
    if span.state != "open" or not silent:
        yield span
        return
    start = span.start
    while start < span.end:
        midnight = datetime.combine(start.date() + _DAY, datetime.min.time())
        end = min(span.end, midnight)
        yield Span(start, end, "unknown" if start.date() in silent else "open")
        start = end


def _of_rules(rules: tuple[Rule, ...], start: datetime, end: datetime) -> list[Span]:
    """Lay the openings of every day over the wall; where rows differ about one opening nobody knows."""
    if not rules:
        return [Span(start, end, "unknown")]
    found = list(resolved(open_days(rules, start.date() - 2 * _DAY, end.date() + _DAY)))
    sure, unsure = ([opening[:2] for opening in found if opening[2] is is_sure] for is_sure in (True, False))
    return _either(_between(sure, "open", start, end), _between(unsure, "unknown", start, end))


def _between(
    openings: Iterable[tuple[datetime, datetime]], state: StateName, start: datetime, end: datetime
) -> list[Span]:
    """Turn openings in order (they may overlap) into spans without a gap, closed in between."""
    found: list[Span] = []
    at = start
    for opens, closes in openings:
        since, until = max(opens, at), min(closes, end)
        if since < until:
            found += [Span(at, since, "closed")] if since > at else []
            found.append(Span(since, until, state))
            at = until
    return [*found, Span(at, end, "closed")] if at < end else found
