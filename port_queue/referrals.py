"""Opening a referral exactly once, finding it again, and letting the person correct it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from port_queue.codes import Agency, Kind, Requester, SafeWords
from port_queue.consents import GivenConsent, add_consents
from port_queue.errors import FollowUpRefusedError, MoveRefusedError, NeverContactError
from port_queue.journal import Act, audit_act, record_move
from port_queue.models import Referral
from port_queue.states import FINAL, OPEN, Status
from port_queue.urgency import Risk, severity
from storage import keys
from storage.once import add_once
from storage.roles import Role

#: "Not solved" within this time points back to the referral before; later it is a new story.
FOLLOW_UP = timedelta(days=30)
#: What a person may correct while the referral is open.
CHANGEABLE = frozenset({"name", "phone", "meeting_place", "best_time", "safe_words", "safe_notes", "neighborhood"})

_ROLE_OF = {Requester.OPERATOR: Role.OPERATOR, Requester.PARTNER: Role.PARTNER}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferral:
    """What a person (or someone for them) asked for; `phone` in E.164, the same key is the same request."""

    idempotency_key: str
    kind: Kind
    channel: str
    requester: Requester = Requester.SELF
    language: str = "en"
    contact_id: UUID | None = None
    follows_id: UUID | None = None
    name: str | None = None
    phone: str | None = None
    meeting_place: str | None = None
    best_time: str | None = None
    safe_words: SafeWords = SafeWords.NEUTRAL
    safe_notes: str | None = None
    neighborhood: str | None = None
    risks: frozenset[Risk] = frozenset()
    consents: tuple[GivenConsent, ...] = ()
    by: str = "person"

    @property
    def opening_status(self) -> Status:
        """Stand in the queue only once the person agreed that the team may know them."""
        agreed = any(consent.agency is Agency.PORT for consent in self.consents)
        return Status.REQUESTED if agreed else Status.CONSENT_PENDING


def open_referral(session: Session, new: NewReferral, *, now: datetime) -> Referral:
    """Put `new` in the queue, or return the referral its key already opened.

    Raises FollowUpRefusedError, and NeverContactError for a partner's referral of somebody who said no.
    """
    known = _by_key(session, new.idempotency_key)
    if known is not None:
        return known
    _refuse_unwanted(session, new, now)
    referral = _referral(new, now)
    if not add_once(session, referral):
        return session.scalars(select(Referral).where(Referral.idempotency_key == new.idempotency_key)).one()
    add_consents(session, referral.id, new.consents, now=now)
    record_move(session, referral, None, Act(new.by, _ROLE_OF.get(new.requester, Role.PERSON), new.channel, now))
    return referral


def get(session: Session, referral_id: UUID) -> Referral | None:
    """Return one referral, or None."""
    return session.get(Referral, referral_id)


def latest_of(session: Session, contact_id: UUID) -> Referral | None:
    """Return the newest referral of one conversation's person, open or closed, or None."""
    theirs = select(Referral).where(Referral.contact_id == contact_id).order_by(Referral.opened_at.desc())
    return session.scalars(theirs.limit(1)).first()


def open_of(session: Session, contact_id: UUID) -> Referral | None:
    """Return the newest open referral of one conversation's person, or None."""
    theirs = select(Referral).where(Referral.contact_id == contact_id, Referral.status.in_(OPEN))
    return session.scalars(theirs.order_by(Referral.opened_at.desc()).limit(1)).first()


def correct(session: Session, referral: Referral, changes: Mapping[str, str], act: Act) -> None:
    """Put right what the person gave (keys of CHANGEABLE); raises MoveRefusedError once the referral is closed."""
    session.refresh(referral, with_for_update=True)
    if referral.status in FINAL:
        raise MoveRefusedError(referral.status, referral.status, act.role)
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise KeyError(*sorted(unknown))
    for name, value in changes.items():
        setattr(referral, name, SafeWords(value) if name == "safe_words" else value)
    referral.phone_index = phone_index(referral.phone)
    audit_act(session, referral, "change", act)


def phone_index(phone: str | None) -> str | None:
    """Return the keyed pseudonym of a phone in E.164, or None without one."""
    return keys.current().pseudonym("phone", phone) if phone else None


def _by_key(session: Session, idempotency_key: str) -> Referral | None:
    return session.scalars(select(Referral).where(Referral.idempotency_key == idempotency_key)).first()


def _referral(new: NewReferral, now: datetime) -> Referral:
    return Referral(
        id=uuid4(),
        idempotency_key=new.idempotency_key,
        kind=new.kind,
        status=new.opening_status,
        channel=new.channel,
        requester=new.requester,
        language=new.language,
        contact_id=new.contact_id,
        phone_index=phone_index(new.phone),
        follows_id=new.follows_id,
        name=new.name,
        phone=new.phone,
        meeting_place=new.meeting_place,
        best_time=new.best_time,
        safe_words=new.safe_words,
        safe_notes=new.safe_notes,
        neighborhood=new.neighborhood,
        risks=sorted(new.risks),
        severity=severity(new.risks),
        opened_at=now,
    )


def _refuse_unwanted(session: Session, new: NewReferral, now: datetime) -> None:
    if new.requester is Requester.PARTNER and _has_declined(session, new.phone):
        raise NeverContactError("this person asked not to be contacted")
    if new.follows_id is not None and not _may_follow(session.get(Referral, new.follows_id), now):
        raise FollowUpRefusedError("only a referral closed within 30 days can be followed")


def _has_declined(session: Session, phone: str | None) -> bool:
    declined = select(Referral.id).where(Referral.phone_index == phone_index(phone), Referral.status == Status.DECLINED)
    return phone is not None and session.scalars(declined.limit(1)).first() is not None


def _may_follow(before: Referral | None, now: datetime) -> bool:
    return before is not None and before.closed_at is not None and now - before.closed_at <= FOLLOW_UP
