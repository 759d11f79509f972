"""Which agency may be told who a person is, agreed one by one, until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from port_queue.codes import Agency
from port_queue.journal import Act, audit_act
from port_queue.models import Referral, ReferralConsent


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A yes to one agency, to the words `wording` (copy id:version:language), good until `expires_at`."""

    agency: Agency
    wording: str
    expires_at: datetime


def consents_of(session: Session, referral_id: UUID) -> Sequence[ReferralConsent]:
    """Return every consent of a referral, also the ones that ended, oldest first."""
    theirs = select(ReferralConsent).where(ReferralConsent.referral_id == referral_id)
    return session.scalars(theirs.order_by(ReferralConsent.given_at)).all()


def in_force(consents: Iterable[ReferralConsent], now: datetime) -> frozenset[Agency]:
    """Return the agencies that may know the person at `now`."""
    return frozenset(
        consent.agency for consent in consents if consent.withdrawn_at is None and consent.expires_at > now
    )


def agencies_of(session: Session, referral_id: UUID, now: datetime) -> frozenset[Agency]:
    """Return the agencies that may know the person of one referral at `now`."""
    return in_force(consents_of(session, referral_id), now)


def give_consent(session: Session, referral: Referral, consent: GivenConsent, act: Act) -> None:
    """Record that the person agreed to one more agency."""
    add_consents(session, referral.id, [consent], now=act.now)
    audit_act(session, referral, f"consent_given:{consent.agency}", act)


def withdraw_consent(session: Session, referral: Referral, agency: Agency, act: Act) -> None:
    """End every consent to `agency` now; nothing is deleted."""
    for consent in consents_of(session, referral.id):
        if consent.agency is agency and consent.withdrawn_at is None:
            consent.withdrawn_at = act.now
    audit_act(session, referral, f"consent_withdrawn:{agency}", act)


def add_consents(session: Session, referral_id: UUID, given: Iterable[GivenConsent], *, now: datetime) -> None:
    """Write the rows of consents just given."""
    session.add_all(
        ReferralConsent(
            referral_id=referral_id,
            agency=consent.agency,
            wording=consent.wording,
            given_at=now,
            expires_at=consent.expires_at,
        )
        for consent in given
    )
