"""What one editor keeps alone: still as listed, beds free now; and the list of whom to call."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from resources_directory.call_list import reasons
from resources_directory.call_rows import call_list
from resources_directory.checked import CountRefusedError, confirm, set_beds
from resources_directory.field_history import Act, history
from resources_directory.fields import Field
from resources_directory.models import Proposal, Provenance, ServiceCapacity
from resources_directory.proposals import BY_IMPORT, NewProposal, propose
from resources_directory.reports import Channel, open_reports, report
from resources_directory.revision import current
from resources_directory.trust import Reason, beds
from staff import Role, add_user
from storage.database import Database
from tests.fixtures.upkeep import NOW, SEEDED_AT, add_service, field_of, listing_of

TODAY = date(2026, 11, 23)


@pytest.fixture
def service_id(database: Database) -> UUID:
    with database.write() as session:
        return add_service(session, source_date="2025")


@pytest.fixture
def act(database: Database) -> Act:
    with database.write() as session:
        ada = add_user(session, username="ada", password="a long enough pass phrase", role=Role.EDITOR, now=SEEDED_AT)
    return Act(ada, NOW, "by phone on 2026-11-23")


def test_a_call_that_found_all_as_listed_dates_it_today(database: Database, service_id: UUID, act: Act) -> None:
    with database.write() as session:
        report(session, listing_of(session, service_id), Reason.CLOSED, Channel.WEB, now=NOW - timedelta(days=1))
        before = current(session)
        confirm(session, service_id, act)

    with database.read() as session:
        [change] = history(session, [service_id])
        about = session.scalars(select(Provenance)).one()
        assert (change.field_name, change.previous_value) == ("checked_on", "2025")
        assert change.replacement_value == "2026-11-23"
        assert (change.updated_by, change.source_url, change.last_action_type) == (act.by, act.source, "update")
        assert (about.source_date, about.last_action_type) == ("2026-11-23", "update")
        assert open_reports(session) == {}
        assert current(session) > before
        assert call_list(session, TODAY) == []


def test_beds_are_counted_anew_and_forgotten_after_twelve_hours(database: Database, service_id: UUID, act: Act) -> None:
    later = Act(act.by, NOW + timedelta(hours=6), act.source)
    with database.write() as session:
        set_beds(session, service_id, 3, 20, act)
        set_beds(session, service_id, 0, None, later)

    with database.read() as session:
        counted = session.scalars(select(ServiceCapacity)).one()
        assert (counted.available, counted.maximum, counted.unit) == (0, None, "bed")
        assert beds(counted, NOW + timedelta(hours=17)) == 0
        assert beds(counted, NOW + timedelta(hours=19)) is None
        assert [change.replacement_value for change in history(session, [service_id])] == ["0", "3"]


@pytest.mark.parametrize(("available", "maximum"), [(-1, None), (501, None), (5, 4)])
def test_a_number_of_beds_that_cannot_be_is_refused(
    database: Database, service_id: UUID, act: Act, available: int, maximum: int | None
) -> None:
    with pytest.raises(CountRefusedError), database.write() as session:
        set_beds(session, service_id, available, maximum, act)


def test_the_call_list_holds_what_the_tables_say(database: Database, service_id: UUID) -> None:
    with database.write() as session:
        place = listing_of(session, service_id)
        report(session, place, Reason.HOURS, Channel.SMS, now=NOW)
        new = NewProposal(field_of(session, service_id, Field.PHONE), "617-534-9199", "https://example.org", None)
        propose(session, NewProposal(new.target, new.typed, new.source, None, origin=BY_IMPORT), now=NOW)
        add_service(session, "fresh", source_date="2026-11-01", address_1="3 Elm Street")
        add_service(session, "held", source_date="2001", confidence="name_only", address_1="4 Elm Street")
        add_service(session, "bare", source_date="", phone="", sms="", hours="", address_1="5 Elm Street")

    with database.read() as session:
        first, second = call_list(session, TODAY)
        assert (first.service_id, first.phone, first.has_hours) == (service_id, "617-534-9150", True)
        assert reasons(first, TODAY) == (
            "people say the hours are wrong (2026-11-23)",
            "a source says otherwise: phone",
            "not checked for over a year",
        )
        assert (second.phone, second.has_hours) == ("", False)


def test_a_proposal_of_a_field_nobody_knows_breaks_no_page(database: Database, service_id: UUID) -> None:
    with database.write() as session:
        session.add(
            Proposal(
                resource_type="service", resource_id=service_id, field_name="assured_date", origin=BY_IMPORT,
                proposed_at=NOW, state="open",
            )
        )  # fmt: skip

    with database.read() as session:
        assert [check.differs for check in call_list(session, TODAY)] == [()]
