"""One referral as its viewer may see it: plain values for the page, already cut to what the role is allowed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from port_queue import (
    Agency,
    Field,
    Referral,
    Requester,
    SafeWords,
    Status,
    agencies_of,
    attempts_of,
    consents_of,
    next_moves,
    visible_fields,
)
from port_queue.models import Attempt, Move, ReferralConsent, ReferralOutcome
from port_queue.visibility import Scope
from staff import SignedIn, users
from webhooks.console_scope import Deed, deeds_for, fields_for, is_mine
from webhooks.console_words import label, language, when

_NOT_GIVEN = "Not given"
_REQUESTERS: Mapping[Requester, str] = {
    Requester.SELF: "The person themselves",
    Requester.FAMILY: "Somebody close to them",
    Requester.OPERATOR: "A 311 operator",
    Requester.PARTNER: "A partner agency",
}
_SAFE_WORDS: Mapping[SafeWords, str] = {
    SafeWords.OPEN: "You may say who you are when you reach this phone.",
    SafeWords.NEUTRAL: "Say as little as you can on this phone: others may hear or read it. Do not say who you are.",
}
#: Kept encrypted; a reveal of each has its own audit row.
ENCRYPTED = (
    Field.NAME,
    Field.PHONE,
    Field.MEETING_PLACE,
    Field.BEST_TIME,
    Field.RISKS,
    Field.SAFE_CONTACT,
    Field.ATTEMPTS,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history: when, who, what, and more about it."""

    at: datetime
    by: str
    what: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """Everything the page shows; what the viewer may not see is empty here, not hidden later."""

    id: UUID
    fields: frozenset[Field]
    facts: Mapping[str, str]
    safe_contact: tuple[str, ...]
    phone: str
    outcomes: tuple[str, ...]
    consents: tuple[str, ...]
    attempts: tuple[Entry, ...]
    attempt_count: int
    moves: tuple[Entry, ...]
    deeds: frozenset[Deed]
    may_complete: bool
    news_goes_out: bool


def build_page(
    session: Session, referral: Referral, viewer: SignedIn, *, now: datetime, revealed: bool = False
) -> ReferralPage | None:
    """Build the page for one viewer, or None when nothing of it is for them."""
    mine = is_mine(referral, str(viewer.user_id))
    agencies = agencies_of(session, referral.id, now)
    fields = fields_for(viewer.role, mine=mine, consents=agencies)
    if revealed:
        fields = visible_fields(viewer.role, Scope.REVEAL, agencies)
    if not fields:
        return None
    names = {str(user.id): user.username for user in users(session)}
    attempts = attempts_of(session, referral.id)
    return ReferralPage(
        id=referral.id,
        fields=fields,
        facts=facts(referral, fields),
        safe_contact=_safe_contact(referral, fields),
        phone=(referral.phone or "") if Field.PHONE in fields else "",
        outcomes=_outcomes(session, referral, fields),
        consents=_consents(consents_of(session, referral.id), fields, now),
        attempts=tuple(_attempt(row, names) for row in _visible_attempts(attempts, fields, str(viewer.user_id))),
        attempt_count=len(attempts),
        moves=_moves(session, referral, fields, names),
        deeds=deeds_for(viewer.role, referral.status, mine=mine),
        may_complete=Status.COMPLETED in next_moves(referral.status, viewer.role),
        news_goes_out=referral.safe_words is SafeWords.OPEN,
    )


def facts(referral: Referral, fields: Collection[Field]) -> Mapping[str, str]:
    """Return the plain facts of a referral the viewer may see, each with its heading, in the order to read them."""
    seen = {head: read(referral) or _NOT_GIVEN for head, (field, read) in _FACTS.items() if field in fields}
    on_hold = referral.resume_at if Field.STATUS in fields else None
    return {**seen, "Comes back": when(on_hold)} if on_hold else seen


_FACTS: Mapping[str, tuple[Field, Callable[[Referral], str | None]]] = {
    "Name": (Field.NAME, lambda referral: referral.name),
    "Phone": (Field.PHONE, lambda referral: referral.phone),
    "Meeting place": (Field.MEETING_PLACE, lambda referral: referral.meeting_place),
    "Best time": (Field.BEST_TIME, lambda referral: referral.best_time),
    "Language": (Field.STATUS, lambda referral: language(referral.language)),
    "Asked for": (Field.STATUS, lambda referral: label(referral.kind)),
    "Asked by": (Field.SAFE_CONTACT, lambda referral: _REQUESTERS[referral.requester]),
    "Urgency": (Field.URGENCY, lambda referral: "Urgent" if referral.severity else "Not marked urgent"),
    "Told us of": (Field.RISKS, lambda referral: ", ".join(map(label, referral.risks)) or "No special danger"),
    "Neighborhood": (Field.NEIGHBORHOOD, lambda referral: referral.neighborhood),
    "Asked on": (Field.STATUS, lambda referral: when(referral.opened_at)),
    "Where it stands": (Field.STATUS, lambda referral: label(referral.status)),
}


def _safe_contact(referral: Referral, fields: Collection[Field]) -> tuple[str, ...]:
    if Field.SAFE_CONTACT not in fields:
        return ()
    return tuple(filter(None, (_SAFE_WORDS[referral.safe_words], referral.safe_notes)))


def _outcomes(session: Session, referral: Referral, fields: Collection[Field]) -> tuple[str, ...]:
    if Field.OUTCOME not in fields:
        return ()
    rows = select(ReferralOutcome).where(ReferralOutcome.referral_id == referral.id).order_by(ReferralOutcome.code)
    reason = [f"Closed because: {label(referral.closing_reason)}"] if referral.closing_reason else []
    sent_on = [f"Sent on to: {referral.next_place}"] if referral.next_place else []
    return (*(_outcome(row) for row in session.scalars(rows)), *reason, *sent_on)


def _outcome(row: ReferralOutcome) -> str:
    details = ", ".join(f"{label(name).lower()} {_detail(value)}" for name, value in row.details.items())
    return f"{label(row.code)} ({details})" if details else label(row.code)


def _detail(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else label(str(value))


def _consents(rows: Sequence[ReferralConsent], fields: Collection[Field], now: datetime) -> tuple[str, ...]:
    """Say for every agency whether it may know the person; only to those who answer for the case."""
    latest = {row.agency: row for row in rows}
    return tuple(_consent(agency, latest.get(agency), now) for agency in Agency) if Field.OUTCOME in fields else ()


def _consent(agency: Agency, row: ReferralConsent | None, now: datetime) -> str:
    if row is None:
        return f"{label(agency)}: no"
    if row.withdrawn_at:
        return f"{label(agency)}: no, taken back {when(row.withdrawn_at)}"
    return f"{label(agency)}: {'no, ended' if row.expires_at <= now else 'yes, until'} {when(row.expires_at)}"


def _visible_attempts(rows: Sequence[Attempt], fields: Collection[Field], worker: str) -> list[Attempt]:
    """Show all tries, or to another agency only its own."""
    if Field.ATTEMPTS in fields:
        return list(rows)
    return [row for row in rows if row.by == worker] if Field.OWN_PART in fields else []


def _attempt(row: Attempt, names: Mapping[str, str]) -> Entry:
    reached = "reached the person" if row.reached else "nobody reached"
    return Entry(row.at, names.get(row.by, label(row.by)), f"{label(row.means)}: {reached}", row.notes)


def _moves(
    session: Session, referral: Referral, fields: Collection[Field], names: Mapping[str, str]
) -> tuple[Entry, ...]:
    """List every change of state; why it changed may tell of the person, so it goes with the notes of the tries."""
    if Field.STATUS not in fields:
        return ()
    rows = select(Move).where(Move.referral_id == referral.id).order_by(Move.number)
    with_reason = Field.ATTEMPTS in fields
    return tuple(
        Entry(
            row.at,
            names.get(row.by, label(row.by)),
            f"{label(row.from_status)} to {label(row.to_status).lower()}" if row.from_status else "Opened",
            row.reason if with_reason else "",
        )
        for row in session.scalars(rows)
    )
