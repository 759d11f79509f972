"""Providers are asked by text once a month, and answer with one digit; danger and STOP come first."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from uuid import UUID

import pytest
from sqlalchemy import select

from conversations.models import Contact, OutgoingMessage
from conversations.outbox import QuietHours
from conversations.providers import ask_providers
from conversations.sending import SmsSender
from conversations.turn import Road
from portline.worker import jobs
from resources_directory.fields import Field
from resources_directory.models import Confirmation, Proposal
from resources_directory.reports import Channel, open_reports, report, reported_wrong
from resources_directory.trust import Reason
from storage.database import Database
from tests.fixtures.road import MONDAY_10_AM, Text
from tests.fixtures.upkeep import add_service, listing_of, value_of

NUMBER, LISTED = "+16175349150", "617-534-9150"
NO_SENDER = cast("SmsSender", object())
LATER = MONDAY_10_AM + timedelta(hours=2)


@pytest.fixture
def service_id(database: Database) -> UUID:
    with database.write() as session:
        return add_service(session, sms=LISTED, source_date="2025")


@pytest.fixture
def asked(road: Road, database: Database, service_id: UUID) -> None:
    with database.write() as session:
        assert ask_providers(session, copy=road.desk.copy, now=MONDAY_10_AM) == 1


def said(reply: object) -> list[str]:
    return [ref[0] for ref in reply.copy_refs]  # type: ignore[attr-defined]


def queued(database: Database) -> list[str]:
    with database.read() as session:
        rows = session.scalars(select(OutgoingMessage).where(OutgoingMessage.road == "push"))
        return ["\n".join(str(block["text"]) for block in row.blocks) for row in rows]


def answered(database: Database) -> list[str]:
    with database.read() as session:
        return [row.answer for row in session.scalars(select(Confirmation))]


def proposals(database: Database) -> list[tuple[str, str, str]]:
    with database.read() as session:
        rows = session.scalars(select(Proposal))
        return [(row.field_name, row.proposed_value, row.origin) for row in rows]


@pytest.mark.usefixtures("asked")
def test_the_question_names_the_service_its_digits_and_how_to_end(road: Road, database: Database) -> None:
    [words] = queued(database)
    with database.write() as session:
        again = ask_providers(session, copy=road.desk.copy, now=MONDAY_10_AM + timedelta(minutes=1))

    assert "Made-up Health Center" in words
    assert [line[0] for line in words.splitlines()[1:]] == ["1", "2", "3"]
    assert "STOP to end" in words
    assert again == 0


@pytest.mark.usefixtures("asked")
def test_one_says_it_is_still_right(text: Text, database: Database, service_id: UUID) -> None:
    with database.write() as session:
        place = listing_of(session, service_id)
        report(session, place, Reason.TURNED_AWAY, Channel.WEB, now=MONDAY_10_AM)

    assert said(text("1", number=NUMBER, now=LATER))[0] == "provider_thanks"
    assert answered(database) == ["1"]
    with database.read() as session:
        assert value_of(session, service_id, Field.SOURCE_DATE) == "2026-11-23"
        assert list(open_reports(session)) == [place]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("digit", "proposed"),
    [("2", ("opening_hours", "", "provider")), ("3", ("status", "inactive", "provider"))],
)
def test_two_and_three_wait_for_an_editor_and_are_a_doubt_meanwhile(
    text: Text, database: Database, service_id: UUID, digit: str, proposed: tuple[str, str, str]
) -> None:
    assert said(text(digit, number=NUMBER, now=LATER))[0] == "provider_thanks"
    assert proposals(database) == [proposed]
    with database.read() as session:
        assert reported_wrong(session) == {listing_of(session, service_id)}
        assert value_of(session, service_id, Field.STATUS) == "active"
    assert said(text(digit, number=NUMBER, now=LATER))[0] == "digit_nothing"


@pytest.mark.usefixtures("asked")
def test_a_digit_of_anybody_else_is_no_answer(text: Text, database: Database) -> None:
    assert said(text("3", now=LATER))[0] == "digit_nothing"
    assert answered(database) == [""]


@pytest.mark.usefixtures("asked")
def test_what_that_number_was_asked_otherwise_comes_first(text: Text, database: Database) -> None:
    text("please visit my son", number=NUMBER, now=LATER)
    text("2", number=NUMBER, now=LATER)

    assert answered(database) == [""]


@pytest.mark.usefixtures("asked")
def test_danger_from_that_number_is_danger(text: Text, database: Database) -> None:
    assert said(text("my brother is blue and wont wake up", number=NUMBER, now=LATER))[0] == "danger_overdose"
    assert answered(database) == [""]


@pytest.mark.usefixtures("asked")
def test_another_digit_is_asked_again_and_a_late_one_is_nothing(text: Text, database: Database) -> None:
    assert said(text("7", number=NUMBER, now=LATER))[:2] == ["digit_out_of_range", "ask_provider_check"]
    assert said(text("1", number=NUMBER, now=MONDAY_10_AM + timedelta(days=8)))[0] == "digit_nothing"


def test_who_opted_out_is_asked_nothing(road: Road, text: Text, database: Database, service_id: UUID) -> None:
    text("stop", number=NUMBER)
    with database.write() as session:
        assert ask_providers(session, copy=road.desk.copy, now=MONDAY_10_AM) == 0
    assert queued(database) == []


def test_a_number_that_stops_is_not_asked_the_month_after(
    road: Road, text: Text, database: Database, asked: None
) -> None:
    text("stop", number=NUMBER, now=LATER)
    with database.write() as session:
        assert ask_providers(session, copy=road.desk.copy, now=MONDAY_10_AM + timedelta(days=35)) == 0
        assert session.scalars(select(Contact)).one().opted_out_at is not None


def test_nobody_is_asked_at_another_hour_or_unless_it_is_on(road: Road, database: Database, service_id: UUID) -> None:
    with database.write() as session:
        assert ask_providers(session, copy=road.desk.copy, now=LATER) == 0
    assert "ask_providers" not in jobs(road, NO_SENDER, QuietHours())
    assert "ask_providers" not in jobs(road, None, QuietHours(), asks_providers=True)
    jobs(road, NO_SENDER, QuietHours(), asks_providers=True)["ask_providers"](MONDAY_10_AM)
    assert len(queued(database)) == 1
