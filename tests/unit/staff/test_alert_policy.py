"""Who is told of danger, and when: the policy as a table, and what must hold on any roster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staff.alert_policy import AlertClock, AlertPolicy, DueNotice, NoticeSent, OnDuty, due_notices
from staff.codes import ContactOrder

NIGHT = datetime(2026, 11, 24, 7, tzinfo=UTC)
FIRST, SECOND, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
BOTH = (OnDuty(FIRST, ContactOrder.FIRST), OnDuty(SECOND, ContactOrder.SECOND))
POLICY = AlertPolicy()


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def alert(level: str = "emergency", *, is_signed: bool = False) -> AlertClock:
    return AlertClock(level, NIGHT, is_signed)


def sent(*notices: tuple[UUID, int, float]) -> list[NoticeSent]:
    """Notices as (who, step, minutes after the alert)."""
    return [NoticeSent(who, step, NIGHT + minutes(after)) for who, step, after in notices]


def told(level: str, after: float, notices: list[NoticeSent], on_duty: tuple[OnDuty, ...] = BOTH) -> list[object]:
    due = due_notices(alert(level), on_duty, notices, NIGHT + minutes(after), POLICY)
    return [(each.user_id, each.step) for each in due]


AT_ONCE = [(FIRST, 0, 0.0)]
ESCALATED = [*AT_ONCE, (SECOND, 0, 5.0)]
AGAIN = [*ESCALATED, (FIRST, 1, 20.0), (SECOND, 1, 20.0)]
TABLE = [
    pytest.param("emergency", 0, [], [(FIRST, 0)], id="the first contact at once"),
    pytest.param("emergency", 4.9, AT_ONCE, [], id="the second contact not yet"),
    pytest.param("emergency", 5, AT_ONCE, [(SECOND, 0)], id="the second contact after five minutes"),
    pytest.param("concern", 14.9, AT_ONCE, [], id="a concern may wait longer"),
    pytest.param("concern", 15, AT_ONCE, [(SECOND, 0)], id="the second contact of a concern after fifteen"),
    pytest.param("emergency", 19.9, ESCALATED, [], id="then nobody for fifteen minutes"),
    pytest.param("emergency", 20, ESCALATED, [(FIRST, 1), (SECOND, 1)], id="then both again"),
    pytest.param("emergency", 34.9, AGAIN, [], id="and not before fifteen minutes are over"),
    pytest.param("emergency", 35, AGAIN, [(FIRST, 2), (SECOND, 2)], id="and again"),
    pytest.param("concern", 30, [*AT_ONCE, (SECOND, 0, 15.0)], [(FIRST, 1), (SECOND, 1)], id="a concern again"),
    pytest.param("emergency", 600, [(FIRST, 4, 65.0), (SECOND, 4, 65.0)], [], id="after four times no more"),
    pytest.param("emergency", 300, [], [(FIRST, 0), (SECOND, 0)], id="of what is old both at once"),
    pytest.param("none", 0, [], [], id="of what is no danger nobody"),
]


@pytest.mark.parametrize(("level", "after", "notices", "expected"), TABLE)
def test_who_is_told_when(
    level: str, after: float, notices: list[tuple[UUID, int, float]], expected: list[object]
) -> None:
    assert told(level, after, sent(*notices)) == expected


def test_a_signed_alert_is_told_to_nobody() -> None:
    assert due_notices(alert(is_signed=True), BOTH, [], NIGHT + minutes(60), POLICY) == []


def test_nobody_on_duty_is_nobody_told() -> None:
    assert due_notices(alert(), (), [], NIGHT, POLICY) == []


def test_without_a_first_contact_the_second_is_told_at_once() -> None:
    assert told("emergency", 0, [], BOTH[1:]) == [(SECOND, 0)]


def test_whoever_comes_on_duty_later_is_told_once_even_after_the_last_time() -> None:
    late = (OnDuty(OTHER, ContactOrder.FIRST),)
    notices = sent((FIRST, 4, 65.0), (SECOND, 4, 65.0))

    assert told("emergency", 600, notices, late) == [(OTHER, 4)]
    assert told("emergency", 700, [*notices, *sent((OTHER, 4, 600.0))], late) == []


def test_somebody_on_the_roster_twice_is_told_once_as_first_contact() -> None:
    twice = (OnDuty(FIRST, ContactOrder.SECOND), OnDuty(FIRST, ContactOrder.FIRST))

    assert due_notices(alert(), twice, [], NIGHT, POLICY) == [DueNotice(FIRST, ContactOrder.FIRST, 0)]


def test_the_minutes_are_a_setting() -> None:
    patient = AlertPolicy(second_after=minutes(10))

    assert due_notices(alert(), BOTH, sent(*AT_ONCE), NIGHT + minutes(9), patient) == []
    assert patient.signed_within("concern") == minutes(30)


Roster = list[tuple[int, int, int, ContactOrder]]
_shifts = st.tuples(
    st.integers(1, 4), st.integers(0, 120), st.integers(1, 120), st.sampled_from(ContactOrder)
)  # who, from (minutes), how long, order


def on_at(roster: Roster, minute: int) -> list[OnDuty]:
    return [OnDuty(UUID(int=who), order) for who, starts, lasts, order in roster if starts <= minute < starts + lasts]


def run(roster: Roster, level: str) -> list[tuple[int, DueNotice]]:
    """Live through four hours with an alert that nobody signs, looking once a minute."""
    log: list[tuple[int, DueNotice]] = []
    for minute in range(240):
        notices = [NoticeSent(due.user_id, due.step, NIGHT + minutes(at)) for at, due in log]
        now = NIGHT + minutes(minute)
        log += [(minute, due) for due in due_notices(alert(level), on_at(roster, minute), notices, now, POLICY)]
    return log


@settings(max_examples=40)
@given(roster=st.lists(_shifts, max_size=6), level=st.sampled_from(["emergency", "concern"]))
def test_an_unsigned_alert_is_told_within_its_time_to_everybody_whose_turn_it_is(roster: Roster, level: str) -> None:
    log = run(roster, level)
    waits = int(POLICY.signed_within(level) / minutes(1))

    for minute in range(240):
        known = {due.user_id for at, due in log if at <= minute}
        on_duty = on_at(roster, minute)
        first = {who.user_id for who in on_duty if who.order is ContactOrder.FIRST}
        due = first if first and minute < waits else {who.user_id for who in on_duty}
        assert due <= known


@settings(max_examples=40)
@given(roster=st.lists(_shifts, max_size=6), level=st.sampled_from(["emergency", "concern"]))
def test_nobody_is_told_twice_at_one_step_nor_more_than_five_times_nor_off_duty(roster: Roster, level: str) -> None:
    log = run(roster, level)
    steps = [(due.user_id, due.step) for _, due in log]

    assert len(steps) == len(set(steps))
    assert all(0 <= step <= POLICY.again_at_most for _, step in steps)
    assert all(due.user_id in {who.user_id for who in on_at(roster, at)} for at, due in log)


@settings(max_examples=40)
@given(after=st.integers(0, 10_000), level=st.sampled_from(["emergency", "concern"]))
def test_with_nobody_on_duty_there_is_never_a_notice(after: int, level: str) -> None:
    assert told(level, after, [], ()) == []
