"""Answers of ours that were wrong: reported by whoever saw it, settled by a supervisor with what was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from staff.codes import IncidentChannel, IncidentKind
from staff.models import Incident


class IncidentRefusedError(ValueError):
    """The incident cannot be recorded or settled like this; the message says why."""


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What was wrong, when and where; `alert_id` None where no alert was raised."""

    kind: IncidentKind
    happened_at: datetime
    by: UUID
    channel: IncidentChannel = IncidentChannel.NOT_KNOWN
    alert_id: UUID | None = None
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many incidents of one kind are open, and how many are settled."""

    open: int = 0
    settled: int = 0


def report(session: Session, new: NewIncident, *, now: datetime) -> UUID:
    """Record an incident and return its id; raises IncidentRefusedError.  The caller audits it."""
    if new.happened_at > now:
        raise IncidentRefusedError("When it happened lies ahead of us")
    row = Incident(
        id=uuid4(),
        alert_id=new.alert_id,
        kind=new.kind,
        channel=new.channel,
        happened_at=new.happened_at,
        note=new.note,
        by=new.by,
        at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def settle(session: Session, incident_id: UUID, *, by: UUID, change: str, now: datetime) -> None:
    """Close an incident with what was changed; raises IncidentRefusedError when it is settled, or not there."""
    row = session.get(Incident, incident_id, with_for_update=True)
    if row is None or row.settled_at is not None:
        raise IncidentRefusedError("This incident is settled already")
    row.settled_at, row.settled_by, row.change = now, by, change


def find(session: Session, incident_id: UUID) -> Incident | None:
    """Find one incident."""
    return session.get(Incident, incident_id)


def incidents(session: Session) -> Sequence[Incident]:
    """List all incidents: what is open first, then the newest."""
    return session.scalars(select(Incident).order_by(Incident.settled_at.is_not(None), Incident.at.desc())).all()


def count_about(session: Session, alert_id: UUID) -> int:
    """Count what was reported about one alert."""
    return session.scalar(select(func.count()).where(Incident.alert_id == alert_id)) or 0


def tally(session: Session) -> Mapping[IncidentKind, Tally]:
    """Count incidents by kind; every kind is there, and nothing of a single one."""
    counted = select(Incident.kind, func.count(), func.count(Incident.settled_at)).group_by(Incident.kind)
    found = {kind: Tally(all_ - settled, settled) for kind, all_, settled in session.execute(counted)}
    return {kind: found.get(kind, Tally()) for kind in IncidentKind}
