"""Every pair of states, row by row: who may move a referral, and that a final state is never left."""

from __future__ import annotations

import pytest

from port_queue.states import FINAL, OPEN, Status, may_move, next_moves
from storage.roles import Role
from tests.fixtures.tables import for_each

TEAM = {"advocate", "supervisor"}
FIELD = TEAM | {"bfd_eap", "ems"}
CLERK = TEAM | {"operator"}
PERSON = {"person"}
NOBODY: set[str] = set()

#: Rows from, columns to, as contracts.md section 4 tells the story; who may make the move.
ALLOWED = {
    "consent_pending": {
        "requested": FIELD | PERSON,
        "unable": TEAM,
        "declined": PERSON,
        "withdrawn": PERSON,
        "rejected": TEAM,
        "error": CLERK,
    },
    "requested": {"accepted": TEAM, "declined": PERSON, "withdrawn": PERSON, "rejected": TEAM, "error": CLERK},
    "accepted": {
        "requested": TEAM,
        "in_progress": FIELD,
        "on_hold": TEAM,
        "unable": TEAM,
        "declined": PERSON,
        "withdrawn": PERSON,
        "rejected": TEAM,
        "error": TEAM,
    },
    "in_progress": {
        "requested": {"supervisor"},
        "on_hold": TEAM,
        "completed": TEAM,
        "unable": TEAM,
        "declined": PERSON,
        "withdrawn": PERSON,
        "rejected": TEAM,
        "error": TEAM,
    },
    "on_hold": {
        "accepted": TEAM | {"system"},
        "in_progress": FIELD,
        "unable": TEAM,
        "declined": PERSON,
        "withdrawn": PERSON,
        "rejected": TEAM,
        "error": TEAM,
    },
}


@for_each("start", Status)
@for_each("to", Status)
def test_a_move_is_open_to_exactly_the_roles_of_the_table(start: Status, to: Status) -> None:
    allowed = {str(role) for role in Role if may_move(start, to, role)}

    assert allowed == ALLOWED.get(start, {}).get(to, NOBODY)


@pytest.mark.parametrize("start", sorted(FINAL))
def test_a_final_state_is_never_left(start: Status) -> None:
    assert all(next_moves(start, role) == () for role in Role)


@pytest.mark.parametrize("start", sorted(OPEN))
def test_the_person_can_always_take_an_open_request_back_or_say_no(start: Status) -> None:
    assert {Status.WITHDRAWN, Status.DECLINED} <= set(next_moves(start, Role.PERSON))


@for_each("role", sorted(set(Role) - {Role.PERSON}))
def test_only_the_person_can_say_no_for_the_person(role: Role) -> None:
    assert all(Status.DECLINED not in next_moves(start, role) for start in Status)


@pytest.mark.parametrize("role", [Role.BPD, Role.EVALUATOR, Role.EDITOR, Role.ADMIN, Role.PARTNER])
def test_police_evaluators_and_outsiders_move_nothing(role: Role) -> None:
    assert all(next_moves(start, role) == () for start in Status)
