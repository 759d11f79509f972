"""An HSDS source into the directory, on both databases: once, again, changed, in part, and beside other sources."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from resources_directory.exchange.exporting import as_json, as_tables, as_zip
from resources_directory.exchange.placing import Source
from resources_directory.exchange.shown_tables import shown_only
from resources_directory.models import Extra, FieldChange, Language, Organization, Phone, Provenance, Schedule, Service
from resources_directory.reconcile import Changes
from resources_directory.revision import current
from resources_directory.seed import seed
from storage.database import Database
from tests.fixtures.exchange import NOW, a_service, checked_json, take, uuid_of, whole

SEED = Path(__file__).parents[3] / "resources_directory" / "seed"


def services(database: Database) -> list[Service]:
    with database.read() as session:
        return list(session.scalars(select(Service).order_by(Service.name)))


def source_of(database: Database, service_id: str) -> Provenance:
    with database.read() as session:
        return session.scalars(select(Provenance).where(Provenance.service_id == UUID(service_id))).one()


def test_the_same_source_again_changes_nothing(database: Database) -> None:
    first = take(database, [a_service(1), a_service(2)])
    again = take(database, [a_service(1), a_service(2)])

    assert first.changes.added > 10
    assert again.changes == Changes()


def test_only_what_differs_is_written_and_noted_as_a_change(database: Database) -> None:
    take(database, a_service(1))
    again = take(database, a_service(1, name="A new name"))
    with database.read() as session:
        change = session.scalars(select(FieldChange)).one()

    assert again.changes == Changes(changed=1)
    assert (change.field_name, change.previous_value, change.replacement_value) == ("name", "Service 1", "A new name")
    assert change.last_action_type == "import"


def test_the_revision_moves_with_a_change_and_only_then(database: Database) -> None:
    take(database, a_service(1))
    with database.read() as session:
        first = current(session)
    take(database, a_service(1))
    with database.read() as session:
        second = current(session)
    take(database, a_service(1, name="A new name"))
    with database.read() as session:
        third = current(session)

    assert first >= 1
    assert (second, third) == (first, first + 1)


def test_a_phone_the_source_no_longer_has_is_removed(database: Database) -> None:
    two = [{"id": uuid_of(12), "number": "617-555-0001"}, {"id": uuid_of(13_000), "number": "617-555-0002"}]
    take(database, a_service(1, phones=two))
    take(database, a_service(1, phones=two[1:]))
    with database.read() as session:
        numbers = list(session.scalars(select(Phone.number)))

    assert numbers == ["617-555-0002"]


def test_two_phones_may_swap_places(database: Database) -> None:
    two = [{"id": uuid_of(12), "number": "617-555-0001"}, {"id": uuid_of(13_000), "number": "617-555-0002"}]
    take(database, a_service(1, phones=two))
    take(database, a_service(1, phones=two[::-1]))
    with database.read() as session:
        numbers = list(session.scalars(select(Phone.number).order_by(Phone.position)))

    assert numbers == ["617-555-0002", "617-555-0001"]


def test_a_part_of_a_source_leaves_the_rest_as_it_is(database: Database) -> None:
    take(database, a_service(1))
    flat = {name: value for name, value in a_service(1, name="A new name").items() if name != "phones"}
    take(database, flat)
    with database.read() as session:
        numbers = session.scalar(select(func.count()).select_from(Phone))

    assert ([each.name for each in services(database)], numbers) == (["A new name"], 1)


def test_who_says_so_is_kept(database: Database) -> None:
    take(database, a_service(1), Source("https://example.org/list", "2026-10", "high"))
    about = source_of(database, uuid_of(10))

    assert (about.source_url, about.source_date, about.confidence) == ("https://example.org/list", "2026-10", "high")


@pytest.mark.parametrize("source", [Source(), Source(date="2026-11-01")])
def test_without_an_address_to_look_it_up_a_record_has_no_date_and_so_counts_as_old(
    database: Database, source: Source
) -> None:
    take(database, a_service(1, assured_date="2026-11-01"), source)

    assert source_of(database, uuid_of(10)).source_date == ""


def test_what_nobody_can_reach_is_held_back(database: Database) -> None:
    done = take(database, [a_service(1, phones=[]), a_service(2)])
    rows = services(database)

    assert done.held_back == 1
    assert [row.status for row in rows] == ["inactive", "active"]
    assert source_of(database, uuid_of(10)).confidence == "name_only"


def test_what_can_be_reached_after_all_is_no_longer_held_back(database: Database) -> None:
    take(database, [a_service(1, phones=[]), a_service(2)])
    take(database, [a_service(1), a_service(2)])

    assert {row.status for row in services(database)} == {"active"}


def test_a_service_without_a_place_gets_a_virtual_one_so_that_it_is_listed(database: Database) -> None:
    take(database, {**a_service(1), "service_at_locations": []})
    tables = whole(database)

    assert [row.values["location_type"] for row in tables["location"]] == ["virtual"]
    assert len(tables["service_at_location"]) == 1


def test_hours_of_a_service_with_one_place_are_of_that_place(database: Database) -> None:
    hours = {"id": uuid_of(900), "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00"}
    take(database, a_service(1, schedules=[hours]))
    with database.read() as session:
        row = session.scalars(select(Schedule)).one()

    assert (str(row.service_at_location_id), row.byday, row.opens_at) == (uuid_of(13), "MO", "09:00")


def test_hours_whose_place_is_not_clear_are_kept_and_not_used(database: Database) -> None:
    other = {"id": uuid_of(901), "location": {"id": uuid_of(902), "location_type": "virtual"}}
    places = [*a_service(1)["service_at_locations"], other]
    done = take(database, a_service(1, schedules=[{"id": uuid_of(900)}], service_at_locations=places))
    with database.read() as session:
        stored = session.scalar(select(func.count()).select_from(Schedule))

    assert stored == 0
    assert "not clear" in str(done.notes[0])
    assert uuid_of(900) in {row.id for row in whole(database)["schedule"]}


def test_two_sources_may_know_an_organization_of_one_name(database: Database) -> None:
    one, other = a_service(1), a_service(2)
    other["organization"]["name"] = one["organization"]["name"]
    take(database, [one])
    take(database, [other])
    with database.read() as session:
        organizations = session.scalar(select(func.count()).select_from(Organization))

    assert organizations == 2


def test_what_has_no_column_comes_back(database: Database) -> None:
    contact = {"id": uuid_of(900), "name": "Front desk", "email": "desk@example.org"}
    take(database, a_service(1, contacts=[contact], wait_time="a week", x_theirs={"a": [1, 2.5]}))
    tables = whole(database)

    assert tables["contact"][0].values == {**contact, "service_id": uuid_of(10)}
    assert tables["service"][0].values["wait_time"] == "a week"
    assert tables["service"][0].values["x_theirs"] == {"a": [1, 2.5]}


def test_what_has_no_column_goes_when_the_source_no_longer_has_it(database: Database) -> None:
    contacts = [{"id": uuid_of(900), "name": "Front desk"}, {"id": uuid_of(901), "name": "Back desk"}]
    take(database, a_service(1, contacts=contacts, wait_time="a week"))
    take(database, a_service(1, contacts=contacts[1:]))
    with database.read() as session:
        kept = {str(key) for key in session.scalars(select(Extra.resource_id))}

    assert uuid_of(901) in kept
    assert uuid_of(900) not in kept
    assert "wait_time" not in whole(database)["service"][0].values


def test_the_name_of_whoever_changed_a_record_elsewhere_is_neither_kept_nor_published(database: Database) -> None:
    said = {"last_action_date": "2026-01-02", "last_action_type": "update", "field_name": "name"}
    change = {"id": uuid_of(900), **said, "previous_value": "", "replacement_value": "x", "updated_by": "Ann Persona"}
    take(database, a_service(1, metadata=[change]))
    with database.read() as session:
        bodies = json.dumps(list(session.scalars(select(Extra.body))))

    assert "Persona" not in bodies
    assert b"Persona" not in as_json(whole(database))
    assert whole(database)["metadata"][0].values["updated_by"] == "not published"


@pytest.fixture
def seeded(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """Give another directory, with the seed in it."""
    with closing(Database.open(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'seeded.db')}")) as database:
        with database.write() as session:
            seed(session, SEED, NOW)
        yield database


@pytest.mark.parametrize("name", ["seed.json", "seed.zip"])
def test_the_seed_out_and_in_again_is_the_same_to_the_byte(
    database: Database, seeded: Database, tmp_path: Path, name: str
) -> None:
    written = {"seed.json": as_json, "seed.zip": lambda tables: as_zip(as_tables(tables))}[name]
    (tmp_path / name).write_bytes(written(whole(seeded)))
    first = take(database, tmp_path / name)

    assert first.changes.added > 2500
    assert written(whole(database)) == (tmp_path / name).read_bytes()
    assert take(database, tmp_path / name).changes == Changes()


def test_only_what_may_be_shown_is_exported_unless_all_is_asked_for(database: Database) -> None:
    take(database, [a_service(1, phones=[], contacts=[{"id": uuid_of(900), "name": "Held desk"}]), a_service(2)])
    tables = whole(database)
    shown = shown_only(tables)

    assert [row.values["name"] for row in shown["service"]] == ["Service 2"]
    assert [row.values["name"] for row in shown["organization"]] == ["Organization 2"]
    assert len(shown["location"]) == 1
    assert b"Held desk" in as_json(tables)
    assert b"Held desk" not in as_json(shown)


def test_a_bad_row_is_left_out_with_what_hangs_on_it_and_the_rest_goes_in(database: Database) -> None:
    bad = a_service(1, status="closed")
    checked = checked_json([bad, a_service(2)])
    take(database, [bad, a_service(2)])
    reasons = [str(fault) for fault in checked.faults]

    assert [each.name for each in services(database)] == ["Service 2"]
    assert any("row 1: status: is not one of: active" in reason for reason in reasons)
    assert any("phones/0/service_id: the service it belongs to is left out (services.json row 1)" in r for r in reasons)


def test_a_table_alone_is_whole_for_the_services_it_names(database: Database, tmp_path: Path) -> None:
    take(database, [a_service(1), a_service(2)])
    rows = f"id,service_id,number,type\n{uuid_of(990)},{uuid_of(10)},617-555-9999,voice\n"
    (tmp_path / "phones.csv").write_text(rows, encoding="utf-8")
    take(database, tmp_path / "phones.csv")
    with database.read() as session:
        numbers = sorted(session.scalars(select(Phone.number)))

    assert numbers == ["617-555-0002", "617-555-9999"]


def test_a_language_without_a_code_is_kept_whole(database: Database) -> None:
    take(database, a_service(1, languages=[{"id": uuid_of(900), "name": "Sign language"}]))
    with database.read() as session:
        stored = session.scalar(select(func.count()).select_from(Language))

    assert stored == 0
    assert whole(database)["language"][0].values["name"] == "Sign language"
