"""A wish to stop that lies between ways to get help is answered, not asked about."""

from __future__ import annotations

import pytest

from engine.components.ways_to_stop import way_to_stop

HELP, ALCOHOL, MEDS = "helplines_overview", "alcohol_withdrawal", "start_today_bridge"


def meant(text: str, **likely: float) -> str:
    ranking = [{"name": name, "confidence": share} for name, share in sorted(likely.items(), key=lambda row: -row[1])]
    return way_to_stop(text, ranking, [str(row["name"]) for row in ranking])


def test_the_helplines_are_right_for_any_substance() -> None:
    assert meant("help me quit suboxone", **{MEDS: 0.5, HELP: 0.4}) == HELP
    assert meant("ayúdame a dejar la mota", **{HELP: 0.6, MEDS: 0.2, ALCOHOL: 0.1}) == HELP


def test_likely_alcohol_is_answered_with_its_warning() -> None:
    assert meant("help me quit liquor", **{HELP: 0.68, ALCOHOL: 0.31}) == ALCOHOL


@pytest.mark.parametrize("other", ["naloxone_what_is", "relapse"])
def test_anything_else_among_the_choices_is_asked_about(other: str) -> None:
    assert meant("help me quit", **{HELP: 0.5, other: 0.4}) == ""


def test_who_does_not_want_to_stop_is_asked() -> None:
    assert meant("is there a number for suboxone", **{HELP: 0.5, MEDS: 0.4}) == ""
    assert meant("help me quit heroin", **{MEDS: 0.5, "detox_ats": 0.4}) == ""
