"""Open, closed or unknown at a moment, by Boston clocks, and when that changes.

Hours are written for the clock on the wall (`resources_directory.wall_hours`); this module lays them on the real time
line.  Between two nights on which the clocks change the wall runs beside it at one distance, so each such stretch is
moved as a whole: the hour lived twice comes twice, the hour that is jumped over not at all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby, takewhile
from zoneinfo import ZoneInfo

from resources_directory.wall_hours import Hours, StateName, spans

BOSTON = ZoneInfo("America/New_York")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Hours are worked out a stretch at a time; the clocks change at most once in this many days.
_STRETCH = timedelta(days=91)
#: A place that stays as it is for so many stretches (over a year) has no next change worth telling.
_LOOK_AHEAD = 5
_FIRST_YEAR, _LAST_YEAR = 1900, 9990


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether a place is open; `changes_at` is when that ends (aware, Boston), None when never or not known."""

    state: StateName
    changes_at: datetime | None = None
    always_open: bool = False


UNKNOWN = OpenState("unknown")
#: From this instant (UTC) on, the state.
Change = tuple[datetime, StateName]


def state(hours: Hours, now: datetime) -> OpenState:
    """Tell whether hours like `Mo-Fr 09:00-17:00` mean open at `now`; raises ValueError only for a naive `now`."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    name = state_name(hours, now)
    if name == "unknown":
        return UNKNOWN
    following = _next(hours, now, name)
    if following is None:
        return OpenState(name, always_open=name == "open")
    at, then = following
    # "Opens then" cannot be said of a moment nobody knows about.
    is_known = name == "open" or then == "open"
    return OpenState(name, at.astimezone(BOSTON) if is_known else None)


def state_name(hours: Hours, now: datetime) -> StateName:
    """Tell only the state at `now` (aware): what ordering thousands of places needs."""
    if not _FIRST_YEAR < now.year < _LAST_YEAR:
        return "unknown"
    instants, names = _stretch(hours, _number(now))
    return names[bisect_right(instants, now) - 1]


def changes(hours: Hours, since: datetime, until: datetime) -> list[Change]:
    """Return every change from `since` until `until` (aware), in order; the first entry is the state at `since`."""
    ahead = takewhile(lambda change: change[0] < until, _from(hours, since, (until - since) // _STRETCH + 2))
    found = [(max(at, since), name) for at, name in ahead]
    return [next(group) for _, group in groupby(found, key=lambda change: change[1])]


def _next(hours: Hours, now: datetime, name: StateName) -> Change | None:
    ahead = (change for change in _from(hours, now, _LOOK_AHEAD) if change[0] > now)
    return next((change for change in ahead if change[1] != name), None)


def _from(hours: Hours, since: datetime, stretches: int) -> Iterator[Change]:
    """Yield the change that `since` lies in and those after it, looking at so many stretches."""
    first = _number(since)
    for number in range(first, first + stretches):
        instants, names = _stretch(hours, number)
        begin = bisect_right(instants, since) - 1 if number == first else 0
        yield from zip(instants[begin:], names[begin:], strict=True)


def _number(instant: datetime) -> int:
    return (instant - _EPOCH) // _STRETCH


@lru_cache(maxsize=8192)
def _stretch(hours: Hours, number: int) -> tuple[tuple[datetime, ...], tuple[StateName, ...]]:
    """Work out one stretch: the instants (UTC) at which a state begins, and the states; the first is its start."""
    start = _EPOCH + number * _STRETCH
    found = [change for piece in _of_one_offset(start, start + _STRETCH) for change in _moved(hours, *piece)]
    kept = [next(group) for _, group in groupby(found, key=lambda change: change[1])]
    return tuple(at for at, _ in kept), tuple(name for _, name in kept)


def _moved(hours: Hours, start: datetime, end: datetime, offset: timedelta) -> Iterator[Change]:
    """Yield the changes between two instants that share one distance between wall and UTC."""
    wall_start, wall_end = ((instant + offset).replace(tzinfo=None) for instant in (start, end))
    for span in spans(hours, wall_start, wall_end):
        yield span.start.replace(tzinfo=UTC) - offset, span.state


@lru_cache(maxsize=64)
def _of_one_offset(start: datetime, end: datetime) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """Cut a stretch at the moment the clocks change in it, if they do; (start, end, offset) of each part."""
    before, after = _offset(start), _offset(end - timedelta.resolution)
    if before == after:
        return ((start, end, before),)
    low, high = 0, (end - start) // timedelta(minutes=1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(start + timedelta(minutes=middle)) == before else (low, middle)
    change = start + timedelta(minutes=high)
    return (start, change, before), (change, end, after)


def _offset(instant: datetime) -> timedelta:
    return instant.astimezone(BOSTON).utcoffset() or timedelta()
