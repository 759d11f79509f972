"""The roster: who is on duty for danger alerts, as first or second contact, and where they are texted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.private_answers import parse_phone
from staff.codes import ContactOrder
from staff.models import Shift, User
from storage.roles import Role

#: Who may open an alert, and so who may be on duty for it (contracts.md section 6).
ALERT_READERS = (Role.OPERATOR, Role.ADVOCATE, Role.SUPERVISOR)
#: A shift longer than this is a slip of the pen.
LONGEST = timedelta(days=7)


class ShiftRefusedError(ValueError):
    """The shift cannot stand like this; the message says why and repeats nothing typed."""


@dataclass(frozen=True, slots=True)
class NewShift:
    """A shift to add; `number` as somebody types it, "" for who watches the console instead."""

    user_id: UUID
    starts_at: datetime
    ends_at: datetime
    order: ContactOrder
    number: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Duty:
    """One shift as it is listed; the number itself stays closed."""

    shift_id: UUID
    user_id: UUID
    username: str
    order: ContactOrder
    starts_at: datetime
    ends_at: datetime
    has_number: bool

    def is_on(self, now: datetime) -> bool:
        """Tell whether this person is on duty at `now`."""
        return self.starts_at <= now < self.ends_at


def add_shift(session: Session, new: NewShift, *, now: datetime) -> UUID:
    """Add a shift and return its id; raises ShiftRefusedError.  The caller audits it."""
    _check_time(new, now)
    _check_person(session, new)
    row = Shift(
        id=uuid4(),
        user_id=new.user_id,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        order=new.order,
        number=_read_number(new.number),
    )
    session.add(row)
    session.flush()
    return row.id


def end_shift(session: Session, shift_id: UUID, *, now: datetime) -> bool:
    """End a shift now, or before it starts; False when it is over already, or there is none.  The caller audits it."""
    row = session.get(Shift, shift_id, with_for_update=True)
    if row is None or row.ends_at <= now:
        return False
    row.ends_at = max(now, row.starts_at)
    return True


def on_duty(session: Session, now: datetime, *, hold: bool = False) -> Sequence[Shift]:
    """Return the shifts that are on, of people who can sign in; `hold` keeps others from planning at the same time."""
    shifts = select(Shift).join(User, User.id == Shift.user_id).where(User.active, User.role.in_(ALERT_READERS))
    is_on = shifts.where(Shift.starts_at <= now, Shift.ends_at > now).order_by(Shift.order, Shift.id)
    return session.scalars(is_on.with_for_update(of=Shift) if hold else is_on).all()


def roster(session: Session, now: datetime) -> list[Duty]:
    """List the shifts that are on or to come, the earliest first."""
    ahead = select(Shift, User.username).join(User, User.id == Shift.user_id)
    ahead = ahead.where(Shift.ends_at > now, Shift.ends_at > Shift.starts_at).order_by(Shift.starts_at, Shift.order)
    return [_duty(row, username) for row, username in session.execute(ahead)]


def shift_start(session: Session, user_id: UUID, now: datetime) -> datetime | None:
    """Return when this person's shift began, or None when they are not on duty."""
    return next((shift.starts_at for shift in on_duty(session, now) if shift.user_id == user_id), None)


def _duty(row: Shift, username: str) -> Duty:
    return Duty(
        row.id, row.user_id, username, ContactOrder(row.order), row.starts_at, row.ends_at, row.number is not None
    )


def _check_time(new: NewShift, now: datetime) -> None:
    if new.ends_at <= new.starts_at:
        raise ShiftRefusedError("A shift ends after it starts")
    if new.ends_at <= now:
        raise ShiftRefusedError("This shift is over already")
    if new.ends_at - new.starts_at > LONGEST:
        raise ShiftRefusedError(f"A shift is at most {LONGEST.days} days long")


def _check_person(session: Session, new: NewShift) -> None:
    """Refuse somebody who could not open an alert, or who is on the roster at that time; their row is held."""
    user = session.get(User, new.user_id, with_for_update=True)
    if user is None or not user.active:
        raise ShiftRefusedError("There is no such person, or they can no longer sign in")
    if user.role not in ALERT_READERS:
        raise ShiftRefusedError("This person's role does not open alerts")
    overlap = select(Shift.id).where(Shift.user_id == user.id, Shift.ends_at > new.starts_at)
    overlap = overlap.where(Shift.starts_at < new.ends_at, Shift.ends_at > Shift.starts_at)
    if session.scalars(overlap.limit(1)).first() is not None:
        raise ShiftRefusedError("This person is on the roster at that time already")


def _read_number(typed: str) -> str | None:
    """Read a US number as E.164; a shift may have none."""
    if not typed.strip():
        return None
    number = parse_phone(typed)
    if number is None:
        raise ShiftRefusedError("This is not a phone number we can text. Write it as 617-555-0123")
    return number
