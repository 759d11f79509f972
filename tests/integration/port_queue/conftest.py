"""A request as it comes from the form, and people who act on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from port_queue import Act, Agency, GivenConsent, Kind, NewReferral, Role, open_referral
from storage.database import Database

#: A Friday noon in Boston.
NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
PORT_CONSENT = GivenConsent(Agency.PORT, "ask_confirm:1:en", NOW + timedelta(days=90))
Open = Callable[..., UUID]


def new_referral(**changes: object) -> NewReferral:
    """Return what a form gives: a visit for oneself, by text, with consent to the team."""
    usual: dict[str, object] = {
        "idempotency_key": "draft-1",
        "kind": Kind.VISIT,
        "channel": "sms",
        "name": "Sam",
        "phone": "+16175550100",
        "meeting_place": "the library",
        "consents": (PORT_CONSENT,),
    }
    return NewReferral(**{**usual, **changes})


def act(role: Role = Role.ADVOCATE, *, hours_later: float = 0, reason: str = "") -> Act:
    """Return an act of one worker at some hours after NOW."""
    return Act("worker", role, "console", NOW + timedelta(hours=hours_later), reason)


@pytest.fixture
def opened(database: Database) -> Open:
    """Open a referral in its own transaction, and give its id."""

    def _open(*, now: datetime = NOW, **changes: object) -> UUID:
        with database.write() as session:
            return open_referral(session, new_referral(**changes), now=now).id

    return _open
