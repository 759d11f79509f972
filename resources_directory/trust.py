"""How far a record can be trusted on a given day (contracts.md section 3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

#: No way to reach the service is known: it is kept to be confirmed, and never shown as a listing.
HELD_CONFIDENCE = "name_only"
#: Older than this, the person is told to call first.
FRESH = timedelta(days=180)
#: How long a count of beds is worth something.
BEDS_LAST = timedelta(hours=12)
#: Contracts.md section 3: 0 to 90 days, 91 to 365, older.
FRESH_UNTIL, STALE_UNTIL = timedelta(days=90), timedelta(days=365)


@lru_cache(maxsize=4096)
def earliest_day(source_date: str) -> date | None:
    """Return the first day `source_date` ("2024", "2024-05", "2024-05-17") may mean; None when it is none of these."""
    year, _, rest = source_date.strip().partition("-")
    month, _, day = rest.partition("-")
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


def is_old(source_date: str, today: date) -> bool:
    """Tell whether a record may be over 180 days old; without a date nobody knows, so it counts as old."""
    day = earliest_day(source_date)
    return day is None or today - day > FRESH


def is_doubtful(confidence: str, doubt: str) -> bool:
    """Tell whether a record ranks after its equals: low confidence, or a doubt of ours."""
    return confidence == "low" or bool(doubt)


class Tier(StrEnum):
    """How old the source of a record is."""

    FRESH = "fresh"
    STALE = "stale"
    OLD = "old"
    UNDATED = "undated"


def tier(source_date: str, today: date) -> Tier:
    """Sort a record by the oldest day its date may mean; one without a date is a tier of its own."""
    day = earliest_day(source_date)
    if day is None:
        return Tier.UNDATED
    age = today - day
    if age > STALE_UNTIL:
        return Tier.OLD
    return Tier.FRESH if age <= FRESH_UNTIL else Tier.STALE


class Reason(StrEnum):
    """In what way somebody said a listing is wrong (`ListingReport.reason`)."""

    CLOSED = "closed"
    MOVED = "moved"
    HOURS = "hours"
    PHONE = "phone"
    TURNED_AWAY = "turned_away"
    OTHER = "other"


#: Nobody should walk to a door like this again before it is looked into.
_ENOUGH_ALONE = frozenset({Reason.CLOSED, Reason.TURNED_AWAY})


def is_reported_wrong(reports: Iterable[tuple[str, date]]) -> bool:
    """Tell whether reports (reason, day) make a listing doubtful: one of a closed door, or any on two days.

    Two on one day may be one person twice; we do not know who reports, so only another day counts as another voice.
    """
    told = list(reports)
    return any(reason in _ENOUGH_ALONE for reason, _ in told) or len({day for _, day in told}) > 1


class Counted(Protocol):
    """A count with the moment it was made: `resources_directory.models.ServiceCapacity` is one."""

    available: float
    updated: datetime


def beds(capacity: Counted | None, now: datetime) -> int | None:
    """Return how many are free, None when nobody has counted within twelve hours (or the count lies ahead of us)."""
    if capacity is None or not timedelta() <= now - capacity.updated <= BEDS_LAST:
        return None
    return int(capacity.available)
