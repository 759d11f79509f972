"""The legal holidays of Massachusetts, written in the opening-hours language itself.

Source of the rule: M.G.L. c. 4, s. 7, clause 18; a holiday on a Sunday is kept on the Monday.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache

from opening_hours import OpeningHours, State

_FIXED = "Jan 01; Jun 19; Jul 04; Nov 11; Dec 25"
_KEPT_ON_MONDAY = "Jan 02 Mo; Jun 20 Mo; Jul 05 Mo; Nov 12 Mo; Dec 26 Mo"
_MOVING = "Jan Mo[3]; Feb Mo[3]; Apr Mo[3]; May Mo[-1]; Sep Mo[1]; Oct Mo[2]; Nov Th[4]"
_MASSACHUSETTS = OpeningHours(f"{_FIXED}; {_KEPT_ON_MONDAY}; {_MOVING}", auto_country=False, auto_timezone=False)
_FEDERAL = OpeningHours("PH", country="US", auto_country=False, auto_timezone=False)


@lru_cache(maxsize=64)
def legal_holidays(year: int) -> frozenset[date]:
    """Return the holidays of Massachusetts in `year`, and those the library knows."""
    return _days(_MASSACHUSETTS, year) | library_holidays(year)


@lru_cache(maxsize=64)
def library_holidays(year: int) -> frozenset[date]:
    """Return the days opening-hours counts as `PH`; it leaves out Patriots' Day and Indigenous Peoples Day."""
    return _days(_FEDERAL, year)


def _days(hours: OpeningHours, year: int) -> frozenset[date]:
    new_year, next_year = (datetime.combine(date(each, 1, 1), time()) for each in (year, year + 1))
    spans = hours.intervals(new_year, next_year)
    found = [(start.toordinal(), end.toordinal()) for start, end, state, _ in spans if state == State.OPEN]
    return frozenset(date.fromordinal(day) for first, after in found for day in range(first, after))
