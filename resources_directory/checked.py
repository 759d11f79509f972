"""What one person may keep alone: that a service is still as listed, and how many beds it has now."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.field_changing import touch
from resources_directory.field_history import Act, note_change
from resources_directory.fields import Resource
from resources_directory.hours import BOSTON
from resources_directory.models import Provenance, ServiceAtLocation, ServiceCapacity
from resources_directory.reports import settle_reports
from resources_directory.revision import bump

BED = "bed"
_MOST_BEDS = 500


class CountRefusedError(ValueError):
    """A number of beds that cannot be; the message says why."""


def confirm(session: Session, service_id: UUID, act: Act, *, settles: bool = True) -> None:
    """Keep that a service is today as listed: its date is today's, and what was said to be wrong is settled."""
    about = session.scalars(select(Provenance).where(Provenance.service_id == service_id)).one()
    today = act.now.astimezone(BOSTON).date().isoformat()
    note_change(session, (Resource.SERVICE, service_id, "checked_on"), about.source_date, today, act)
    about.source_date = today
    if settles:
        places = session.scalars(select(ServiceAtLocation.id).where(ServiceAtLocation.service_id == service_id)).all()
        settle_reports(session, places, by=act.by, now=act.now)
    touch(session, service_id, act)
    bump(session)


def set_beds(session: Session, service_id: UUID, available: int, maximum: int | None, act: Act) -> None:
    """Keep how many beds are free now, of how many if that is known; it is worth twelve hours.

    Raises CountRefusedError.
    """
    if not 0 <= available <= (_MOST_BEDS if maximum is None else min(maximum, _MOST_BEDS)):
        raise CountRefusedError(f"Beds: give a number from 0 to {_MOST_BEDS}, and no more are free than there are")
    counted = select(ServiceCapacity).where(ServiceCapacity.service_id == service_id, ServiceCapacity.unit == BED)
    row = session.scalars(counted.with_for_update()).first()
    was = "" if row is None else f"{row.available:g}"
    if row is None:
        row = ServiceCapacity(id=uuid4(), service_id=service_id, unit=BED)
        session.add(row)
    row.available, row.maximum, row.updated = available, maximum, act.now
    note_change(session, (Resource.SERVICE, service_id, "beds_available"), was, str(available), act)
    touch(session, service_id, act)
    bump(session)
