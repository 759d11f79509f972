"""When the team is there: a table of (day, from-minute, to-minute), read in Boston time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BOSTON = ZoneInfo("America/New_York")
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_RULE = re.compile(r"([A-Z][a-z])(?:-([A-Z][a-z]))? (\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")
_MINUTES_A_DAY = 24 * 60
#: A team that is away for two weeks has no next opening anyone should be promised.
_DAYS_AHEAD = 15


class UnreadableHoursError(ValueError):
    """The hours are not written like `Mo-Fr 09:00-17:00; Sa 10:00-14:00`."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """One stretch of one weekday (0 Monday), in minutes after midnight, Boston time."""

    day: int
    from_minute: int
    to_minute: int


@dataclass(frozen=True, slots=True)
class TeamHours:
    """The weekly windows and the days off; `confirmed` only once the team's own agency has said so."""

    windows: tuple[Window, ...] = ()
    days_off: frozenset[date] = frozenset()
    confirmed: bool = False

    @property
    def is_known(self) -> bool:
        """Tell whether there are any hours to go by."""
        return bool(self.windows)

    @classmethod
    def parse(cls, text: str, *, days_off: frozenset[date] = frozenset()) -> TeamHours:
        """Read `Mo-Fr 09:00-17:00; Sa 10:00-14:00` (empty: not known); raises UnreadableHoursError."""
        rules = [rule.strip() for rule in text.split(";") if rule.strip()]
        windows = sorted(window for rule in rules for window in _read_rule(rule))
        return cls(tuple(windows), days_off, confirmed=bool(windows))


#: To be confirmed by BPHC: office hours stand in until the team says when somebody really answers.
DEFAULT_HOURS = TeamHours(tuple(Window(day, 9 * 60, 17 * 60) for day in range(5)))


def open_until(hours: TeamHours, now: datetime) -> datetime | None:
    """Return when the team leaves today if it is there at `now`, else None; `now` must be UTC-aware."""
    return next((end for start, end in _stretches(hours, now) if start <= now < end), None)


def next_opening(hours: TeamHours, now: datetime) -> datetime | None:
    """Return the next time the team comes in after `now` (UTC), or None when no hours are known."""
    return next((start for start, _ in _stretches(hours, now) if start > now), None)


def _stretches(hours: TeamHours, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield coming and going (UTC) from today on, in order."""
    today = now.astimezone(BOSTON).date()
    for ahead in range(_DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        if day not in hours.days_off:
            yield from (
                (_at(day, w.from_minute), _at(day, w.to_minute)) for w in hours.windows if w.day == day.weekday()
            )


def _at(day: date, minute: int) -> datetime:
    """Return what the clock on the wall calls `minute`, also on the days when the clocks change."""
    days, minute = divmod(minute, _MINUTES_A_DAY)
    wall = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=BOSTON) + timedelta(days=days)
    return wall.astimezone(UTC)


def _read_rule(rule: str) -> list[Window]:
    match = _RULE.fullmatch(rule)
    if match is None or not {match[1], match[2] or match[1]} <= set(_DAYS):
        raise UnreadableHoursError(f"not a rule like Mo-Fr 09:00-17:00: {rule}")
    start, end = int(match[3]) * 60 + int(match[4]), int(match[5]) * 60 + int(match[6])
    if not 0 <= start < end <= _MINUTES_A_DAY or max(int(match[4]), int(match[6])) > 59:
        raise UnreadableHoursError(f"hours must lie within one day: {rule}")
    first, last = _DAYS.index(match[1]), _DAYS.index(match[2] or match[1])
    return [Window((first + later) % 7, start, end) for later in range((last - first) % 7 + 1)]
