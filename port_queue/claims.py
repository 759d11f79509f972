"""Who works on what: the worker gets "next", a supervisor may assign."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from port_queue.errors import MoveRefusedError
from port_queue.journal import Act, audit_act, change_status, record_move
from port_queue.models import Referral
from port_queue.states import HELD, Status, may_move
from storage.roles import Role

#: The most urgent first, then who has waited longest; the id only settles ties.
URGENCY = (Referral.severity.desc(), Referral.opened_at, Referral.id)


def claim_next(
    session: Session, *, worker: str, now: datetime, role: Role = Role.ADVOCATE, channel: str = "console"
) -> Referral | None:
    """Give `worker` the most urgent open referral, or None; safe to call at once by many."""
    if not may_move(Status.REQUESTED, Status.ACCEPTED, role):
        raise MoveRefusedError(Status.REQUESTED, Status.ACCEPTED, role)
    most_urgent = (
        select(Referral.id)
        .where(Referral.status == Status.REQUESTED)
        .order_by(*URGENCY)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    claim = update(Referral).where(Referral.id == most_urgent, Referral.status == Status.REQUESTED)
    taken = claim.values(
        status=Status.ACCEPTED, owner=worker, accepted_at=func.coalesce(Referral.accepted_at, now)
    ).returning(Referral)
    referral = session.scalars(
        taken, execution_options={"synchronize_session": False, "populate_existing": True}
    ).first()
    if referral is not None:
        record_move(session, referral, Status.REQUESTED, Act(worker, role, channel, now))
    return referral


def assign(session: Session, referral: Referral, worker: str, act: Act) -> None:
    """Give a referral to `worker`, also when somebody else holds it; raises MoveRefusedError."""
    session.refresh(referral, with_for_update=True)
    if referral.status not in HELD:
        accepted_at = referral.accepted_at or act.now
        change_status(session, referral, Status.ACCEPTED, act, owner=worker, accepted_at=accepted_at)
    elif act.role is not Role.SUPERVISOR:
        raise MoveRefusedError(referral.status, referral.status, act.role)
    referral.owner = worker
    audit_act(session, referral, "assign", act)
