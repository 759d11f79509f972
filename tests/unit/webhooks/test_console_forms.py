from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from werkzeug.datastructures import MultiDict

from port_queue import Means, Outcome, OutcomeCode
from tests.fixtures.any_text import any_text
from webhooks.console_forms import (
    FormRefusedError,
    read_code,
    read_id,
    read_moment,
    read_morning,
    read_outcomes,
    read_reason,
    read_text,
)


def test_a_text_is_read_without_the_spaces_around_it() -> None:
    assert read_text(MultiDict({"notes": "  left a note "}), "notes", what="Notes") == "left a note"


def test_a_missing_text_is_refused_only_where_it_is_needed() -> None:
    assert read_text(MultiDict(), "notes", what="Notes", required=False) == ""
    with pytest.raises(FormRefusedError, match="Notes: please fill this in"):
        read_text(MultiDict(), "notes", what="Notes")


@given(any_text(min_size=1))
def test_a_refused_choice_never_repeats_what_was_typed(typed: str) -> None:
    with pytest.raises(FormRefusedError) as refused:
        read_code(MultiDict({"means": f"?{typed}"}), "means", Means, what="How")

    assert str(refused.value) == "How: please choose one"


def test_no_reason_is_no_refusal() -> None:
    assert read_reason(MultiDict({"why": ""}), "why") is None


def test_a_day_is_read_as_its_morning_in_boston() -> None:
    assert read_morning(MultiDict({"until": "2026-07-01"}), "until", what="Until") == datetime(
        2026, 7, 1, 12, tzinfo=UTC
    )


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-30"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with pytest.raises(FormRefusedError, match="Until: please give a day"):
        read_morning(MultiDict({"until": day}), "until", what="Until")


def test_a_day_and_a_time_are_those_of_clocks_in_boston() -> None:
    assert read_moment(MultiDict({"starts": "2026-11-23T08:30"}), "starts", what="From") == datetime(
        2026, 11, 23, 13, 30, tzinfo=UTC
    )


@pytest.mark.parametrize("typed", ["", "soon", "2026-02-30T08:00", "9999-12-31T23:59"])
def test_a_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(FormRefusedError, match="From: please give a day and a time"):
        read_moment(MultiDict({"starts": typed}), "starts", what="From")


def test_a_choice_that_is_no_row_of_ours_is_refused() -> None:
    with pytest.raises(FormRefusedError, match="Who: please choose one"):
        read_id(MultiDict({"person": "ann"}), "person", what="Who")


def test_every_kind_of_social_help_is_an_outcome_of_its_own() -> None:
    form = MultiDict([("outcome", "social_referral"), ("need", "food"), ("need", "housing")])

    assert read_outcomes(form) == tuple(
        Outcome(OutcomeCode.SOCIAL_REFERRAL, {"need": need}) for need in ("food", "housing")
    )


@pytest.mark.parametrize("kits", ["", "0", "-1", "1.5", "1000", "two", "\N{SUPERSCRIPT TWO}"])
def test_a_count_that_is_no_count_is_refused(kits: str) -> None:
    with pytest.raises(FormRefusedError, match="Kits: please give a number"):
        read_outcomes(MultiDict({"outcome": "naloxone_given", "kits": kits}))


def test_details_without_their_tick_are_not_lost_in_silence() -> None:
    with pytest.raises(FormRefusedError, match="tick"):
        read_outcomes(MultiDict([("outcome", "spoke_with_person"), ("kits", "2")]))


def test_nothing_ticked_is_no_outcome() -> None:
    assert read_outcomes(MultiDict()) == ()
