"""Hours and clocks: promises are only made for when somebody is there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from port_queue.clocks import (
    DEFAULT_CLOCKS,
    Clocks,
    Light,
    first_attempt_due,
    first_attempt_light,
    overdue_minutes,
    promise,
)
from port_queue.codes import Kind
from port_queue.hours import BOSTON, DEFAULT_HOURS, TeamHours, UnreadableHoursError, Window, next_opening, open_until


def boston(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """Return a Boston time of 2026; November 20 is a Friday."""
    return datetime(2026, month, day, hour, minute, tzinfo=BOSTON).astimezone(UTC)


FRIDAY_NOON = boston(20, 12)
PROMISES = [
    pytest.param(Kind.CALLBACK, FRIDAY_NOON, True, boston(20, 12, 15), "promise_in_hours", id="a call in hours"),
    pytest.param(Kind.VISIT, FRIDAY_NOON, True, boston(20, 13), "promise_in_hours", id="a visit in hours"),
    pytest.param(Kind.VISIT, boston(20, 9), True, boston(20, 10), "promise_in_hours", id="as the door opens"),
    pytest.param(Kind.VISIT, boston(20, 16), True, boston(20, 17), "promise_in_hours", id="just time enough"),
    pytest.param(Kind.VISIT, boston(20, 16, 30), True, boston(23, 9), "promise_in_hours", id="too late for today"),
    pytest.param(
        Kind.CALLBACK, boston(20, 16, 30), True, boston(20, 16, 45), "promise_in_hours", id="a call still fits"
    ),
    pytest.param(Kind.VISIT, boston(20, 17), False, boston(23, 9), "promise_after_hours", id="as the door closes"),
    pytest.param(Kind.CALLBACK, boston(20, 3), False, boston(20, 9), "promise_after_hours", id="at night"),
    pytest.param(Kind.CALLBACK, boston(21, 12), False, boston(23, 9), "promise_after_hours", id="at the weekend"),
]


@pytest.mark.parametrize(("kind", "now", "in_hours", "by", "copy_id"), PROMISES)
def test_what_is_promised_when(kind: Kind, now: datetime, in_hours: bool, by: datetime, copy_id: str) -> None:  # noqa: FBT001 (a table column)
    made = promise(kind, now, DEFAULT_HOURS)

    assert (made.in_hours, made.by, made.copy_id) == (in_hours, by, copy_id)


def test_without_known_hours_no_time_is_promised() -> None:
    made = promise(Kind.VISIT, FRIDAY_NOON, TeamHours.parse(""))

    assert (made.in_hours, made.by, made.copy_id) == (False, None, "promise_no_hours")


def test_the_stand_in_hours_are_not_called_confirmed() -> None:
    assert not DEFAULT_HOURS.confirmed
    assert TeamHours.parse("Mo-Fr 09:00-17:00").confirmed


@given(minutes=st.integers(0, 60 * 24 * 400), kind=st.sampled_from(Kind))
def test_every_promise_lies_ahead_and_within_the_hours(minutes: int, kind: Kind) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    by = promise(kind, now, DEFAULT_HOURS).by

    assert by is not None
    assert by > now
    local = by.astimezone(BOSTON)
    assert local.weekday() < 5
    assert 9 * 60 <= local.hour * 60 + local.minute <= 17 * 60


def test_opening_follows_the_clock_on_the_wall_when_the_clocks_change() -> None:
    before, after = (
        next_opening(DEFAULT_HOURS, boston(31, 12, month=10)),
        next_opening(DEFAULT_HOURS, boston(29, 18, month=10)),
    )

    assert before == datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    assert after == datetime(2026, 10, 30, 13, 0, tzinfo=UTC)


def test_a_day_off_is_passed_over() -> None:
    hours = TeamHours.parse("Mo-Fr 09:00-17:00", days_off=frozenset({date(2026, 11, 26)}))

    assert open_until(hours, boston(26, 12)) is None
    assert next_opening(hours, boston(25, 18)) == boston(27, 9)


def test_hours_may_run_to_midnight() -> None:
    assert open_until(TeamHours.parse("Fr 18:00-24:00"), boston(20, 23, 59)) == boston(21, 0)


def test_days_may_run_over_the_weekend() -> None:
    assert {window.day for window in TeamHours.parse("Fr-Mo 09:00-17:00").windows} == {4, 5, 6, 0}


def test_hours_are_read_as_a_table_of_day_and_minutes() -> None:
    hours = TeamHours.parse("Mo-Tu 09:00-12:00; Mo 13:00-17:30")

    assert hours.windows == (Window(0, 540, 720), Window(0, 780, 1050), Window(1, 540, 720))


@pytest.mark.parametrize(
    "text",
    ["always", "Mo-Fr", "Xx 09:00-17:00", "Mo 17:00-09:00", "Mo 09:00-25:00", "Mo 09:70-17:00"],
)
def test_hours_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(UnreadableHoursError):
        TeamHours.parse(text)


def test_the_clocks_are_settings() -> None:
    slow = Clocks(ack_minutes={Kind.CALLBACK: 30, Kind.VISIT: 30}, first_attempt_hours=48)

    assert promise(Kind.VISIT, FRIDAY_NOON, DEFAULT_HOURS, slow).by == boston(20, 12, 30)
    assert first_attempt_due(FRIDAY_NOON, slow) == FRIDAY_NOON + timedelta(hours=48)


@pytest.mark.parametrize(
    ("attempted", "hours_later", "light"),
    [
        (None, 23, Light.GREEN),
        (None, 24, Light.AMBER),
        (None, 71, Light.AMBER),
        (None, 72, Light.RED),
        (5, 100, Light.GREEN),
        (30, 100, Light.AMBER),
        (80, 100, Light.RED),
    ],
)
def test_the_light_turns_after_a_day_and_red_after_three(attempted: int | None, hours_later: int, light: Light) -> None:
    attempted_at = None if attempted is None else FRIDAY_NOON + timedelta(hours=attempted)
    now = FRIDAY_NOON + timedelta(hours=hours_later)

    assert first_attempt_light(FRIDAY_NOON, attempted_at, now, DEFAULT_CLOCKS) is light


@pytest.mark.parametrize(("seconds", "minutes"), [(-600, 0), (0, 0), (59, 0), (60, 1), (3599, 59)])
def test_overdue_is_counted_in_whole_minutes(seconds: int, minutes: int) -> None:
    assert overdue_minutes(FRIDAY_NOON, FRIDAY_NOON + timedelta(seconds=seconds)) == minutes


def test_what_has_no_due_time_is_never_overdue() -> None:
    assert overdue_minutes(None, FRIDAY_NOON) == 0
