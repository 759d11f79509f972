"""Whom to call next, why, and what to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from resources_directory.call_list import Check, ranked, reasons, to_ask
from resources_directory.trust import Reason

TODAY = date(2026, 11, 23)
FRESH = Check(UUID(int=1), "Fresh", "617-534-9150", "2026-11-20", "high", "", has_hours=True)
STALE = replace(FRESH, name="Stale", source_date="2026-06")
OLD = replace(FRESH, name="Old", source_date="2020")
UNDATED = replace(FRESH, name="Undated", source_date="")
DOUBTED = replace(FRESH, name="Doubted", doubt="Two pages differ")
DIFFERS = replace(FRESH, name="Differs", differs=("Phone",))
SAID_ONCE = replace(FRESH, name="Said once", said={Reason.HOURS: [TODAY]})
BY_PROVIDER = replace(FRESH, name="By provider", provider_says=("Hours",), is_reported_wrong=True)
CLOSED = replace(FRESH, name="Closed", said={Reason.CLOSED: [TODAY]}, is_reported_wrong=True)


def test_what_is_said_against_a_listing_comes_before_doubts_and_age() -> None:
    everything = [STALE, OLD, FRESH, UNDATED, DOUBTED, DIFFERS, SAID_ONCE, BY_PROVIDER, CLOSED]
    order = [check.name for check in ranked(everything, TODAY)]

    assert order == [
        "By provider",
        "Closed",
        "Said once",
        "Differs",
        "Doubted",
        "Undated",
        "Old",
        "Stale",
    ]


def test_what_is_fresh_and_undoubted_needs_no_call() -> None:
    assert reasons(FRESH, TODAY) == ()
    assert ranked([FRESH], TODAY) == []


def test_whom_we_can_call_comes_before_whom_we_cannot() -> None:
    silent = replace(OLD, name="Silent", phone="", source_date="2010")

    assert [check.name for check in ranked([silent, STALE], TODAY)] == ["Stale", "Silent"]


def test_each_reason_is_told_in_words() -> None:
    check = replace(
        OLD,
        doubt="Two pages differ",
        confidence="low",
        said={Reason.HOURS: [TODAY - timedelta(days=3), TODAY], Reason.CLOSED: [TODAY]},
        differs=("Phone",),
        provider_says=("Hours",),
    )

    assert reasons(check, TODAY) == (
        "people say the hours are wrong (2 times, last 2026-11-23)",
        "people found it closed (2026-11-23)",
        "the provider says otherwise: hours",
        "a source says otherwise: phone",
        "our doubt: Two pages differ",
        "a weak source",
        "not checked for over a year",
    )


def test_what_to_ask_follows_from_what_is_said_and_not_known() -> None:
    usual = "Are name, address, phone and hours still right?"

    assert to_ask(STALE) == (usual,)
    assert to_ask(replace(STALE, has_hours=False)) == ("What are your hours?", usual)
    assert to_ask(DIFFERS) == ("Phone: what is right?", usual)
    asked = to_ask(replace(STALE, has_hours=False, said={Reason.HOURS: [TODAY]}))
    assert asked == ("What are your hours, on weekends and holidays too?", usual)


@given(st.lists(st.sampled_from([STALE, OLD, FRESH, UNDATED, DOUBTED, DIFFERS, SAID_ONCE, BY_PROVIDER, CLOSED])))
def test_the_list_does_not_hang_on_the_order_of_its_rows(checks: list[Check]) -> None:
    assert ranked(checks, TODAY) == ranked(reversed(checks), TODAY)
