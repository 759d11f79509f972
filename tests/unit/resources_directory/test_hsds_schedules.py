"""Hours as HSDS schedule rows: weekly where they are, words where they say more."""

from uuid import UUID

import pytest

from resources_directory.hsds_schedules import schedules

PLACE = UUID(int=7)


def said(text: str) -> list[tuple[object, ...]]:
    return [(row.get("byday"), row.get("opens_at"), row.get("closes_at")) for row in schedules(text, PLACE)]


def test_weekdays_and_times_are_weekly_rules() -> None:
    assert said("Mo-Fr 09:00-17:00; Sa 10:00-14:00") == [
        ("MO,TU,WE,TH,FR", "09:00-05:00", "17:00-05:00"),
        ("SA", "10:00-05:00", "14:00-05:00"),
    ]


def test_two_windows_of_a_day_are_two_rows() -> None:
    assert [row[1:] for row in said("We 09:00-12:00,13:00-17:00")] == [
        ("09:00-05:00", "12:00-05:00"),
        ("13:00-05:00", "17:00-05:00"),
    ]


def test_day_and_night_is_every_day_until_a_minute_to_midnight() -> None:
    assert said("24/7") == [("MO,TU,WE,TH,FR,SA,SU", "00:00-05:00", "23:59-05:00")]


def test_days_over_the_weekend_go_round() -> None:
    assert said("Sa-Mo 10:00-12:00")[0][0] == "SA,SU,MO"


@pytest.mark.parametrize(
    "text", ["Mo-Fr 09:00-17:00; PH off", "Mo 09:00+", 'Mo "by appointment"', "Mo 09:00-12:00; Mo 10:00-11:00"]
)
def test_what_says_more_is_given_in_words_and_never_guessed(text: str) -> None:
    rows = schedules(text, PLACE)

    assert len(rows) == 1
    assert rows[0]["description"] == text
    assert "freq" not in rows[0]


def test_hours_nobody_knows_are_no_row() -> None:
    assert schedules("  ", PLACE) == []


def test_the_same_place_has_the_same_row_ids() -> None:
    assert schedules("24/7", PLACE) == schedules("24/7", PLACE)
