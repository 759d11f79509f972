"""How far a listing can be trusted: by its age, by what people say, by how old a count is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.trust import Reason, Tier, beds, is_reported_wrong, tier

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, Tier.FRESH), (90, Tier.FRESH), (91, Tier.STALE), (365, Tier.STALE), (366, Tier.OLD), (4000, Tier.OLD)],
)
def test_the_age_of_a_source_decides_its_tier(days: int, expected: Tier) -> None:
    assert tier((TODAY - timedelta(days=days)).isoformat(), TODAY) is expected


def test_a_date_without_a_day_counts_from_its_first() -> None:
    assert tier("2026-11", TODAY) is Tier.FRESH
    assert tier("2026", TODAY) is Tier.STALE
    assert tier("", TODAY) is Tier.UNDATED
    assert tier("last spring", TODAY) is Tier.UNDATED


@pytest.mark.parametrize("reason", [Reason.CLOSED, Reason.TURNED_AWAY])
def test_one_closed_door_is_enough(reason: Reason) -> None:
    assert is_reported_wrong([(reason, TODAY)])


@given(st.lists(st.sampled_from([Reason.MOVED, Reason.HOURS, Reason.PHONE, Reason.OTHER]), max_size=5))
def test_anything_else_takes_another_day(reasons: list[Reason]) -> None:
    today = [(reason, TODAY) for reason in reasons]

    assert not is_reported_wrong(today)
    assert is_reported_wrong([*today, (Reason.OTHER, YESTERDAY)]) is bool(reasons)


@dataclass
class Count:
    available: float
    updated: datetime


@pytest.mark.parametrize(("hours", "known"), [(0, 3), (11.9, 3), (12, 3), (12.1, None), (48, None), (-1, None)])
def test_a_count_of_beds_is_worth_twelve_hours(hours: float, known: int | None) -> None:
    assert beds(Count(3, NOW - timedelta(hours=hours)), NOW) == known


def test_no_beds_is_known_and_no_count_is_not() -> None:
    assert beds(Count(0, NOW), NOW) == 0
    assert beds(None, NOW) is None
