"""How far a record can be trusted on a given day (contracts.md section 3)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

#: Older than this, the person is told to call first.
FRESH = timedelta(days=180)


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
