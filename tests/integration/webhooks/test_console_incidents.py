"""Wrong answers: reported from an alert or from none, settled by a supervisor, counted for evaluators."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from conversations.models import StaffAlert
from staff.codes import IncidentChannel, IncidentKind
from staff.models import Incident
from storage.database import Database
from storage.roles import Role
from tests.fixtures.console import Desk, SitDown, audited
from tests.fixtures.road import MONDAY_10_AM, Text

DANGER = "my friend is not breathing and his lips are blue"
NOTE, CHANGE = "the words were for adults, it was a child", "a rule for children"


@pytest.fixture
def alert_id(text: Text, database: Database) -> UUID:
    text(DANGER)
    with database.read() as session:
        return session.scalars(select(StaffAlert.id)).one()


def recorded(database: Database) -> list[Incident]:
    with database.read() as session:
        return list(session.scalars(select(Incident)))


def report(desk: Desk, alert_id: UUID, **changes: str) -> None:
    form = {"alert": str(alert_id), "kind": "wrong_words", "note": NOTE, **changes}
    assert desk.post("incidents/report", **form).location == "/console/"


def test_a_wrong_answer_is_reported_from_its_alert(sit_down: SitDown, database: Database, alert_id: UUID) -> None:
    desk = sit_down(Role.OPERATOR)
    assert f"/console/incidents/report?alert={alert_id}" in desk.get(f"alerts/{alert_id}").text
    report(desk, alert_id)
    [row] = recorded(database)

    assert (row.alert_id, row.kind, row.channel) == (alert_id, IncidentKind.WRONG_WORDS, IncidentChannel.SMS)
    assert (row.happened_at, row.at, row.by, row.note) == (MONDAY_10_AM, MONDAY_10_AM, desk.user_id, NOTE)
    assert audited(database, row.id) == [(str(desk.user_id), "create:wrong_words")]
    assert "1 recorded about this alert" in desk.get(f"alerts/{alert_id}").text


def test_a_missed_danger_is_reported_without_an_alert(sit_down: SitDown, database: Database) -> None:
    desk = sit_down(Role.ADVOCATE)
    page = desk.get("incidents/report").text
    desk.post("incidents/report", kind="missed_danger", happened="2026-11-23T09:15", channel="web", note=NOTE)
    [row] = recorded(database)

    assert '<option value="missed_danger" selected>' in page
    assert "/console/incidents/report" in desk.get().text
    assert (row.alert_id, row.channel) == (None, IncidentChannel.WEB)
    assert row.happened_at == datetime(2026, 11, 23, 14, 15, tzinfo=UTC)


REFUSALS = [
    ({"kind": ""}, "What was wrong: please choose one"),
    ({"kind": "other", "note": " "}, "In your words: please fill this in"),
    ({"happened": ""}, "When it happened: please give a day and a time"),
    ({"happened": "2026-11-23T10:01"}, "When it happened lies ahead of us"),
    ({"channel": "pigeon"}, "Where they wrote: please choose one"),
]


@pytest.mark.parametrize(("change", "words"), REFUSALS)
def test_a_refused_report_says_why_and_keeps_the_form(
    sit_down: SitDown, database: Database, change: dict[str, str], words: str
) -> None:
    usual = {"kind": "missed_danger", "happened": "2026-11-23T09:15", "channel": "web", "note": NOTE}
    answer = sit_down(Role.OPERATOR).post("incidents/report", **{**usual, **change})

    assert answer.status_code == 422
    assert words in answer.text
    assert change.get("note", NOTE) in answer.text
    assert recorded(database) == []


@pytest.mark.parametrize("alert", ["not-an-id", "6f1c4d1e-4a3e-4bb8-9d8e-0a4c3f1f9b11"])
def test_an_alert_that_is_not_there_cannot_be_reported(sit_down: SitDown, alert: str) -> None:
    desk = sit_down(Role.OPERATOR)

    assert desk.get(f"incidents/report?alert={alert}").status_code == 404
    assert desk.post("incidents/report", alert=alert, kind="too_late").status_code == 404


def test_a_supervisor_settles_it_with_what_was_changed(sit_down: SitDown, database: Database, alert_id: UUID) -> None:
    report(sit_down(Role.OPERATOR), alert_id)
    lead, [row] = sit_down(Role.SUPERVISOR), recorded(database)
    note = lead.get(f"incidents/{row.id}").text
    refused = lead.post(f"incidents/{row.id}/settle", change=" ")
    answers = [lead.post(f"incidents/{row.id}/settle", change=CHANGE) for _ in range(2)]
    [settled] = recorded(database)

    assert NOTE in note
    assert [refused.status_code, *(answer.status_code for answer in answers)] == [422, 303, 422]
    assert (settled.settled_at, settled.settled_by, settled.change) == (MONDAY_10_AM, lead.user_id, CHANGE)
    acts = [action for _, action in audited(database, row.id)]
    assert acts == ["create:wrong_words", "view", "view", "settle", "view"]
    assert CHANGE in lead.get(f"incidents/{row.id}").text


def test_an_evaluator_sees_counts_and_no_note_nor_any_single_one(
    sit_down: SitDown, database: Database, alert_id: UUID
) -> None:
    report(sit_down(Role.OPERATOR), alert_id)
    evaluator, [row] = sit_down(Role.EVALUATOR), recorded(database)
    page = evaluator.get("incidents/").text

    assert '<th scope="row">Wrong words</th><td>1</td><td>0</td>' in page
    assert not any(hidden in page for hidden in (NOTE, str(row.id), "Happened"))
    assert evaluator.get(f"incidents/{row.id}").status_code == 403
    assert audited(database, "incidents") == [(str(evaluator.user_id), "list")]


def test_a_list_of_them_tells_no_note(sit_down: SitDown, database: Database, alert_id: UUID) -> None:
    report(sit_down(Role.OPERATOR), alert_id)
    page = sit_down(Role.SUPERVISOR).get("incidents/").text

    assert f"/console/incidents/{recorded(database)[0].id}" in page
    assert NOTE not in page


def test_an_incident_that_is_not_there_is_not_found(sit_down: SitDown) -> None:
    lead, nobodys = sit_down(Role.SUPERVISOR), uuid4()

    assert lead.get(f"incidents/{nobodys}").status_code == 404
    assert lead.post(f"incidents/{nobodys}/settle", change=CHANGE).status_code == 404
