"""Services that may be one are proposed with the reason; nothing is joined."""

from __future__ import annotations

import pytest

from resources_directory.exchange.duplicates import alike, duplicates
from resources_directory.exchange.rows import Row, Tables

NAMES = ("id", "organization", "name", "phone", "address", "point")


def directory(*services: tuple[str, str, str, str, str, tuple[float, float] | None]) -> Tables:
    """Make tables of services, each of (id, organization, name, phone, address, point)."""
    tables: Tables = {
        kind: [] for kind in ("organization", "service", "service_at_location", "location", "phone", "address")
    }
    for key, organization, name, phone, address, point in services:
        at = {"latitude": point[0], "longitude": point[1]} if point else {}
        for kind, values in {
            "organization": {"id": organization, "name": organization},
            "service": {"id": key, "organization_id": organization, "name": name, "x_source_url": key},
            "service_at_location": {"id": f"at {key}", "service_id": key, "location_id": f"l {key}"},
            "location": {"id": f"l {key}", **at},
            "phone": {"id": f"p {key}", "service_id": key, "number": phone} if phone else None,
            "address": {"id": f"a {key}", "location_id": f"l {key}", "address_1": address, "city": "Boston"},
        }.items():
            if values:
                tables[kind].append(Row(values))
    return tables


def why(one: tuple, other: tuple) -> list[str]:
    return [pair.why for pair in duplicates(directory(("1", *one), ("2", *other)))]


def test_one_number_in_two_ways_of_writing_is_the_same_phone() -> None:
    assert why(("A", "x", "617-555-0100", "", None), ("B", "y", "+1 (617) 555-0100", "", None)) == ["the same phone"]


def test_a_short_number_is_everybodys() -> None:
    assert why(("A", "x", "311", "", None), ("B", "y", "311", "", None)) == []


def test_one_address_is_a_sign_only_with_names_alike() -> None:
    alike_names = why(
        ("A", "Open Door Clinic", "", "1 Main Street", None), ("B", "The Open Dor Clinic", "", "1 Main St", None)
    )
    others = why(("A", "Open Door", "", "1 Main Street", None), ("B", "Food pantry", "", "1 Main St", None))

    assert (alike_names, others) == (["the same address and a similar name"], [])


@pytest.mark.parametrize(("latitude", "found"), [(42.0005, True), (42.0006, False)])
def test_points_count_up_to_60_metres(latitude: float, found: object) -> None:
    one, other = ("A", "Open Door", "", "", (42.0, -71.0)), ("B", "Open Door", "", "", (latitude, -71.0))

    assert bool(why(one, other)) is found


def test_points_on_both_sides_of_a_cell_are_compared() -> None:
    one, other = ("A", "Open Door", "", "", (41.99995, -71.00001)), ("B", "Open Door", "", "", (42.00005, -70.99999))

    assert why(one, other) == ["less than 60 m apart and a similar name"]


def test_programs_of_one_organization_share_a_phone_on_purpose() -> None:
    assert why(("A", "Detox", "617-555-0100", "", None), ("A", "Outpatient", "617-555-0100", "", None)) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Roxbury Comprehensive Community Health Center", "Roxbury Comprehensive Community Health Ctr", True),
        ("Suboxone clinic", "Suboxon clinic", True),
        ("Detox", "Detox program", True),
        ("Detox", "Detox for women in Springfield", False),
        ("Bridge Clinic", "Needle exchange", False),
        ("", "x", False),
    ],
)
def test_names_are_alike_when_their_telling_words_are(one: str, other: str, same: object) -> None:
    assert alike(one, other) is alike(other, one) is same
