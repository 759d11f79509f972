"""Open, closed or unknown, also at 2 am on the nights the clocks change."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources_directory.hours import BOSTON, OpenState, state
from tests.fixtures.any_text import any_text
from tests.fixtures.tables import for_each

WEEKDAYS = "Mo-Fr 09:00-17:00"
NIGHTS = "Mo-Su 20:30-06:30"
MEALS = "Mo-Fr 07:30-09:00,11:30-13:00; Sa,Su 10:30-12:00"

# hours, Boston clock (and fold), state, clock time of the next change (None: never or not said)
CASES = [
    # an ordinary week (2026-11-30 is a Monday)
    (WEEKDAYS, "2026-11-30 08:59", "closed", "2026-11-30 09:00"),
    (WEEKDAYS, "2026-11-30 09:00", "open", "2026-11-30 17:00"),
    (WEEKDAYS, "2026-11-30 16:59", "open", "2026-11-30 17:00"),
    (WEEKDAYS, "2026-11-30 17:00", "closed", "2026-12-01 09:00"),
    (WEEKDAYS, "2026-12-04 18:00", "closed", "2026-12-07 09:00"),
    (WEEKDAYS, "2026-12-05 12:00", "closed", "2026-12-07 09:00"),
    (MEALS, "2026-11-30 08:00", "open", "2026-11-30 09:00"),
    (MEALS, "2026-11-30 10:00", "closed", "2026-11-30 11:30"),
    (MEALS, "2026-12-05 10:00", "closed", "2026-12-05 10:30"),
    ("Mo-Th 08:30-20:00; Fr 08:30-17:00; Sa 09:00-13:00", "2026-12-04 17:30", "closed", "2026-12-05 09:00"),
    ("Tu,Th 09:00-15:00", "2026-12-01 12:00", "open", "2026-12-01 15:00"),
    ("Tu,Th 09:00-15:00", "2026-12-02 12:00", "closed", "2026-12-03 09:00"),
    ("Tu[4] 18:00-19:00", "2026-12-22 18:30", "open", "2026-12-22 19:00"),
    ("Tu[4] 18:00-19:00", "2026-12-15 18:30", "closed", "2026-12-22 18:00"),
    ("06:30-15:00", "2026-12-06 07:00", "open", "2026-12-06 15:00"),
    ("Mo-Su 09:00-24:00", "2026-12-06 23:59", "open", "2026-12-07 00:00"),
    ("Dec 10:00-12:00", "2026-11-30 11:00", "closed", "2026-12-01 10:00"),
    # overnight
    (NIGHTS, "2026-12-01 20:29", "closed", "2026-12-01 20:30"),
    (NIGHTS, "2026-12-01 23:59", "open", "2026-12-02 06:30"),
    (NIGHTS, "2026-12-02 00:00", "open", "2026-12-02 06:30"),
    (NIGHTS, "2026-12-02 06:30", "closed", "2026-12-02 20:30"),
    ("Fr 22:00-26:00", "2026-12-05 01:59", "open", "2026-12-05 02:00"),
    # always, never
    ("24/7", "2026-12-02 03:00", "open", None),
    ("Mo-Su 00:00-24:00", "2026-12-02 03:00", "open", None),
    ("Mo-Su,PH 00:00-24:00", "2026-12-25 03:00", "open", None),
    ("off", "2026-12-02 03:00", "closed", None),
    # clocks set back: Sunday 2026-11-01, 01:00-02:00 is lived twice (+fold marks the second time)
    (NIGHTS, "2026-11-01 01:30", "open", "2026-11-01 06:30"),
    (NIGHTS, "2026-11-01 01:30+fold", "open", "2026-11-01 06:30"),
    ("Mo-Su 01:00-01:30", "2026-11-01 01:15", "open", "2026-11-01 01:30"),
    ("Mo-Su 01:00-01:30", "2026-11-01 01:45", "closed", "2026-11-01 01:00+fold"),
    ("Mo-Su 01:00-01:30", "2026-11-01 01:15+fold", "open", "2026-11-01 01:30+fold"),
    ("Mo-Su 01:00-01:30", "2026-11-01 01:45+fold", "closed", "2026-11-02 01:00"),
    ("Mo-Su 00:30-01:30", "2026-11-01 00:45", "open", "2026-11-01 01:30"),
    ("24/7", "2026-11-01 01:30", "open", None),
    # clocks set forward: Sunday 2027-03-14, 02:00-03:00 does not exist
    (NIGHTS, "2027-03-14 01:59", "open", "2027-03-14 06:30"),
    ("Mo-Su 01:30-02:30", "2027-03-14 01:45", "open", "2027-03-14 03:00"),
    ("Mo-Su 02:15-02:45", "2027-03-14 01:45", "closed", "2027-03-15 02:15"),
    ("Mo-Su 02:30-05:00", "2027-03-14 01:45", "closed", "2027-03-14 03:00"),
    ("Mo-Su 03:00-05:00", "2027-03-14 01:59", "closed", "2027-03-14 03:00"),
    # holidays
    ("Mo-Fr 08:00-17:00; PH off", "2026-12-25 12:00", "closed", "2026-12-28 08:00"),
    ("Mo-Fr 08:00-17:00; PH off", "2026-07-03 12:00", "closed", "2026-07-06 08:00"),
    ("Mo-Fr 09:00-21:00; Sa,Su,PH 12:00-21:00", "2026-12-25 11:00", "closed", "2026-12-25 12:00"),
    ("Mo-Fr 09:00-21:00; Sa,Su,PH 12:00-21:00", "2026-12-25 13:00", "open", "2026-12-25 21:00"),
    # hours that do not speak of holidays cannot promise one: Thanksgiving, Patriots' Day, Columbus Day, New Year
    (WEEKDAYS, "2026-11-26 12:00", "unknown", None),
    (WEEKDAYS, "2026-04-20 12:00", "unknown", None),
    ("Mo-Fr 08:00-17:00; PH off", "2026-10-12 12:00", "unknown", None),
    (WEEKDAYS, "2027-01-01 12:00", "unknown", None),
    (WEEKDAYS, "2026-11-25 18:00", "closed", None),
    (WEEKDAYS, "2026-12-25 20:00", "closed", "2026-12-28 09:00"),
    (NIGHTS, "2026-12-25 22:00", "open", "2026-12-26 06:30"),
    ("24/7", "2026-12-25 12:00", "open", None),
    # a night belongs to the day it begins on
    ("Fr 22:00-06:00; Sa 10:00-12:00", "2026-12-05 01:00", "open", "2026-12-05 06:00"),
    ("Fr 22:00-06:00; Sa 10:00-12:00", "2026-12-05 07:00", "closed", "2026-12-05 10:00"),
    ("Fr 22:00-06:00; Sa off", "2026-12-05 01:00", "open", "2026-12-05 06:00"),
    ("Mo-Su 22:00-02:00; PH off", "2026-12-25 01:00", "open", "2026-12-25 02:00"),
    ("Mo-Su 22:00-02:00; PH off", "2026-12-25 23:00", "closed", "2026-12-26 22:00"),
    ("Mo-Su 22:00-02:00; PH off", "2026-12-26 01:00", "closed", "2026-12-26 22:00"),
    ("Mo-Su 20:00-04:00; Dec 24-26 off", "2026-12-24 03:00", "open", "2026-12-24 04:00"),
    ("Mo-Su 20:00-04:00; Dec 24-26 off", "2026-12-27 03:00", "closed", "2026-12-27 20:00"),
    ("Mo-Th 18:00-26:00; Fr,Sa 18:00-28:00", "2026-12-05 03:59", "open", "2026-12-05 04:00"),
    ("Mo-Th 18:00-26:00; Fr,Sa 18:00-28:00", "2026-12-04 03:00", "closed", "2026-12-04 18:00"),
    ("Mo-Su 22:00-00:00", "2026-12-02 23:59", "open", "2026-12-03 00:00"),
    ("22:00-06:00; Th off", "2026-12-03 23:00", "closed", "2026-12-04 22:00"),
    ("22:00-06:00; Th off", "2026-12-03 05:00", "open", "2026-12-03 06:00"),
    ("Sa 23:00-03:00", "2026-11-01 01:30+fold", "open", "2026-11-01 03:00"),
    ("Sa 23:00-02:30", "2027-03-14 01:59", "open", "2027-03-14 03:00"),
    # nobody knows
    ("", "2026-12-02 12:00", "unknown", None),
    ("   ", "2026-12-02 12:00", "unknown", None),
    ("call for hours", "2026-12-02 12:00", "unknown", None),
    ('"by appointment"', "2026-12-02 12:00", "unknown", None),
    ('Mo-Fr 09:00-17:00 "if staffed"', "2026-12-02 12:00", "unknown", None),
    ("24/7 unknown", "2026-12-02 12:00", "unknown", None),
    ("sunrise-sunset", "2026-12-02 12:00", "unknown", None),
    ("Mo-Fr 09:00+", "2026-12-02 12:00", "unknown", None),
    ("Mo-Fr 25:00-30:00", "2026-12-02 12:00", "unknown", None),
    ("9am to 5pm", "2026-12-02 12:00", "unknown", None),
]


def boston(clock: str) -> datetime:
    wall, _, fold = clock.partition("+")
    return datetime.fromisoformat(wall).replace(tzinfo=BOSTON, fold=int(bool(fold)))


@for_each(("hours", "clock", "expected", "change"), CASES)
def test_the_state_and_its_next_change_are_right(hours: str, clock: str, expected: str, change: str | None) -> None:
    found = state(hours, boston(clock).astimezone(UTC))

    assert found.state == expected
    assert _instant(found) == (boston(change).astimezone(UTC) if change else None)


def _instant(found: OpenState) -> datetime | None:
    return found.changes_at.astimezone(UTC) if found.changes_at else None


@pytest.mark.parametrize("hours", ["24/7", "Mo-Su 00:00-24:00"])
def test_a_place_that_never_closes_is_always_open(hours: str) -> None:
    assert state(hours, boston("2026-12-02 03:00")).always_open


@pytest.mark.parametrize("hours", ["off", "", WEEKDAYS, NIGHTS])
def test_other_places_are_not_always_open(hours: str) -> None:
    assert not state(hours, boston("2026-12-02 03:00")).always_open


def test_the_change_is_told_in_boston_time() -> None:
    found = state(NIGHTS, datetime(2026, 12, 2, 4, tzinfo=UTC))

    assert found.changes_at is not None
    assert found.changes_at.isoformat() == "2026-12-02T06:30:00-05:00"


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        state("24/7", datetime(2026, 12, 2, 4))  # noqa: DTZ001 (the refusal under test)


PIECES = [
    "Mo",
    "Fr",
    "Su",
    "-",
    ",",
    ";",
    " ",
    "09:00-17:00",
    "22:00-02:00",
    "PH",
    "off",
    "24/7",
    "Dec 25",
    "[1]",
    "+",
    '"',
]
moments = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.one_of(any_text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=8).map("".join)), moments)
@settings(max_examples=75, deadline=None)
def test_no_text_and_no_moment_make_it_fail(hours: str, now: datetime) -> None:
    found = state(hours, now)

    assert found.state in {"open", "closed", "unknown"}
    assert found.changes_at is None or found.changes_at > now


quarter = st.integers(min_value=0, max_value=95).map(lambda n: f"{n // 4:02d}:{n % 4 * 15:02d}")
spans = st.tuples(quarter, quarter).filter(lambda pair: pair[0] != pair[1])
NIGHTS_OF_CHANGE = [datetime(2026, 11, 1, 2, tzinfo=UTC), datetime(2027, 3, 14, 2, tzinfo=UTC)]


@given(spans, st.sampled_from(NIGHTS_OF_CHANGE), st.integers(min_value=0, max_value=36))
@settings(max_examples=60, deadline=None)
def test_the_next_change_is_the_first_quarter_hour_with_another_state(
    span: tuple[str, str], night: datetime, step: int
) -> None:
    """An independent evaluator: compare clock strings, step by step, through the night the clocks change."""
    start = night + timedelta(minutes=step * 15)
    minutes = [start + timedelta(minutes=n * 15) for n in range(36 * 4)]
    states = [_is_open_by_clock(span, minute) for minute in minutes]
    first_other = next(
        later for (_, before), (later, after) in pairwise(zip(minutes, states, strict=True)) if before != after
    )

    found = state(f"Mo-Su {span[0]}-{span[1]}", start)

    assert found.state == ("open" if states[0] else "closed")
    assert _instant(found) == first_other


def _is_open_by_clock(span: tuple[str, str], minute: datetime) -> bool:
    clock = minute.astimezone(BOSTON).strftime("%H:%M")
    start, end = span
    return start <= clock < end if start < end else clock >= start or clock < end


def test_every_hours_value_of_the_seed_can_be_read(seed_directory: Path) -> None:
    noon = boston("2026-12-02 12:00")
    with (seed_directory / "services.csv").open(encoding="utf-8", newline="") as file:
        values = {row["hours"] for row in csv.DictReader(file)} - {""}

    assert [hours for hours in values if state(hours, noon).state == "unknown"] == []
    assert len(values) > 20
