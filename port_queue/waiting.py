"""The queue as a list: where each open referral stands against its clocks, and nothing of who it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from port_queue.claims import URGENCY
from port_queue.clocks import (
    DEFAULT_CLOCKS,
    Clocks,
    Light,
    first_attempt_due,
    first_attempt_light,
    overdue_minutes,
    promise,
)
from port_queue.codes import Kind
from port_queue.hours import DEFAULT_HOURS, TeamHours
from port_queue.models import Attempt, Referral
from port_queue.states import OPEN, Status


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One open referral in the list; minutes are whole, instants UTC, None means not due."""

    id: UUID
    kind: Kind
    status: Status
    neighborhood: str | None
    language: str
    severity: int
    owner: str | None
    attempts: int
    opened_at: datetime
    waiting_minutes: int
    ack_due_at: datetime | None
    ack_overdue_minutes: int
    first_attempt_due_at: datetime | None
    first_attempt_light: Light
    resume_at: datetime | None

    @property
    def is_urgent(self) -> bool:
        """Tell whether the person told us of any danger when asking."""
        return self.severity > 0


_attempts = select(func.count()).select_from(Attempt).where(Attempt.referral_id == Referral.id).scalar_subquery()
_listed = select(
    Referral.id,
    Referral.kind,
    Referral.status,
    Referral.neighborhood,
    Referral.language,
    Referral.severity,
    Referral.owner,
    Referral.opened_at,
    Referral.first_attempt_at,
    Referral.resume_at,
    _attempts.label("attempts"),
)


def waiting(
    session: Session, now: datetime, *, clocks: Clocks = DEFAULT_CLOCKS, hours: TeamHours = DEFAULT_HOURS
) -> list[QueueRow]:
    """Return every open referral, the most urgent first."""
    rows = session.execute(_listed.where(Referral.status.in_(OPEN)).order_by(*URGENCY))
    return [_queue_row(row, now, clocks, hours) for row in rows]


def _queue_row(row: Row[*tuple[Any, ...]], now: datetime, clocks: Clocks, hours: TeamHours) -> QueueRow:
    unanswered = row.status is Status.REQUESTED
    ack_due_at = promise(row.kind, row.opened_at, hours, clocks).by if unanswered else None
    return QueueRow(
        id=row.id,
        kind=row.kind,
        status=row.status,
        neighborhood=row.neighborhood,
        language=row.language,
        severity=row.severity,
        owner=row.owner,
        attempts=row.attempts,
        opened_at=row.opened_at,
        waiting_minutes=overdue_minutes(row.opened_at, now),
        ack_due_at=ack_due_at,
        ack_overdue_minutes=overdue_minutes(ack_due_at, now),
        first_attempt_due_at=None if row.first_attempt_at else first_attempt_due(row.opened_at, clocks),
        first_attempt_light=first_attempt_light(row.opened_at, row.first_attempt_at, now, clocks),
        resume_at=row.resume_at,
    )
