"""What staff corrected stays, whichever source says otherwise, and is put before a person once."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update

from resources_directory.fields import Field, Target, resource_of
from resources_directory.models import FieldChange, Location, Phone, Proposal, Service
from resources_directory.proposals import NewProposal, approve, propose
from resources_directory.reconcile import Changes
from resources_directory.seed import Seeded, seed
from resources_directory.service_record import read_record
from storage.database import Database
from tests.fixtures.duty import add_person
from tests.fixtures.exchange import NOW, a_service, take, uuid_of

SEED = Path(__file__).parents[3] / "resources_directory" / "seed"
SERVICE, LOCATION = UUID(uuid_of(10)), UUID(uuid_of(14))
EARLIER = NOW - timedelta(days=1)


def correct(database: Database, field: str, was: str, becomes: str, kind: str = "update", **of: object) -> None:
    """Do as editors do: change the field and write it down."""
    resource, key = of.get("resource", "service"), of.get("key", SERVICE)
    with database.write() as session:
        if resource == "service" and field in {"name", "status"}:
            session.execute(update(Service).where(Service.id == key).values({field: becomes}))
        session.add(
            FieldChange(
                resource_type=resource,
                resource_id=key,
                field_name=field,
                previous_value=was,
                replacement_value=becomes,
                last_action_date=EARLIER,
                last_action_type=kind,
            )
        )


def name(database: Database) -> str:
    with database.read() as session:
        return session.scalars(select(Service.name).where(Service.id == SERVICE)).one()


def proposals(database: Database) -> list[Proposal]:
    with database.read() as session:
        return list(session.scalars(select(Proposal)))


@pytest.mark.parametrize("kind", ["update", "revert"])
def test_a_correction_stays_when_the_source_says_the_same_as_before(database: Database, kind: str) -> None:
    take(database, a_service(1))
    correct(database, "name", "Service 1", "The right name", kind)
    again = take(database, a_service(1))

    assert name(database) == "The right name"
    assert (again.changes, again.conflicts, proposals(database)) == (Changes(), (), [])


def test_a_source_that_says_something_new_is_proposed_once(database: Database) -> None:
    take(database, a_service(1))
    correct(database, "name", "Service 1", "The right name")
    first = take(database, a_service(1, name="Their new name"))
    again = take(database, a_service(1, name="Their new name"))
    [proposal] = proposals(database)

    assert name(database) == "The right name"
    assert (first.proposed, again.proposed) == (1, 0)
    assert "staff says 'The right name', the source says 'Their new name'" in str(again.conflicts[0])
    assert (proposal.origin, proposal.state, proposal.field_name) == ("import", "open", "name")
    assert (proposal.current_value, proposal.proposed_value) == ("The right name", "Their new name")


def test_a_source_that_has_come_to_say_the_same_as_staff_is_no_conflict(database: Database) -> None:
    take(database, a_service(1))
    correct(database, "name", "Service 1", "The right name")

    assert take(database, a_service(1, name="The right name")).conflicts == ()


def test_other_fields_of_a_corrected_record_still_follow_the_source(database: Database) -> None:
    take(database, a_service(1))
    correct(database, "name", "Service 1", "The right name")
    take(database, a_service(1, description="New words."))
    with database.read() as session:
        service = session.get_one(Service, SERVICE)

    assert (service.name, service.description) == ("The right name", "New words.")


def test_what_an_import_wrote_after_staff_no_longer_binds(database: Database) -> None:
    take(database, a_service(1))
    correct(database, "name", "Service 1", "The right name")
    with database.write() as session:
        session.execute(update(FieldChange).values(last_action_date=EARLIER))
        session.add(
            FieldChange(
                resource_type="service", resource_id=SERVICE, field_name="name", last_action_date=NOW,
                last_action_type="import",
            )
        )  # fmt: skip
    take(database, a_service(1))

    assert name(database) == "Service 1"


def test_numbers_that_staff_set_stay_all_of_them(database: Database) -> None:
    take(database, a_service(1))
    correct(database, "phone", "617-555-0001", "617-555-0099; 617-555-0098")
    with database.write() as session:
        session.execute(delete(Phone))
        session.add_all(
            Phone(id=uuid4(), service_id=SERVICE, number=number, type="voice", position=at)
            for at, number in enumerate(("617-555-0099", "617-555-0098"))
        )
    same = take(database, a_service(1))
    other = take(database, a_service(1, phones=[{"id": uuid_of(12), "number": "617-555-0123"}]))
    with database.read() as session:
        numbers = list(session.scalars(select(Phone.number).order_by(Phone.position)))

    assert numbers == ["617-555-0099", "617-555-0098"]
    assert (len(same.conflicts), len(other.conflicts)) == (0, 1)
    assert proposals(database)[0].proposed_value == "617-555-0123"


def test_a_number_that_staff_took_away_does_not_come_back(database: Database) -> None:
    take(database, a_service(1))
    correct(database, "phone", "617-555-0001", "")
    with database.write() as session:
        session.execute(delete(Phone))
    take(database, a_service(1))
    with database.read() as session:
        assert list(session.scalars(select(Phone.number))) == []


def test_a_point_that_staff_set_stays_both_numbers_of_it(database: Database) -> None:
    def at(latitude: float) -> dict[str, object]:
        place = {"id": uuid_of(14), "location_type": "physical", "latitude": latitude, "longitude": -71.0}
        return a_service(1, service_at_locations=[{"id": uuid_of(13), "location": place}])

    take(database, at(42.0))
    correct(database, "point", "42.0, -71.0", "42.5, -71.5", resource="location", key=LOCATION)
    with database.write() as session:
        session.execute(update(Location).values(latitude=42.5, longitude=-71.5))
    same, moved = take(database, at(42.0)), take(database, at(42.1))
    with database.read() as session:
        location = session.get_one(Location, LOCATION)

    assert (location.latitude, location.longitude) == (42.5, -71.5)
    assert same.conflicts == ()
    assert [(each.field_name, each.offered) for each in moved.conflicts] == [("point", "42.1, -71.0")]


def seed_at(database: Database, files: Path) -> Seeded:
    with database.write() as session:
        return seed(session, files, NOW)


def test_the_seed_spares_corrections_too(database: Database, tmp_path: Path) -> None:
    files = Path(shutil.copytree(SEED, tmp_path / "seed"))
    seed_at(database, files)
    with database.read() as session:
        ahope = session.scalars(select(Service).where(Service.name == "AHOPE drop-in")).one()
    correct(database, "name", "AHOPE drop-in", "AHOPE", key=ahope.id)
    correct(database, "status", "active", "inactive", key=ahope.id)
    same = seed_at(database, files)
    text = (files / "services.csv").read_text(encoding="utf-8")
    (files / "services.csv").write_text(text.replace("AHOPE drop-in", "AHOPE needle exchange", 1), encoding="utf-8")
    other = seed_at(database, files)
    with database.read() as session:
        service = session.get_one(Service, ahope.id)

    assert (service.name, service.status) == ("AHOPE", "inactive")
    assert (same.changes, same.conflicts) == (Changes(), ())
    assert [(each.field_name, each.offered) for each in other.conflicts] == [("name", "AHOPE needle exchange")]
    assert [each.origin for each in proposals(database)] == ["import"]


def test_the_seed_retires_nothing_that_another_source_brought(database: Database) -> None:
    take(database, a_service(1))
    seed_at(database, SEED)

    with database.read() as session:
        assert session.get_one(Service, SERVICE).status == "active"


def decided(database: Database, field: Field, typed: str) -> UUID:
    """Change a field as two editors do: one proposes, another approves, and is named."""
    resource = resource_of(field)
    keys = {"service": SERVICE, "location": LOCATION, "service_at_location": UUID(uuid_of(13))}
    one, other = add_person(database, "one"), add_person(database, "other")
    with database.write() as session:
        target = Target(resource, keys[resource], field)
        proposal = propose(session, NewProposal(target, typed, "https://example.org", one), now=NOW)
        approve(session, proposal, by=other, note="", now=NOW)
    return other


HOURS = {"id": uuid_of(800), "x_opening_hours": "Mo 09:00-17:00"}
ADDRESS = {
    "id": uuid_of(801), "address_1": "1 Main Street", "city": "Boston", "state_province": "MA", "postal_code": "02118",
    "country": "US", "address_type": "physical",
}  # fmt: skip


def somewhere(
    hours: str = "Mo 09:00-17:00", street: str = "1 Main Street", latitude: float = 42.3
) -> dict[str, object]:
    """Return a service with all that editors can change of its place."""
    place = {"id": uuid_of(14), "location_type": "physical", "latitude": latitude, "longitude": -71.0}
    place |= {"addresses": [{**ADDRESS, "address_1": street}], "x_neighborhood": "Roxbury"}
    link = {"id": uuid_of(13), "location": place, "schedules": [{**HOURS, "x_opening_hours": hours}]}
    return a_service(1, service_at_locations=[link], languages=[{"id": uuid_of(802), "code": "en"}])


@pytest.mark.parametrize(
    ("field", "typed", "later"),
    [
        (Field.NAME, "Their right name", {**somewhere(), "name": "Another"}),
        (Field.PHONE, "617-534-9150", {**somewhere(), "phones": [{"id": uuid_of(12), "number": "617-534-0000"}]}),
        (Field.LANGUAGES, "en; es", {**somewhere(), "languages": [{"id": uuid_of(803), "code": "pt"}]}),
        (Field.WALK_IN, "yes", None),
        (Field.HOURS, "Tu 10:00-12:00", somewhere(hours="Fr 10:00-12:00")),
        (Field.ADDRESS, "2 Main Street, Boston, MA 02118", somewhere(street="3 Main Street")),
        (Field.POINT, "42.35, -71.05", somewhere(latitude=42.4)),
        (Field.NEIGHBORHOOD, "Mission Hill", None),
        (Field.DOUBT, "the page is gone", None),
    ],
)
def test_what_two_editors_decided_stays_and_what_a_source_says_later_can_be_approved(
    database: Database, field: Field, typed: str, later: dict[str, object] | None
) -> None:
    take(database, somewhere())
    approver = decided(database, field, typed)
    same = take(database, somewhere())
    again = take(database, later) if later else None
    with database.write() as session:
        record = read_record(session, SERVICE)
        assert record
        values = {target.field: value for target, value in record.values.items()}
        new = [each for each in session.scalars(select(Proposal)) if each.origin == "import"]
        assert (values[field], same.conflicts) == (typed, ())
        assert [each.field_name for each in new] == ([str(field)] if later else [])
        for proposal in new:
            assert approve(session, proposal.id, by=approver, note="", now=NOW).state == "approved"
    assert again is None or again.proposed == 1
