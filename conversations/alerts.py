"""What staff must see first: danger turns, and an assistant that cannot answer."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.models import Contact, InboundMessage, StaffAlert
from staff.alert_policy import DANGER_LEVELS
from staff.codes import Done

#: One alert for a broken engine is enough; danger is never folded together.
FOLDED = {"engine_down": timedelta(minutes=10)}


def raise_alert(session: Session, alert: StaffAlert) -> None:
    """Add an alert in the caller's commit; a repeated technical one within its time is left out."""
    folded = FOLDED.get(alert.kind)
    if folded is not None and _raised_since(session, alert.kind, alert.created_at - folded):
        return
    alert.id = alert.id or uuid.uuid4()
    session.add(alert)


def open_alerts(session: Session) -> list[StaffAlert]:
    """List what nobody has seen yet: emergencies first, then the oldest."""
    unseen = select(StaffAlert).where(StaffAlert.seen_at.is_(None)).order_by(StaffAlert.created_at)
    return sorted(session.scalars(unseen), key=lambda alert: (alert.level != "emergency", alert.created_at))


def open_dangers(session: Session) -> list[StaffAlert]:
    """List the danger alerts nobody has signed off, the oldest first."""
    unseen = select(StaffAlert).where(StaffAlert.seen_at.is_(None), StaffAlert.level.in_(DANGER_LEVELS))
    return list(session.scalars(unseen.order_by(StaffAlert.created_at, StaffAlert.id)))


def find_alert(session: Session, alert_id: uuid.UUID) -> StaffAlert | None:
    """Find one alert."""
    return session.get(StaffAlert, alert_id)


def see_alert(session: Session, alert_id: uuid.UUID, *, by: uuid.UUID, done: Done, now: datetime) -> bool:
    """Sign off one alert with what was done; False when somebody has already, or there is none."""
    alert = session.get(StaffAlert, alert_id, with_for_update=True)
    if alert is None or alert.seen_at is not None:
        return False
    alert.seen_at, alert.seen_by, alert.done = now, by, done
    return True


def words_of_alert(session: Session, alert: StaffAlert) -> str:
    """Return the words that raised an alert; the caller audits the view."""
    inbound = session.get(InboundMessage, alert.inbound_id) if alert.inbound_id else None
    return inbound.body if inbound else ""


def number_of_alert(session: Session, alert: StaffAlert) -> str:
    """Return the number behind an alert, "" for the web; the caller audits the view."""
    contact = session.get(Contact, alert.contact_id) if alert.contact_id else None
    return (contact.address or "") if contact else ""


def _raised_since(session: Session, kind: str, since: datetime) -> bool:
    recent = select(StaffAlert.id).where(StaffAlert.kind == kind, StaffAlert.created_at > since).limit(1)
    return session.scalars(recent).first() is not None
