from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety import Category, Level
from port_queue import Agency, Kind, Means, OutcomeCode, Reason, Role, Status
from staff.codes import Done, IncidentChannel, IncidentKind
from tests.fixtures.tables import for_each
from webhooks.console_words import ago, choices, label, minutes, running, when


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 min"), (4, "4 min"), (60, "1 h"), (125, "2 h 5 min"), (2879, "47 h 59 min")]
)
def test_minutes_are_said_in_the_largest_unit_that_fits(count: int, words: str) -> None:
    assert minutes(count) == words


def test_two_days_and_more_are_said_in_days() -> None:
    assert minutes(2880) == "2 days"


@given(st.integers(0, 10**6))
def test_a_stretch_of_minutes_always_names_its_unit(count: int) -> None:
    assert minutes(count).split()[-1] in {"min", "h", "days"}


def test_what_lies_ahead_was_no_time_ago() -> None:
    now = datetime(2026, 11, 23, 15, tzinfo=UTC)

    assert ago(now + timedelta(minutes=5), now) == "0 min"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 min 0 s"),
        (12, "0 min 12 s"),
        (252, "4 min 12 s"),
        (3599, "59 min 59 s"),
        (3600, "1 h"),
        (7500, "2 h 5 min"),
    ],
)
def test_a_running_clock_counts_seconds_within_the_hour(seconds: int, words: str) -> None:
    now = datetime(2026, 11, 23, 15, tzinfo=UTC)

    assert running(now - timedelta(seconds=seconds), now) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 23, 15, tzinfo=UTC), "Mon Nov 23, 10 am"),
        (datetime(2026, 7, 2, 3, 30, tzinfo=UTC), "Wed Jul 1, 11:30 pm"),
    ],
)
def test_times_are_those_of_clocks_in_boston(moment: datetime, words: str) -> None:
    assert when(moment) == words


@for_each(
    "codes",
    [Agency, Category, Done, IncidentChannel, IncidentKind, Kind, Level, Means, OutcomeCode, Reason, Role, Status],
)
def test_every_code_has_words_of_its_own(codes: type[Role]) -> None:
    words = choices(codes)

    assert len(set(words.values())) == len(codes)
    assert not any("_" in text for text in words.values())
    assert all(text[0].isupper() for text in map(label, codes))
