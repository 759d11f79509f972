"""The legal holidays of Massachusetts, written in the opening-hours language itself.

Source of the rule: M.G.L. c. 4, s. 7, clause 18; a holiday on a Sunday is kept on the Monday.
"""

from __future__ import annotations

from datetime import datetime

from opening_hours import OpeningHours

_FIXED = "Jan 01; Jun 19; Jul 04; Nov 11; Dec 25"
_KEPT_ON_MONDAY = "Jan 02 Mo; Jun 20 Mo; Jul 05 Mo; Nov 12 Mo; Dec 26 Mo"
_MOVING = "Jan Mo[3]; Feb Mo[3]; Apr Mo[3]; May Mo[-1]; Sep Mo[1]; Oct Mo[2]; Nov Th[4]"
_MASSACHUSETTS = OpeningHours(f"{_FIXED}; {_KEPT_ON_MONDAY}; {_MOVING}", auto_country=False, auto_timezone=False)
_FEDERAL = OpeningHours("PH", country="US", auto_country=False, auto_timezone=False)


def is_legal_holiday(wall: datetime) -> bool:
    """Tell whether `wall` (naive, Boston clocks) falls on a holiday of Massachusetts or on one the library knows."""
    return _MASSACHUSETTS.is_open(wall) or is_library_holiday(wall)


def is_library_holiday(wall: datetime) -> bool:
    """Tell whether opening-hours counts `wall` as `PH`; it leaves out Patriots' Day and Indigenous Peoples Day."""
    return _FEDERAL.is_open(wall)
