"""Open, closed or unknown, from OpenStreetMap `opening_hours` text, by Boston clocks.

The library reads the syntax and answers for clock times; this module puts those on the real time line, because on the
nights the clocks change its own conversion names moments at which nothing changes (02:15-02:45 in the skipped hour).
Where the text cannot be relied on, the answer is unknown: a person should be told to call, not sent to a locked door.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # its stub forgets the error

from resources_directory.holidays import is_legal_holiday, is_library_holiday

BOSTON = ZoneInfo("America/New_York")
StateName = Literal["open", "closed", "unknown"]
#: Sun times need exact places, "09:00+" has no end, and a comment is a condition that only a person can judge.
_NOT_DECIDABLE = re.compile(r'"|sunrise|sunset|dawn|dusk|\d\s*\+|\bSH\b')
_SOME_WEEKDAYS = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su)\b")
_HOUR = timedelta(hours=1)
#: Without an end the library looks for the next change until the year 10,000 (5 s for "Mo-Su 00:00-24:00").
_HORIZON_DAYS = 400
_FIRST_YEAR, _LAST_YEAR = 1900, 9999


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether a place is open; `changes_at` is when that ends (aware, Boston), None when never or not known."""

    state: StateName
    changes_at: datetime | None = None
    always_open: bool = False


UNKNOWN = OpenState("unknown")


def state(opening_hours: str, now: datetime) -> OpenState:
    """Tell whether hours like `Mo-Fr 09:00-17:00` mean open at `now`; raises ValueError only for a naive `now`."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    hours = _parse(opening_hours)
    if hours is None or not _FIRST_YEAR < now.year < _LAST_YEAR:
        return UNKNOWN
    found = _evaluate(hours, now.astimezone(UTC))
    return _with_holidays(found, opening_hours, _wall(now))


@lru_cache(maxsize=2048)
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


def _evaluate(hours: OpeningHours, now: datetime) -> OpenState:
    wall = _wall(now)
    if hours.is_unknown(wall):
        return UNKNOWN
    is_open, change = hours.is_open(wall), _next_change(hours, now)
    local = change.astimezone(BOSTON) if change else None
    return OpenState("open" if is_open else "closed", local, always_open=is_open and change is None)


def _next_change(hours: OpeningHours, now: datetime) -> datetime | None:
    """Return the first instant after `now` whose Boston clock time has another state than now's."""
    state_now, instant = hours.state(_wall(now))[0], now
    while True:
        following = _step(hours, instant)
        if following is None or hours.state(_wall(following))[0] != state_now:
            return following
        instant = following


def _step(hours: OpeningHours, instant: datetime) -> datetime | None:
    """Go to the next change by the clock, or to the moment the clocks are set back if that comes first."""
    change = hours.next_change(_wall(instant))
    following = _first_instant(change, instant) if change and change.year < _LAST_YEAR else None
    set_back = _set_back_after(instant)
    return min((moment for moment in (following, set_back) if moment), default=None)


def _first_instant(wall: datetime, after: datetime) -> datetime:
    """Return the first instant later than `after` at which Boston clocks show `wall`, or jump over it."""
    first, second = (wall.replace(tzinfo=BOSTON, fold=fold).astimezone(UTC) for fold in (0, 1))
    if _wall(first) != wall:  # in the skipped hour; clocks jump at its start, a whole hour
        return wall.replace(minute=0, second=0, microsecond=0, tzinfo=BOSTON).astimezone(UTC)
    return first if first > after else second


def _set_back_after(instant: datetime) -> datetime | None:
    """Return when the clocks are set back, if `instant` lies in the hour that is about to be lived twice."""
    local = instant.astimezone(BOSTON)
    if local.fold or local.replace(fold=1).utcoffset() == local.utcoffset():
        return None
    return local.replace(minute=0, second=0, microsecond=0).astimezone(UTC) + _HOUR


def _wall(instant: datetime) -> datetime:
    return instant.astimezone(BOSTON).replace(tzinfo=None, fold=0)


def _with_holidays(found: OpenState, text: str, wall: datetime) -> OpenState:
    """Doubt weekday hours on a legal holiday they do not speak of: "open" becomes unknown, "opens then" unsaid."""
    if found.state == "open" and _silent_on_holiday(text, wall):
        return UNKNOWN
    opens = found.changes_at
    if found.state == "closed" and opens and _silent_on_holiday(text, _wall(opens)):
        return OpenState("closed")
    return found


def _silent_on_holiday(text: str, wall: datetime) -> bool:
    if not is_legal_holiday(wall):
        return False
    if "PH" in text:
        return not is_library_holiday(wall)
    return bool(_SOME_WEEKDAYS.search(text.replace("Mo-Su", "")))
