"""Tries to reach a person, and when there have been enough of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from port_queue.errors import ReasonMissingError
from port_queue.hours import BOSTON
from port_queue.journal import Act, audit_act, change_status
from port_queue.models import Attempt, Referral
from port_queue.states import Status

_EVENING_HOUR = 17
_SATURDAY = 5


class Means(StrEnum):
    """How it was tried."""

    CALL = "call"
    TEXT = "text"
    VISIT = "visit"
    LETTER = "letter"


class Tried(Protocol):
    """What the rule needs to know of an attempt; `at` is UTC-aware."""

    @property
    def at(self) -> datetime:
        """Tell when it was."""
        ...


def record_attempt(
    session: Session, referral: Referral, *, means: Means, reached: bool, act: Act, notes: str = ""
) -> Attempt:
    """Write down one try; the first one starts the work.

    Raises MoveRefusedError where the referral stands too early or too late for it, and ReasonMissingError when a
    door is knocked at before any text or call.
    """
    session.refresh(referral, with_for_update=True)
    if means is Means.VISIT and not _called_before(attempts_of(session, referral.id)):
        raise ReasonMissingError("a text or call comes before a visit")
    if referral.status is not Status.IN_PROGRESS:
        change_status(session, referral, Status.IN_PROGRESS, act)
    referral.first_attempt_at = referral.first_attempt_at or act.now
    attempt = Attempt(referral_id=referral.id, at=act.now, by=act.by, means=means, reached=reached, notes=notes)
    session.add(attempt)
    audit_act(session, referral, "attempt", act)
    return attempt


def attempts_of(session: Session, referral_id: UUID) -> Sequence[Attempt]:
    """Return the tries for one referral, oldest first."""
    return session.scalars(select(Attempt).where(Attempt.referral_id == referral_id).order_by(Attempt.at)).all()


def tried_enough(attempts: Sequence[Tried]) -> bool:
    """Tell whether there were at least 3 tries, on at least 2 days, one in an evening or at a weekend (Boston)."""
    local = [attempt.at.astimezone(BOSTON) for attempt in attempts]
    odd_hours = [at for at in local if at.hour >= _EVENING_HOUR or at.weekday() >= _SATURDAY]
    return len(local) >= 3 and len({at.date() for at in local}) >= 2 and bool(odd_hours)


def _called_before(attempts: Sequence[Attempt]) -> bool:
    return any(attempt.means in {Means.CALL, Means.TEXT} for attempt in attempts)
