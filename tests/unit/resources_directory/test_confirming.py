"""When and whom we ask by text, and whom we never write to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.confirming import (
    ASK_EVERY,
    Candidate,
    is_asking_time,
    text_number,
    whom_to_ask,
)
from resources_directory.hours import BOSTON

TUESDAY_10 = datetime(2026, 11, 24, 10, 20, tzinfo=BOSTON)
CLINIC = Candidate(UUID(int=1), "Clinic", "+16175349150", ("detox",), "2026-06")


@pytest.mark.parametrize(
    ("moment", "asks"),
    [
        (TUESDAY_10, True),
        (TUESDAY_10.astimezone(UTC), True),
        (TUESDAY_10.replace(hour=9, minute=59), False),
        (TUESDAY_10.replace(hour=11), False),
        (TUESDAY_10 + timedelta(days=4), False),
        (TUESDAY_10 + timedelta(days=5), False),
        (TUESDAY_10 + timedelta(days=2), False),
    ],
    ids=["a working day", "by another clock", "too early", "too late", "Saturday", "Sunday", "Thanksgiving"],
)
def test_we_ask_at_ten_on_working_days(moment: datetime, asks: bool) -> None:  # noqa: FBT001
    assert is_asking_time(moment) is asks


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_we_never_ask_at_night_or_on_a_weekend(moment: datetime) -> None:
    local = moment.astimezone(BOSTON)
    if is_asking_time(moment):
        assert (local.hour, local.weekday() < 5) == (10, True)


@pytest.mark.parametrize(
    ("number", "needs", "texted"),
    [
        ("617-534-9150", ("detox",), "+16175349150"),
        ("800-327-5050", ("access_to_care",), "+18003275050"),
        ("800-327-5050", ("access_to_care", "crisis_line"), ""),
        ("988", ("detox",), ""),
        ("741741", ("detox",), ""),
        ("617-123-4567", ("detox",), ""),
        ("ask at the desk", ("detox",), ""),
    ],
)
def test_crisis_lines_and_short_codes_are_never_written_to(number: str, needs: tuple[str, ...], texted: str) -> None:
    assert text_number(number, needs) == texted


def test_a_number_is_asked_once_a_month_about_what_was_checked_longest_ago() -> None:
    older = replace(CLINIC, service_id=UUID(int=2), name="Older", source_date="2020")
    fresh = replace(CLINIC, service_id=UUID(int=3), number="+16175349151", source_date="2026-11-20")
    undated = replace(CLINIC, service_id=UUID(int=4), number="+16175349152", source_date="")
    everybody = [CLINIC, older, fresh, undated]

    assert whom_to_ask(everybody, {}, TUESDAY_10) == [undated, older]
    asked = {CLINIC.number: TUESDAY_10 - ASK_EVERY + timedelta(minutes=1)}
    assert whom_to_ask(everybody, asked, TUESDAY_10) == [undated]
    assert whom_to_ask(everybody, asked, TUESDAY_10 + timedelta(minutes=1)) == [undated, older]
