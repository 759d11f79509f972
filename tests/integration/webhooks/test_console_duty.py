"""The roster on the console: read by whoever opens alerts, written by a supervisor, audited."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from staff.models import Shift
from storage.database import Database
from storage.roles import Role
from tests.fixtures.console import At, Desk, SitDown, audited
from tests.fixtures.duty import FIRST_NUMBER, put_on_duty
from tests.fixtures.road import MONDAY_10_AM


def shifts(database: Database) -> list[Shift]:
    with database.read() as session:
        return list(session.scalars(select(Shift)))


def form(who: UUID, **changes: str) -> dict[str, str]:
    usual = {"starts": "2026-11-23T08:00", "ends": "2026-11-23T20:00", "order": "1", "number": "617-555-0171"}
    return {"person": str(who), **usual, **changes}


def test_a_supervisor_puts_somebody_on_duty_and_others_see_it_without_the_number(
    sit_down: SitDown, database: Database
) -> None:
    lead, operator = sit_down(Role.SUPERVISOR), sit_down(Role.OPERATOR)
    answer = lead.post("duty/add", **form(operator.user_id))
    [shift], page = shifts(database), operator.get("duty/").text

    assert answer.location == "/console/duty/"
    assert (shift.user_id, shift.order, shift.number) == (operator.user_id, 1, FIRST_NUMBER)
    assert (shift.starts_at, shift.ends_at) == (
        datetime(2026, 11, 23, 13, tzinfo=UTC),
        datetime(2026, 11, 24, 1, tzinfo=UTC),
    )
    assert operator.username in page
    assert "First contact" in page
    assert "Is texted" in page
    assert "Add a shift" not in page
    assert not any(number in page + lead.get("duty/").text for number in (FIRST_NUMBER, "617-555-0171"))
    assert audited(database, shift.id) == [(str(lead.user_id), "create")]


REFUSALS = [
    ({"person": ""}, "Who: please choose one"),
    ({"order": "3"}, "Which contact: please choose one"),
    ({"starts": "tomorrow"}, "From: please give a day and a time"),
    ({"ends": "2026-11-23T07:00"}, "A shift ends after it starts"),
    ({"number": "12"}, "This is not a phone number we can text"),
]


@pytest.mark.parametrize(("change", "words"), REFUSALS)
def test_a_refused_shift_says_why_and_keeps_the_form(
    sit_down: SitDown, database: Database, change: dict[str, str], words: str
) -> None:
    lead = sit_down(Role.SUPERVISOR)
    answer = lead.post("duty/add", **form(lead.user_id, **change))

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="2026-11-23T' in answer.text
    assert shifts(database) == []


def end(desk: Desk, shift_id: UUID) -> str:
    """Press the button, and return the page it leads to."""
    return desk.client.get(desk.post(f"duty/{shift_id}/end").location).text


def test_a_shift_is_ended_once(sit_down: SitDown, database: Database, at: At) -> None:
    lead = sit_down(Role.SUPERVISOR)
    shift_id = put_on_duty(database, lead.user_id)
    said = [end(lead, each) for each in (shift_id, shift_id, uuid4())]

    assert ["The shift has ended." in page for page in said] == [True, False, False]
    assert ["This shift was over already." in page for page in said] == [False, True, True]
    assert [shift.ends_at for shift in shifts(database)] == [MONDAY_10_AM]
    assert "Nobody is on duty now" in lead.get("duty/").text
    assert [action for _, action in audited(database, shift_id)] == ["end", "end_late"]
