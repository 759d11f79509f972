"""What the check says of hours, points, codes and links, beside the standard's own rules."""

from __future__ import annotations

import pytest

from resources_directory.exchange.forms import is_time, is_uri
from resources_directory.exchange.known import Known
from tests.fixtures.exchange import a_service, checked_json, uuid_of


def hours(number: int, **more: str) -> dict[str, str]:
    given = {"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}
    return {"id": uuid_of(number), **given, **more}


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        ({}, True),
        ({"opens_at": "16:59", "closes_at": "18:00"}, True),
        ({"opens_at": "17:00", "closes_at": "18:00"}, False),
        ({"byday": "WE"}, False),
        ({"valid_from": "2030-01-01"}, True),
        ({"freq": "MONTHLY"}, False),
    ],
)
def test_rows_of_hours_that_overlap_are_noted_and_kept(other: dict[str, str], overlaps: object) -> None:
    checked = checked_json(a_service(1, schedules=[hours(800), hours(801, **other)]))

    assert len(checked.tables["schedule"]) == 2
    assert any("overlaps" in note.reason for note in checked.notes) is overlaps


def test_rows_of_hours_of_different_years_do_not_overlap() -> None:
    rows = [hours(800, valid_to="2026-12-31"), hours(801, valid_from="2027-01-01")]

    assert not checked_json(a_service(1, schedules=rows)).notes


def test_hours_that_cannot_be_read_are_refused_and_the_place_stays() -> None:
    place = {**a_service(1)["service_at_locations"][0], "schedules": [{"id": uuid_of(800), "x_opening_hours": "Mo 9-"}]}
    checked = checked_json(a_service(1, service_at_locations=[place]))

    assert [str(fault) for fault in checked.faults] == [
        "services.json row 1: service_at_locations/0/schedules/0/x_opening_hours: cannot be read as opening hours"
    ]
    assert len(checked.tables["service_at_location"]) == 1


def test_a_point_on_no_map_is_noted_and_not_used() -> None:
    place = {"id": uuid_of(14), "location_type": "physical", "latitude": 100, "longitude": 10**400}
    checked = checked_json(a_service(1, service_at_locations=[{"id": uuid_of(13), "location": place}]))

    assert [note.field.rpartition("/")[2] for note in checked.notes] == ["latitude", "longitude"]


def test_a_code_of_ours_belongs_to_one_record() -> None:
    checked = checked_json(a_service(1, x_code="ahope"), Known(codes={("service", "ahope"): uuid_of(99)}))

    assert ("x_code", "is the code of another record") in {(fault.field, fault.reason) for fault in checked.faults}
    assert not checked.tables["service"]


def test_an_attribute_of_nothing_is_refused_and_a_change_of_something_gone_is_history() -> None:
    term = {"id": uuid_of(800), "name": "x", "description": "x"}
    link = {"id": uuid_of(801), "link_id": uuid_of(999), "link_entity": "service", "taxonomy_term": term}
    said = {"last_action_date": "2026-01-02", "last_action_type": "update", "field_name": "name", "updated_by": "x"}
    change = {"id": uuid_of(802), "resource_id": uuid_of(999), "resource_type": "service", **said}
    checked = checked_json(
        a_service(1, attributes=[link], metadata=[{**change, "previous_value": "", "replacement_value": ""}])
    )

    assert [fault.field for fault in checked.faults] == ["attributes/0/link_id"]
    assert len(checked.tables["metadata"]) == 1


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_text_no_database_can_hold_is_refused(text: str) -> None:
    assert {fault.field for fault in checked_json(a_service(1, description=text)).faults} >= {"description"}
    assert checked_json(a_service(1, x_theirs={"deep": [text]})).faults
    assert checked_json(a_service(1, **{text: 1})).faults


@pytest.mark.parametrize("text", ["24:00", "24:00-05:00", "09:00:30Z", "09:00"])
def test_a_time_may_be_midnight_at_the_end(text: str) -> None:
    assert is_time(text)


@pytest.mark.parametrize("text", ["24:01", "9:00", "09:00-5", "25:00", "\u0660\u0669:\u0660\u0660"])
def test_what_is_no_time_is_refused(text: str) -> None:
    assert not is_time(text)


@pytest.mark.parametrize("text", ["https://a.org/b?c=d#e", "http://[::1]:80/", "mailto:a@b.org", "tel:+16175550100"])
def test_web_addresses_and_numbers_are_addresses(text: str) -> None:
    assert is_uri(text)


@pytest.mark.parametrize("text", ["a.org", "//a.org", "http://", "http://a b", "http://a/%zz", "javascript:alert(1)"])
def test_what_leads_nowhere_is_no_address(text: str) -> None:
    assert not is_uri(text)
