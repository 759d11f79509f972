"""How people ask for a visit or a call, step by step, and what must stand in the queue afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select

from port_queue import referrals
from port_queue.codes import Agency
from port_queue.models import ReferralConsent
from port_queue.waiting import waiting
from tests.e2e.house import House


@dataclass(frozen=True, slots=True)
class Queued:
    """One referral as the console would show it."""

    kind: str
    language: str
    name: str | None
    phone: str | None
    meeting_place: str | None
    best_time: str | None
    agencies: frozenset[Agency]


def waiting_ids(house: House) -> set[UUID]:
    """Return the referrals that wait for the team now."""
    with house.reading() as session:
        return {row.id for row in waiting(session, datetime.now(UTC))}


def queued_since(house: House, before: set[UUID]) -> list[Queued]:
    """Return the referrals that came into the queue after `before` was read."""
    return [_read(house, referral_id) for referral_id in waiting_ids(house) - before]


def _read(house: House, referral_id: UUID) -> Queued:
    with house.reading() as session:
        referral = referrals.get(session, referral_id)
        assert referral is not None
        agreed = select(ReferralConsent.agency).where(ReferralConsent.referral_id == referral_id)
        return Queued(
            kind=str(referral.kind),
            language=referral.language,
            name=referral.name,
            phone=referral.phone,
            meeting_place=referral.meeting_place,
            best_time=referral.best_time,
            agencies=frozenset(session.scalars(agreed)),
        )
