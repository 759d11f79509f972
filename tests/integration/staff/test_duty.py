"""The roster: who may be on it, when, and what is refused in plain words."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from staff.codes import ContactOrder
from staff.duty import NewShift, ShiftRefusedError, add_shift, end_shift, on_duty, roster, shift_start
from staff.models import Shift, User
from storage.database import Database
from storage.roles import STAFF_ROLES, Role
from tests.fixtures.duty import FIRST_NUMBER, add_person, put_on_duty
from tests.fixtures.road import MONDAY_10_AM

HOUR = timedelta(hours=1)


@pytest.fixture
def ann(database: Database) -> UUID:
    return add_person(database, "ann")


def add(database: Database, user_id: UUID, *, starts: float = 0, lasts: float = 8, number: str = "") -> UUID:
    """Add a shift that starts so many hours after Monday 10 am."""
    starts_at = MONDAY_10_AM + starts * HOUR
    new = NewShift(user_id, starts_at, starts_at + lasts * HOUR, ContactOrder.FIRST, number)
    with database.write() as session:
        return add_shift(session, new, now=MONDAY_10_AM)


def on(database: Database, hours: float) -> list[UUID]:
    with database.read() as session:
        return [shift.user_id for shift in on_duty(session, MONDAY_10_AM + hours * HOUR)]


def test_somebody_is_on_duty_from_the_start_until_before_the_end(database: Database, ann: UUID) -> None:
    add(database, ann, starts=1, lasts=2)

    assert [on(database, hours) for hours in (0.9, 1, 2.9, 3)] == [[], [ann], [ann], []]
    with database.read() as session:
        assert shift_start(session, ann, MONDAY_10_AM + 2 * HOUR) == MONDAY_10_AM + HOUR
        assert shift_start(session, ann, MONDAY_10_AM) is None


@pytest.mark.parametrize("typed", ["617-555-0171", "(617) 555 0171", "+1 617 555 0171"])
def test_a_number_is_kept_encrypted_in_one_form(database: Database, ann: UUID, typed: str) -> None:
    add(database, ann, number=typed)

    with database.read() as session:
        assert session.scalars(select(Shift.number)).one() == FIRST_NUMBER
        assert FIRST_NUMBER.encode() not in bytes(session.scalar(text("SELECT number FROM duty_shifts")))
        assert [duty.has_number for duty in roster(session, MONDAY_10_AM)] == [True]


REFUSALS = [
    pytest.param({"lasts": 0}, "ends after it starts", id="no time"),
    pytest.param({"starts": -9}, "over already", id="in the past"),
    pytest.param({"lasts": 24 * 7 + 1}, "at most 7 days", id="a slip of the pen"),
    pytest.param({"number": "555"}, "not a phone number", id="no number"),
]


@pytest.mark.parametrize(("change", "words"), REFUSALS)
def test_a_shift_that_cannot_be_meant_is_refused(
    database: Database, ann: UUID, change: dict[str, float], words: str
) -> None:
    with pytest.raises(ShiftRefusedError, match=words):
        add(database, ann, **change)  # type: ignore[arg-type]

    assert on(database, 1) == []


def test_nobody_is_on_the_roster_twice_at_one_time(database: Database, ann: UUID) -> None:
    add(database, ann)
    add(database, ann, starts=8)

    with pytest.raises(ShiftRefusedError, match="already"):
        add(database, ann, starts=7.5, lasts=1)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - {Role.OPERATOR, Role.ADVOCATE, Role.SUPERVISOR}))
def test_a_role_that_opens_no_alert_is_not_put_on_duty(database: Database, role: Role) -> None:
    with pytest.raises(ShiftRefusedError, match="does not open alerts"):
        add(database, add_person(database, "someone", role))


def test_nobody_unknown_or_gone_is_put_on_duty(database: Database, ann: UUID) -> None:
    with database.write() as session:
        session.get_one(User, ann).active = False

    for user_id in (ann, uuid4()):
        with pytest.raises(ShiftRefusedError, match="no such person"):
            add(database, user_id)


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.EDITOR}])
def test_whoever_loses_their_account_or_role_is_off_duty(
    database: Database, ann: UUID, change: dict[str, object]
) -> None:
    put_on_duty(database, ann)
    with database.write() as session:
        for name, value in change.items():
            setattr(session.get_one(User, ann), name, value)

    assert on(database, 0) == []


def test_a_shift_ends_early_or_never_begins_and_only_once(database: Database, ann: UUID) -> None:
    running, planned = add(database, ann), add(database, ann, starts=20)
    with database.write() as session:
        ended = [end_shift(session, shift_id, now=MONDAY_10_AM + HOUR) for shift_id in (running, planned, running)]

    assert ended == [True, True, False]
    assert [on(database, hours) for hours in (0.5, 1, 21)] == [[ann], [], []]
    with database.read() as session:
        assert roster(session, MONDAY_10_AM + HOUR) == []
    with database.write() as session:
        assert not end_shift(session, uuid4(), now=MONDAY_10_AM)
