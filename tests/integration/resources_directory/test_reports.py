"""What people say is wrong makes a listing one to call first, until an editor has looked into it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from resources_directory.catalogue import read_catalogue
from resources_directory.fields import Field
from resources_directory.models import ListingReport, Service
from resources_directory.proposals import BY_PROVIDER, NewProposal, propose, reject
from resources_directory.reports import (
    Channel,
    UnknownListingError,
    open_reports,
    report,
    reported_wrong,
    settle_reports,
)
from resources_directory.revision import current
from resources_directory.search import Search, look_up
from resources_directory.trust import Reason
from staff import Role, add_user
from storage.database import Database
from tests.fixtures.upkeep import NOW, SEEDED_AT, add_service, field_of, listing_of

DAY = timedelta(days=1)


@pytest.fixture
def service_id(database: Database) -> UUID:
    with database.write() as session:
        return add_service(session, source_date="2026-11-20")


@pytest.fixture
def editor(database: Database) -> UUID:
    with database.write() as session:
        return add_user(session, username="ada", password="a long enough pass phrase", role=Role.EDITOR, now=SEEDED_AT)


def call_first(database: Database) -> bool:
    with database.read() as session:
        [card] = look_up(read_catalogue(session, NOW), Search("detox", None, NOW)).cards
        return card.call_first


def test_one_report_of_wrong_hours_changes_nothing_and_another_day_does(database: Database, service_id: UUID) -> None:
    with database.write() as session:
        place = listing_of(session, service_id)
        report(session, place, Reason.HOURS, Channel.SMS, now=NOW)
        report(session, place, Reason.PHONE, Channel.WEB, now=NOW)
    assert not call_first(database)

    with database.write() as session:
        before = current(session)
        report(session, place, Reason.HOURS, Channel.SMS, now=NOW + DAY)
        assert current(session) == before + 1
        assert reported_wrong(session) == {place}
    assert call_first(database)


def test_a_closed_door_is_said_at_once_and_until_it_was_looked_into(
    database: Database, service_id: UUID, editor: UUID
) -> None:
    with database.write() as session:
        place = listing_of(session, service_id)
        report(session, place, Reason.TURNED_AWAY, Channel.OPERATOR, now=NOW)
    assert call_first(database)

    with database.write() as session:
        before = current(session)
        assert settle_reports(session, [place], by=editor, now=NOW + DAY) == 1
        assert settle_reports(session, [place], by=editor, now=NOW + DAY) == 0
        assert current(session) == before + 1
        assert open_reports(session) == {}
    assert not call_first(database)


def test_the_same_again_on_one_day_is_kept_once(database: Database, service_id: UUID) -> None:
    with database.write() as session:
        place = listing_of(session, service_id)
        told = [report(session, place, Reason.HOURS, Channel.WEB, now=NOW + timedelta(minutes=n)) for n in range(5)]
        count = session.scalar(select(func.count()).select_from(ListingReport))

    assert told == [True, False, False, False, False]
    assert count == 1


def test_what_people_are_not_shown_cannot_be_reported(database: Database, service_id: UUID) -> None:
    with database.write() as session:
        place = listing_of(session, service_id)
        session.get_one(Service, service_id).status = "inactive"
        named = listing_of(session, add_service(session, "named", confidence="name_only", address_1="7 Elm Street"))
        for unseen in (place, named, uuid4()):
            with pytest.raises(UnknownListingError):
                report(session, unseen, Reason.CLOSED, Channel.WEB, now=NOW)


def test_nothing_tells_who_reported(database: Database) -> None:
    assert set(ListingReport.__table__.columns.keys()) == {
        "id", "service_at_location_id", "reason", "channel", "at", "state", "settled_by", "settled_at",
    }  # fmt: skip


@pytest.mark.parametrize(("field", "value"), [(Field.HOURS, ""), (Field.STATUS, "inactive")])
def test_what_a_provider_says_is_a_doubt_until_it_is_decided(
    database: Database, service_id: UUID, editor: UUID, field: Field, value: str
) -> None:
    with database.write() as session:
        new = NewProposal(field_of(session, service_id, field), value, "by text", None, origin=BY_PROVIDER)
        proposal_id, before = propose(session, new, now=NOW), current(session)
        assert reported_wrong(session) == {listing_of(session, service_id)}
    assert call_first(database)

    with database.write() as session:
        reject(session, proposal_id, by=editor, note="they meant another one", now=NOW)
        assert current(session) == before + 1
        assert reported_wrong(session) == frozenset()
