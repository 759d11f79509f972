"""Wrong answers: recorded by anybody who saw one, settled once, counted without a word."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from staff.codes import IncidentKind
from staff.incidents import (
    IncidentRefusedError,
    NewIncident,
    Tally,
    count_about,
    find,
    incidents,
    report,
    settle,
    tally,
)
from storage.database import Database
from tests.fixtures.duty import add_person
from tests.fixtures.road import MONDAY_10_AM

NOTE, CHANGE = "said blue lips, was told of detox", "a rule for lips"


@pytest.fixture
def ann(database: Database) -> UUID:
    return add_person(database, "ann")


def record(database: Database, by: UUID, kind: IncidentKind = IncidentKind.MISSED_DANGER, **more: object) -> UUID:
    with database.write() as session:
        new = NewIncident(kind, MONDAY_10_AM, by, note=NOTE, **more)  # type: ignore[arg-type]
        return report(session, new, now=MONDAY_10_AM + timedelta(hours=1))


def test_a_note_is_encrypted_and_read_back(database: Database, ann: UUID) -> None:
    incident_id = record(database, ann)

    with database.read() as session:
        found = find(session, incident_id)
        assert found is not None
        assert (found.note, found.by, found.settled_at) == (NOTE, ann, None)
        assert NOTE.encode() not in bytes(session.scalar(text("SELECT note FROM incidents")))


def test_an_incident_is_settled_once_with_what_was_changed(database: Database, ann: UUID) -> None:
    incident_id = record(database, ann)
    with database.write() as session:
        settle(session, incident_id, by=ann, change=CHANGE, now=MONDAY_10_AM)

    for unsettled in (incident_id, uuid4()):
        with pytest.raises(IncidentRefusedError, match="settled already"), database.write() as session:
            settle(session, unsettled, by=ann, change="again", now=MONDAY_10_AM)
    with database.read() as session:
        assert [row.change for row in incidents(session)] == [CHANGE]


def test_what_lies_ahead_has_not_happened(database: Database, ann: UUID) -> None:
    new = NewIncident(IncidentKind.OTHER, MONDAY_10_AM + timedelta(minutes=1), ann)

    with pytest.raises(IncidentRefusedError, match="lies ahead"), database.write() as session:
        report(session, new, now=MONDAY_10_AM)


def test_open_ones_come_first_and_every_kind_is_counted(database: Database, ann: UUID) -> None:
    alert_id = uuid4()
    settled = record(database, ann, IncidentKind.FALSE_ALARM, alert_id=alert_id)
    still_open = record(database, ann, IncidentKind.FALSE_ALARM)
    with database.write() as session:
        settle(session, settled, by=ann, change=CHANGE, now=MONDAY_10_AM)

    with database.read() as session:
        assert [row.id for row in incidents(session)] == [still_open, settled]
        assert tally(session) == {kind: Tally() for kind in IncidentKind} | {IncidentKind.FALSE_ALARM: Tally(1, 1)}
        assert [count_about(session, each) for each in (alert_id, uuid4())] == [1, 0]
