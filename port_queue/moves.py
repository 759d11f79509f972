"""Moving a referral along, closing it, and letting the person take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from port_queue.attempts import attempts_of, tried_enough
from port_queue.codes import Outcome, Reason
from port_queue.errors import AttemptsMissingError, OutcomeRefusedError, ReasonMissingError
from port_queue.journal import Act, change_status
from port_queue.models import Referral, ReferralOutcome
from port_queue.states import Status
from storage.roles import Role

#: These need more than a status; each has its own function below.
_NEEDS_MORE = {
    Status.COMPLETED: "close",
    Status.UNABLE: "close",
    Status.REJECTED: "reject",
    Status.ON_HOLD: "hold",
    Status.ACCEPTED: "claim_next or assign",
}


def move(
    session: Session,
    referral: Referral,
    to: Status,
    *,
    by: str,
    role: Role,
    reason: str,
    channel: str,
    now: datetime,
) -> None:
    """Move a referral to a state that needs nothing more; raises MoveRefusedError or ReasonMissingError."""
    resuming = referral.status is Status.ON_HOLD and to is Status.ACCEPTED
    if to in _NEEDS_MORE and not resuming:
        raise ReasonMissingError(f"to reach {to}, use {_NEEDS_MORE[to]}")
    change_status(session, referral, to, Act(by, role, channel, now, reason))


def close(
    session: Session,
    referral: Referral,
    *,
    outcomes: Sequence[Outcome] = (),
    reason: Reason | None = None,
    by: str,
    role: Role,
    now: datetime,
    channel: str = "console",
) -> None:
    """Close as completed with outcomes, or as unable with a reason: one of the two, never neither.

    Raises OutcomeRefusedError, AttemptsMissingError (for `no_answer_x3`) or MoveRefusedError.
    """
    if bool(outcomes) == (reason is not None):
        raise OutcomeRefusedError("closing needs outcomes or a reason, one of the two")
    if reason is Reason.NO_ANSWER_X3 and not tried_enough(attempts_of(session, referral.id)):
        raise AttemptsMissingError("not tried often enough to give up")
    to = Status.COMPLETED if outcomes else Status.UNABLE
    change_status(session, referral, to, Act(by, role, channel, now, reason or ""), closing_reason=reason)
    session.add_all(_outcome_row(referral, outcome, now) for outcome in outcomes)


def reject(session: Session, referral: Referral, *, reason: Reason, next_place: str, act: Act) -> None:
    """Say that the team cannot serve, and where the person is sent on to; raises ReasonMissingError."""
    if not next_place.strip():
        raise ReasonMissingError("a rejection must name the next place")
    change_status(session, referral, Status.REJECTED, act, closing_reason=reason, next_place=next_place.strip())


def hold(session: Session, referral: Referral, *, until: datetime, act: Act) -> None:
    """Put a referral aside until a day the person asked for; raises ReasonMissingError."""
    if not act.reason.strip() or until <= act.now:
        raise ReasonMissingError("putting on hold needs a reason and a time to come")
    change_status(session, referral, Status.ON_HOLD, act, resume_at=until)


def resume_due(session: Session, now: datetime) -> int:
    """Take off hold what is due, and return how many; called by the worker."""
    due = select(Referral).where(Referral.status == Status.ON_HOLD, Referral.resume_at <= now)
    referrals = session.scalars(due.with_for_update(skip_locked=True)).all()
    for referral in referrals:
        change_status(session, referral, Status.ACCEPTED, Act("system", Role.SYSTEM, "worker", now, "resume date"))
    return len(referrals)


def withdraw(session: Session, referral: Referral, *, now: datetime, channel: str, by: str = "person") -> None:
    """Let the person take the request back; raises MoveRefusedError once it is closed."""
    change_status(session, referral, Status.WITHDRAWN, Act(by, Role.PERSON, channel, now))


def decline(session: Session, referral: Referral, *, now: datetime, channel: str, by: str = "person") -> None:
    """Record the person's no, after which nobody contacts them again; `by` is whoever heard it."""
    change_status(session, referral, Status.DECLINED, Act(by, Role.PERSON, channel, now))


def _outcome_row(referral: Referral, outcome: Outcome, now: datetime) -> ReferralOutcome:
    return ReferralOutcome(referral_id=referral.id, code=outcome.code, details=dict(outcome.details), at=now)
