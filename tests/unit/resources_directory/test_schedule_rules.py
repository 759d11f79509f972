"""The schedule rows of HSDS: open, closed or unknown by the clock, and unknown wherever rows contradict one another."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.hours import BOSTON, state
from resources_directory.schedule_rules import Rule, UnreadableRuleError, check, open_days, overlapping
from tests.fixtures.tables import for_each


def weekly(byday: str, opens: str, closes: str, **more: object) -> Rule:
    return Rule(freq="WEEKLY", byday=byday, opens_at=opens, closes_at=closes, **more)  # type: ignore[arg-type]


def monthly(opens: str, closes: str, **more: object) -> Rule:
    return Rule(freq="MONTHLY", opens_at=opens, closes_at=closes, **more)  # type: ignore[arg-type]


WORKDAYS = weekly("MO,TU,WE,TH,FR", "09:00-05:00", "17:00-05:00")
NIGHTS = weekly("FR,SA", "22:00", "06:00")
CHRISTMAS = Rule(opens_at="10:00", closes_at="12:00", valid_from=date(2026, 12, 24), valid_to=date(2026, 12, 26))
NO_TIMES = Rule(valid_from=date(2026, 12, 24), valid_to=date(2026, 12, 26))
SUMMER = weekly("MO,TU", "10:00", "14:00", valid_from=date(2026, 6, 1), valid_to=date(2026, 8, 31))
FROM_JUNE = weekly("MO", "09:00", "17:00", valid_from=date(2026, 6, 1))
TO_JUNE = weekly("MO", "09:00", "17:00", valid_to=date(2026, 6, 30))
EVERY_OTHER = weekly("MO", "09:00", "17:00", interval=2, dtstart=date(2026, 11, 30))
THREE_TIMES = weekly("MO", "09:00", "17:00", count=3, dtstart=date(2026, 11, 30))
UNTIL = weekly("MO", "09:00", "17:00", dtstart=date(2026, 11, 30), until=date(2026, 12, 7))
FIRST_MONDAY = monthly("18:00", "20:00", byday="1MO")
LAST_FRIDAY = monthly("18:00", "20:00", byday="-1FR")
FIFTEENTH = monthly("18:00", "20:00", bymonthday="15")
EVERY_THIRD_MONTH = monthly("18:00", "20:00", bymonthday="1", interval=3, dtstart=date(2026, 1, 1))

# rows, Boston clock (and fold), state, clock time of the next change (None: never or not said)
SPLIT = (weekly("MO", "09:00", "12:00"), weekly("MO", "13:00", "17:00"))
CASES = [
    # an ordinary week (2026-11-30 is a Monday)
    ((WORKDAYS,), "2026-11-30 08:59", "closed", "2026-11-30 09:00"),
    ((WORKDAYS,), "2026-11-30 09:00", "open", "2026-11-30 17:00"),
    ((WORKDAYS,), "2026-11-30 17:00", "closed", "2026-12-01 09:00"),
    ((WORKDAYS,), "2026-12-05 12:00", "closed", "2026-12-07 09:00"),
    # the offset written with a time is that of one season; the clock of the place is meant
    ((WORKDAYS,), "2026-07-06 09:00", "open", "2026-07-06 17:00"),
    ((WORKDAYS,), "2026-07-06 16:59", "open", "2026-07-06 17:00"),
    ((weekly("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59"),), "2026-12-02 23:59", "open", None),
    ((weekly("MO", "13:00", "23:59"),), "2026-11-30 23:59", "open", "2026-12-01 00:00"),
    # two openings on a day, two rows that say the same
    (
        (weekly("MO", "09:00", "12:00"), weekly("MO", "13:00", "17:00")),
        "2026-11-30 12:30",
        "closed",
        "2026-11-30 13:00",
    ),
    ((weekly("MO", "09:00", "12:00"), weekly("MO", "12:00", "17:00")), "2026-11-30 11:00", "open", "2026-11-30 17:00"),
    ((WORKDAYS, WORKDAYS), "2026-11-30 10:00", "open", "2026-11-30 17:00"),
    # nights, also those on which the clocks change
    ((NIGHTS,), "2026-12-05 01:00", "open", "2026-12-05 06:00"),
    ((NIGHTS,), "2026-12-05 06:00", "closed", "2026-12-05 22:00"),
    ((NIGHTS,), "2026-12-04 01:00", "closed", "2026-12-04 22:00"),
    ((NIGHTS,), "2026-11-01 01:30", "open", "2026-11-01 06:00"),
    ((NIGHTS,), "2026-11-01 01:30+fold", "open", "2026-11-01 06:00"),
    ((NIGHTS,), "2027-03-14 03:00", "open", "2027-03-14 06:00"),
    ((weekly("SU", "01:00", "01:30"),), "2026-11-01 01:15+fold", "open", "2026-11-01 01:30+fold"),
    ((weekly("SU", "02:15", "02:45"),), "2027-03-14 01:45", "closed", "2027-03-21 02:15"),
    ((weekly("SU", "02:30", "05:00"),), "2027-03-14 01:45", "closed", "2027-03-14 03:00"),
    # a night that runs into the next opening is no contradiction
    ((weekly("FR", "22:00", "06:00"), weekly("SA", "05:00", "12:00")), "2026-12-05 05:30", "open", "2026-12-05 12:00"),
    # rows with a period speak for every day of it
    ((WORKDAYS, CHRISTMAS), "2026-12-24 11:00", "open", "2026-12-24 12:00"),
    ((WORKDAYS, CHRISTMAS), "2026-12-24 13:00", "closed", "2026-12-25 10:00"),
    ((WORKDAYS, CHRISTMAS), "2026-12-28 13:00", "open", "2026-12-28 17:00"),
    ((WORKDAYS, SUMMER), "2026-07-01 11:00", "closed", "2026-07-06 10:00"),
    ((WORKDAYS, SUMMER), "2026-07-06 11:00", "open", "2026-07-06 14:00"),
    ((WORKDAYS, SUMMER), "2026-09-02 11:00", "open", "2026-09-02 17:00"),
    ((WORKDAYS, NO_TIMES), "2026-12-24 11:00", "unknown", None),
    ((WORKDAYS, NO_TIMES), "2026-12-23 18:00", "closed", None),
    ((FROM_JUNE,), "2026-05-25 11:00", "closed", "2026-06-01 09:00"),
    ((FROM_JUNE,), "2026-06-08 11:00", "open", "2026-06-08 17:00"),
    ((TO_JUNE,), "2026-06-29 11:00", "open", "2026-06-29 17:00"),
    ((TO_JUNE,), "2026-07-06 11:00", "closed", None),
    # rules of the standard beyond a week
    ((EVERY_OTHER,), "2026-11-30 10:00", "open", "2026-11-30 17:00"),
    ((EVERY_OTHER,), "2026-12-07 10:00", "closed", "2026-12-14 09:00"),
    ((THREE_TIMES,), "2026-12-14 10:00", "open", "2026-12-14 17:00"),
    ((THREE_TIMES,), "2026-12-14 18:00", "closed", None),
    ((UNTIL,), "2026-12-07 10:00", "open", "2026-12-07 17:00"),
    ((UNTIL,), "2026-12-14 10:00", "closed", None),
    ((FIRST_MONDAY,), "2026-12-07 19:00", "open", "2026-12-07 20:00"),
    ((FIRST_MONDAY,), "2026-12-14 19:00", "closed", "2027-01-04 18:00"),
    ((LAST_FRIDAY,), "2026-12-25 19:00", "open", "2026-12-25 20:00"),
    ((FIFTEENTH,), "2026-12-15 19:00", "open", "2026-12-15 20:00"),
    ((FIFTEENTH,), "2026-12-16 19:00", "closed", "2027-01-15 18:00"),
    ((EVERY_THIRD_MONTH,), "2026-11-01 19:00", "closed", "2027-01-01 18:00"),
    # rows that contradict one another: sure is only what both say
    ((WORKDAYS, weekly("MO", "13:00", "20:00")), "2026-11-30 14:00", "open", "2026-11-30 17:00"),
    ((WORKDAYS, weekly("MO", "13:00", "20:00")), "2026-11-30 10:00", "unknown", None),
    ((WORKDAYS, weekly("MO", "13:00", "20:00")), "2026-11-30 19:00", "unknown", None),
    ((WORKDAYS, weekly("MO", "13:00", "20:00")), "2026-12-01 10:00", "open", "2026-12-01 17:00"),
    # rows nobody can follow
    ((), "2026-11-30 10:00", "unknown", None),
    ((Rule(),), "2026-11-30 10:00", "unknown", None),
    ((weekly("MO", "", ""),), "2026-11-30 10:00", "unknown", None),
    ((weekly("MO", "09:00", "09:00"),), "2026-11-30 10:00", "unknown", None),
    ((weekly("MO", "9 am", "5 pm"),), "2026-11-30 10:00", "unknown", None),
    ((weekly("MONDAY", "09:00", "17:00"),), "2026-11-30 10:00", "unknown", None),
    ((weekly("MO", "09:00", "17:00", interval=2),), "2026-11-30 10:00", "unknown", None),
    ((monthly("09:00", "17:00", bymonthday="32"),), "2026-11-30 10:00", "unknown", None),
    ((Rule(freq="DAILY", opens_at="09:00", closes_at="17:00"),), "2026-11-30 10:00", "unknown", None),
]


def boston(clock: str) -> datetime:
    wall, _, fold = clock.partition("+")
    return datetime.fromisoformat(wall).replace(tzinfo=BOSTON, fold=int(bool(fold)))


@for_each(("rules", "clock", "expected", "change"), CASES)
def test_the_state_and_its_next_change_are_right(
    rules: tuple[Rule, ...], clock: str, expected: str, change: str | None
) -> None:
    found = state(rules, boston(clock).astimezone(UTC))

    assert found.state == expected
    changes_at = found.changes_at.astimezone(UTC) if found.changes_at else None
    assert changes_at == (boston(change).astimezone(UTC) if change else None)


def test_rows_that_differ_about_a_day_are_told_by_their_days() -> None:
    rules = (WORKDAYS, weekly("MO", "13:00", "20:00"))

    assert overlapping(rules, date(2026, 11, 30), date(2026, 12, 8)) == [date(2026, 11, 30), date(2026, 12, 7)]
    assert overlapping((WORKDAYS, NIGHTS), date(2026, 11, 30), date(2026, 12, 8)) == []


@pytest.mark.parametrize("rule", [WORKDAYS, NIGHTS, CHRISTMAS, EVERY_OTHER, FIRST_MONDAY, FIFTEENTH])
def test_a_row_a_clock_can_follow_is_accepted(rule: Rule) -> None:
    check(rule)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (weekly("MO", "9 am", "17:00"), "opens_at and closes_at must be times"),
        (weekly("MO", "09:00", "09:00"), "the same"),
        (weekly("XX", "09:00", "17:00"), "byday"),
        (weekly("", "09:00", "17:00"), "byday or bymonthday"),
        (weekly("MO", "09:00", "17:00", count=2), "dtstart"),
        (monthly("09:00", "17:00", bymonthday="0"), "bymonthday"),
        (Rule(freq="DAILY", opens_at="09:00", closes_at="17:00"), "WEEKLY or MONTHLY"),
        (Rule(opens_at="09:00", closes_at="17:00"), "freq or byday"),
    ],
)
def test_a_row_nobody_can_follow_is_refused_with_its_reason(rule: Rule, reason: str) -> None:
    with pytest.raises(UnreadableRuleError, match=reason):
        check(rule)


texts = st.sampled_from(
    ["", "MO", "MO,WE", "1MO", "0MO", "99MO", "-1FR", "XX", "15", "32", "x", "09:00", "17:00-05:00"]
)
days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
rows = st.builds(
    Rule,
    freq=st.sampled_from(["", "WEEKLY", "MONTHLY", "DAILY"]),
    byday=texts,
    bymonthday=texts,
    interval=st.none() | st.integers(-1, 5),
    count=st.none() | st.integers(-1, 5),
    dtstart=days,
    until=days,
    valid_from=days,
    valid_to=days,
    wkst=texts,
    opens_at=texts,
    closes_at=texts,
)


@given(st.lists(rows, max_size=3), st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))  # noqa: DTZ001 (bounds)
def test_no_rows_and_no_moment_make_it_fail(drawn: list[Rule], moment: datetime) -> None:
    assert state(tuple(drawn), moment.replace(tzinfo=UTC)).state in {"open", "closed", "unknown"}
    assert open_days(drawn, moment.date(), moment.date()) == sorted(open_days(drawn, moment.date(), moment.date()))
