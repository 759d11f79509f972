"""A card says only what is known, and marks what may be wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from resources_directory.geography import metres_between, miles, walk_minutes
from resources_directory.hours import OpenState
from resources_directory.listing import Listing, card, display_name
from resources_directory.trust import earliest_day, is_old

NOW = datetime(2026, 11, 30, 20, tzinfo=UTC)
OPEN = OpenState("open", datetime(2026, 11, 30, 22, tzinfo=UTC))
LISTING = Listing(
    id=UUID(int=1),
    service_id=UUID(int=2),
    location_id=UUID(int=3),
    organization="Sample House",
    service="Day room",
    location_type="physical",
    address="1 Sample Street",
    city="Boston",
    neighborhood="Roxbury",
    latitude=42.33,
    longitude=-71.08,
    phone="617-555-0100",
    text_number="",
    opening_hours="24/7",
    walk_in=False,
    eligibility="",
    languages=frozenset(),
    confidence="high",
    source_date="2026-11-01",
    doubt="",
)


def test_a_fresh_trusted_open_place_needs_no_call() -> None:
    assert not card(LISTING, OPEN, NOW).call_first


@pytest.mark.parametrize(
    "worse",
    [
        {"confidence": "low"},
        {"doubt": "may have closed"},
        {"source_date": ""},
        {"source_date": "2026-05"},
        {"source_date": "2025"},
        {"source_date": "2026-06-02"},
    ],
)
def test_doubt_or_age_means_call_first(worse: dict[str, str]) -> None:
    assert card(replace(LISTING, **worse), OPEN, NOW).call_first  # type: ignore[arg-type]


def test_unknown_hours_mean_call_first() -> None:
    shown = card(LISTING, OpenState("unknown"), NOW)

    assert (shown.open_state, shown.changes_at, shown.call_first) == ("unknown", "", True)


def test_180_days_are_fresh_and_181_are_old() -> None:
    assert not is_old("2026-06-03", date(2026, 11, 30))
    assert is_old("2026-06-02", date(2026, 11, 30))


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2024", date(2024, 1, 1)),
        ("2024-05", date(2024, 5, 1)),
        ("2024-05-17", date(2024, 5, 17)),
        ("", None),
        ("May 2024", None),
        ("2024-13", None),
    ],
)
def test_a_source_date_counts_from_the_earliest_day_it_may_mean(given: str, day: date | None) -> None:
    assert earliest_day(given) == day


def test_the_date_is_shown_as_the_source_gives_it() -> None:
    assert card(replace(LISTING, source_date="2024-05"), OPEN, NOW).checked_on == "2024-05"


def test_the_town_is_said_outside_boston() -> None:
    assert card(replace(LISTING, city="Quincy"), OPEN, NOW).address == "1 Sample Street, Quincy"
    assert card(LISTING, OPEN, NOW).address == "1 Sample Street"


def test_a_line_shows_no_address() -> None:
    shown = card(replace(LISTING, location_type="postal", neighborhood="", city="Lexington"), OPEN, NOW)

    assert (shown.address, shown.neighborhood) == ("", "Lexington")


def test_a_number_to_text_is_marked_as_one() -> None:
    assert card(replace(LISTING, phone="", text_number="741741"), OPEN, NOW).phone == "SMS 741741"


def test_the_change_is_iso_8601() -> None:
    assert card(LISTING, OPEN, NOW).changes_at == "2026-11-30T22:00:00+00:00"


@pytest.mark.parametrize(
    ("organization", "service", "eligibility", "name"),
    [
        ("Boston Public Health Commission", "AHOPE drop-in", "", "Boston Public Health Commission: AHOPE drop-in"),
        ("Boston Public Health Commission", "PAATHS (Providing Access)", "", "Boston Public Health Commission: PAATHS"),
        ("Victory Programs", "Victory Connector: naloxone", "", "Victory Programs: Victory Connector"),
        ("Hillside", "Detox", "", "Hillside"),
        ("988 Suicide & Crisis Lifeline", "988 Lifeline", "", "988 Suicide & Crisis Lifeline"),
        ("Bristol Lodge Men's Shelter", "Emergency shelter", "Men", "Bristol Lodge Men's Shelter (Men)"),
        ("Pine Street Inn", "Emergency shelter", "Adults", "Pine Street Inn"),
        (
            "Boston Public Health Commission",
            "Public health vending machine, Finland Building (Recovery Services)",
            "",
            "Public health vending machine, Finland Building",
        ),
        (
            "New England Center and Home for Veterans",
            "Veterans shelter, housing and counseling",
            "Veterans",
            "New England Center and Home for Veterans (Veterans)",
        ),
    ],
)
def test_a_name_is_short_and_says_for_whom(organization: str, service: str, eligibility: str, name: str) -> None:
    assert display_name(organization, service, eligibility) == name


def test_a_walk_is_the_bent_way_at_80_metres_a_minute_rounded_up() -> None:
    assert walk_minutes(0) == 0
    assert walk_minutes(615) == 10
    assert walk_minutes(616) == 11
    assert walk_minutes(3692) == 60
    assert walk_minutes(3700) is None


def test_distance_agrees_with_a_known_one() -> None:
    assert metres_between((42.35227, -71.05524), (42.36558, -71.06129)) == pytest.approx(1561, abs=5)


def test_what_is_too_far_to_walk_is_said_in_miles_to_the_half() -> None:
    assert [miles(metres) for metres in (3_700, 4_830, 8_046)] == [2.5, 3.0, 5.0]
