"""Two people change the directory: one proposes, another decides, and everything is in the history."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from resources_directory.field_history import history, last_change
from resources_directory.fields import Field, Resource, Target
from resources_directory.models import FieldChange, Location, Provenance, Schedule, Service
from resources_directory.proposals import (
    NewProposal,
    ProposalRefusedError,
    approve,
    open_proposals,
    propose,
    propose_revert,
    reject,
    withdraw,
)
from resources_directory.revision import current
from resources_directory.shown import listings
from staff import Role, add_user
from storage.database import Database
from tests.fixtures.upkeep import NOW, PAGE, SEEDED_AT, add_service, field_of, value_of

Editors = tuple[UUID, UUID]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def editors(database: Database) -> Editors:
    with database.write() as session:
        return tuple(  # type: ignore[return-value]
            add_user(session, username=name, password="a long enough pass phrase", role=Role.EDITOR, now=SEEDED_AT)
            for name in ("ada", "ben")
        )


@pytest.fixture
def service_id(database: Database) -> UUID:
    with database.write() as session:
        return add_service(session)


def offered(database: Database, service_id: UUID, field: Field, typed: str, by: UUID) -> UUID:
    with database.write() as session:
        target = field_of(session, service_id, field)
        return propose(session, NewProposal(target, typed, PAGE, by, "seen on their page"), now=NOW)


@pytest.mark.parametrize(
    ("field", "typed", "stands"),
    [
        (Field.NAME, "Detox unit", "Detox unit"),
        (Field.PHONE, "617-534-9151", "617-534-9151"),
        (Field.SMS, "617-534-9152", "617-534-9152"),
        (Field.PHONE, "", ""),
        (Field.URL, "https://example.org/new", "https://example.org/new"),
        (Field.WALK_IN, "yes", "yes"),
        (Field.LANGUAGES, "ht; en; es", "en; es; ht"),
        (Field.SOURCE_DATE, "2026-11-23", "2026-11-23"),
        (Field.DOUBT, "The door was locked", "The door was locked"),
        (Field.HOURS, "Mo-Su 08:00-20:00", "Mo-Su 08:00-20:00"),
        (Field.HOURS, "", ""),
        (Field.ADDRESS, "2 Main Street, Boston, MA 02119", "2 Main Street, Boston, MA 02119"),
        (Field.NEIGHBORHOOD, "Roxbury", "Roxbury"),
        (Field.POINT, "42.3, -71.1", "42.3, -71.1"),
        (Field.STATUS, "defunct", "defunct"),
        (Field.COST, "Free", "Free"),
    ],
)
def test_a_change_stands_once_a_second_person_agrees(
    database: Database, editors: Editors, service_id: UUID, field: Field, typed: str, stands: str
) -> None:
    ada, ben = editors
    proposal_id = offered(database, service_id, field, typed, ada)
    with database.write() as session:
        before, revision = value_of(session, service_id, field), current(session)
        approve(session, proposal_id, by=ben, note="", now=LATER)

    with database.read() as session:
        change = last_change(session, field_of(session, service_id, field))
        about = session.scalars(select(Provenance)).one()
        assert value_of(session, service_id, field) == stands
        assert change
        assert (change.previous_value, change.replacement_value) == (before, stands)
        assert (change.updated_by, change.source_url, change.last_action_type) == (ben, PAGE, "update")
        assert (about.last_action_type, about.last_action_date) == ("update", LATER)
        assert current(session) > revision
        assert open_proposals(session) == []


def test_nothing_changes_before_the_second_person(database: Database, editors: Editors, service_id: UUID) -> None:
    proposal_id = offered(database, service_id, Field.NAME, "Detox unit", editors[0])

    with database.read() as session:
        assert value_of(session, service_id, Field.NAME) == "Detox"
        assert [row.id for row in open_proposals(session)] == [proposal_id]
        assert history(session, [service_id]) == []


def test_who_proposed_never_decides(database: Database, editors: Editors, service_id: UUID) -> None:
    proposal_id = offered(database, service_id, Field.NAME, "Detox unit", editors[0])

    for decide in (approve, reject):
        with pytest.raises(ProposalRefusedError, match="proposed this yourself"), database.write() as session:
            decide(session, proposal_id, by=editors[0], note="", now=LATER)


def test_only_who_proposed_takes_it_back(database: Database, editors: Editors, service_id: UUID) -> None:
    proposal_id = offered(database, service_id, Field.NAME, "Detox unit", editors[0])

    with pytest.raises(ProposalRefusedError, match="Only who proposed"), database.write() as session:
        withdraw(session, proposal_id, by=editors[1], now=LATER)
    with database.write() as session:
        assert withdraw(session, proposal_id, by=editors[0], now=LATER).state == "withdrawn"


def test_a_decision_is_made_once(database: Database, editors: Editors, service_id: UUID) -> None:
    proposal_id = offered(database, service_id, Field.NAME, "Detox unit", editors[0])
    with database.write() as session:
        reject(session, proposal_id, by=editors[1], note="It is called Detox", now=LATER)

    with pytest.raises(ProposalRefusedError, match="not waiting"), database.write() as session:
        approve(session, proposal_id, by=editors[1], note="", now=LATER)
    with database.read() as session:
        assert value_of(session, service_id, Field.NAME) == "Detox"


def test_a_field_that_changed_meanwhile_is_left_alone(database: Database, editors: Editors, service_id: UUID) -> None:
    first = offered(database, service_id, Field.NAME, "Detox one", editors[0])
    second = offered(database, service_id, Field.NAME, "Detox two", editors[0])
    with database.write() as session:
        approve(session, first, by=editors[1], note="", now=LATER)

    with pytest.raises(ProposalRefusedError, match="has changed since"), database.write() as session:
        approve(session, second, by=editors[1], note="", now=LATER)
    with database.read() as session:
        assert value_of(session, service_id, Field.NAME) == "Detox one"


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        (Field.PHONE, "617-123-4567", "Phone: no such phone number"),
        (Field.NAME, "Detox", "already"),
        (Field.STATUS, "active", "already"),
    ],
)
def test_what_could_never_be_approved_is_refused_at_once(
    database: Database, editors: Editors, service_id: UUID, field: Field, typed: str, reason: str
) -> None:
    with pytest.raises(ProposalRefusedError, match=reason):
        offered(database, service_id, field, typed, editors[0])


def test_a_field_of_no_record_is_refused(database: Database, editors: Editors, service_id: UUID) -> None:
    wrong = [
        Target(Resource.SERVICE, uuid4(), Field.NAME),
        Target(Resource.LOCATION, service_id, Field.ADDRESS),
        Target(Resource.SERVICE, service_id, Field.ADDRESS),
        Target("user", service_id, Field.NAME),
    ]
    for target in wrong:
        with pytest.raises(ProposalRefusedError), database.write() as session:
            propose(session, NewProposal(target, "x", PAGE, editors[0]), now=NOW)


def test_taking_a_change_back_is_a_proposal_too(database: Database, editors: Editors, service_id: UUID) -> None:
    ada, ben = editors
    with database.write() as session:
        approve_now(session, service_id, Field.NAME, "Detox unit", ada, ben)
        change = session.scalars(select(FieldChange)).one()
        proposal_id = propose_revert(session, change, by=ben, note="a mistake", now=LATER)
        assert value_of(session, service_id, Field.NAME) == "Detox unit"
        row = approve(session, proposal_id, by=ada, note="", now=LATER + timedelta(hours=1))

    with database.read() as session:
        changed = last_change(session, field_of(session, service_id, Field.NAME))
        assert value_of(session, service_id, Field.NAME) == "Detox"
        assert changed
        assert changed.last_action_type == "revert"
        assert row.source_url == "https://example.org/source"


def test_what_an_import_wrote_and_people_take_back_is_theirs(
    database: Database, editors: Editors, service_id: UUID
) -> None:
    """As a `revert` the next import would write its own value again."""
    imported = FieldChange(
        resource_type="service", resource_id=service_id, field_name="name", previous_value="Old name",
        replacement_value="Detox", last_action_date=NOW, last_action_type="import",
    )  # fmt: skip
    with database.write() as session:
        session.add(imported)
        session.flush()
        proposal_id = propose_revert(session, imported, by=editors[0], note="theirs is wrong", now=LATER)
        approve(session, proposal_id, by=editors[1], note="", now=LATER)

    with database.read() as session:
        changed = last_change(session, field_of(session, service_id, Field.NAME))
        assert changed
        assert (changed.last_action_type, changed.replacement_value) == ("update", "Old name")


def approve_now(session, service_id, field, typed, proposer, decider):  # type: ignore[no-untyped-def]
    target = field_of(session, service_id, field)
    proposal_id = propose(session, NewProposal(target, typed, PAGE, proposer), now=NOW)
    return approve(session, proposal_id, by=decider, note="", now=LATER)


def test_another_address_leaves_its_point_unknown(database: Database, editors: Editors, service_id: UUID) -> None:
    with database.write() as session:
        approve_now(session, service_id, Field.ADDRESS, "9 New Street, Boston, MA 02119", *editors)

    with database.read() as session:
        location = session.scalars(select(Location)).one()
        fields = {row.field_name for row in history(session, [location.id])}
        assert (location.latitude, location.longitude, location.neighborhood) == (None, None, "")
        assert fields == {"address", "point", "neighborhood"}


def test_a_line_that_is_given_an_address_can_be_walked_to(database: Database, editors: Editors) -> None:
    with database.write() as session:
        line = add_service(session, "line", address_1="", city="", latitude="", longitude="", neighborhood="")
        approve_now(session, line, Field.ADDRESS, "9 New Street, Boston, MA 02119", *editors)

    with database.read() as session:
        assert session.scalars(select(Location.location_type)).one() == "physical"


def test_services_at_one_address_move_together(database: Database, editors: Editors, service_id: UUID) -> None:
    with database.write() as session:
        neighbor = add_service(session, "detox-2", service_name="Shelter", category="shelter")
        approve_now(session, service_id, Field.ADDRESS, "9 New Street, Boston, MA 02119", *editors)

    with database.read() as session:
        assert value_of(session, neighbor, Field.ADDRESS) == "9 New Street, Boston, MA 02119"
        assert {about.last_action_type for about in session.scalars(select(Provenance))} == {"update"}


def test_our_hours_take_the_place_of_a_sources_rules(database: Database, editors: Editors, service_id: UUID) -> None:
    with database.write() as session:
        place = field_of(session, service_id, Field.HOURS).resource_id
        session.query(Schedule).delete()
        for day in ("MO", "TU"):
            row = {"freq": "WEEKLY", "byday": day, "opens_at": "09:00", "closes_at": "17:00"}
            session.add(Schedule(service_at_location_id=place, **row))
        session.flush()
        was = value_of(session, service_id, Field.HOURS)
        approve_now(session, service_id, Field.HOURS, "Mo-Tu 10:00-16:00", *editors)

    with database.read() as session:
        assert "WEEKLY MO 09:00-17:00" in was
        assert session.scalars(select(Schedule.opening_hours)).all() == ["Mo-Tu 10:00-16:00"]


def test_a_service_known_by_name_only_is_shown_once_it_can_be_reached(database: Database, editors: Editors) -> None:
    nothing = dict.fromkeys(("phone", "url", "address_1", "city", "hours", "latitude", "longitude", "neighborhood"), "")
    with database.write() as session:
        named = add_service(session, "named", confidence="name_only", **nothing)
        with pytest.raises(ProposalRefusedError, match="a way to reach it"):
            approve_now(session, named, Field.STATUS, "active", *editors)
        approve_now(session, named, Field.PHONE, "617-534-9150", *editors)
        approve_now(session, named, Field.STATUS, "active", *editors)

    with database.read() as session:
        [listing] = listings(session)["detox"]
        assert (listing.phone, listing.confidence, listing.is_doubtful) == ("617-534-9150", "low", True)
        assert {row.field_name for row in history(session, [named])} == {"phone", "status", "confidence"}


def test_a_service_that_is_shown_keeps_a_way_to_reach_it(database: Database, editors: Editors) -> None:
    only_phone = dict.fromkeys(("url", "address_1", "city", "latitude", "longitude", "neighborhood"), "")
    with database.write() as session:
        line = add_service(session, "line", **only_phone)
        with pytest.raises(ProposalRefusedError, match="a way to reach it"):
            approve_now(session, line, Field.PHONE, "", *editors)
        assert session.get_one(Service, line).status == "active"
