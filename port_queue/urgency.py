"""What makes a referral urgent, as a number that any database can sort by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Risk(StrEnum):
    """A danger the person told us of when asking."""

    RECENT_OVERDOSE = "recent_overdose"
    USING_ALONE = "using_alone"
    PREGNANT = "pregnant"
    RELEASED_RECENTLY = "released_recently"


#: Each weight outweighs all below it together, so the order of contracts.md section 4 is kept exactly:
#: overdose within 72 hours, using alone, pregnant, released within 14 days.
WEIGHTS: Mapping[Risk, int] = {
    Risk.RECENT_OVERDOSE: 8,
    Risk.USING_ALONE: 4,
    Risk.PREGNANT: 2,
    Risk.RELEASED_RECENTLY: 1,
}


def severity(risks: Iterable[Risk]) -> int:
    """Return how urgent these risks are together (0 none, 15 all)."""
    return sum(WEIGHTS[risk] for risk in set(risks))
