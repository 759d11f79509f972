"""The one place where a referral's status changes: checks the table, writes the row, audits the act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from port_queue.errors import MoveRefusedError, UnknownReferralError
from port_queue.models import Move, Referral
from port_queue.states import FINAL, HELD, Status, may_move
from storage import audit
from storage.roles import Role


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something, in which role, by which channel, when, and why."""

    by: str
    role: Role
    channel: str
    now: datetime
    reason: str = ""


def locked(session: Session, referral_id: UUID) -> Referral:
    """Read a referral and keep others from changing it until the transaction ends; raises UnknownReferralError."""
    referral = session.get(Referral, referral_id, with_for_update=True, populate_existing=True)
    if referral is None:
        raise UnknownReferralError("no such referral")
    return referral


def change_status(session: Session, referral: Referral, to: Status, act: Act, **also: object) -> None:
    """Move `referral` (read again under a lock), setting the columns `also` with it; raises MoveRefusedError."""
    session.refresh(referral, with_for_update=True)
    start = referral.status
    if not may_move(start, to, act.role):
        raise MoveRefusedError(start, to, act.role)
    referral.status = to
    referral.resume_at = None
    referral.closed_at = act.now if to in FINAL else None
    if to not in HELD | FINAL:
        referral.owner = None
    for column, value in also.items():
        setattr(referral, column, value)
    record_move(session, referral, start, act)


def record_move(session: Session, referral: Referral, start: Status | None, act: Act) -> None:
    """Write the row of a change that has just been made, and its audit entry."""
    session.add(
        Move(
            referral_id=referral.id,
            number=_next_number(session, referral.id),
            at=act.now,
            by=act.by,
            role=act.role,
            from_status=start,
            to_status=referral.status,
            reason=act.reason,
            channel=act.channel,
        )
    )
    audit_act(session, referral, "transition" if start else "create", act)


def audit_act(session: Session, referral: Referral, action: str, act: Act) -> None:
    """Add the audit entry of an act on a referral."""
    audit.record(
        session,
        actor=act.by,
        role=act.role,
        action=action,
        subject_kind="referral",
        subject_id=str(referral.id),
        reason=act.reason,
        now=act.now,
    )


def _next_number(session: Session, referral_id: UUID) -> int:
    last = select(func.max(Move.number)).where(Move.referral_id == referral_id)
    return (session.scalar(last) or 0) + 1
