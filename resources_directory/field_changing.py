"""Change one field of a service with all that follows from it: the one way in for what people decide."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.field_history import Act, note_change
from resources_directory.field_writing import put
from resources_directory.fields import Field, Resource, Target
from resources_directory.models import Location, Provenance
from resources_directory.revision import bump
from resources_directory.service_record import point_text, service_of, services_sharing

_NAME_ONLY, _LOW = "name_only", "low"
_LINE, _PLACE = "virtual", "physical"


def change_field(session: Session, target: Target, was: str, becomes: str, act: Act) -> None:
    """Put `becomes` in place of `was`, with what no longer holds because of it; the directory has then changed."""
    put(session, target, becomes)
    note_change(session, target, was, becomes, act)
    if target.field is Field.ADDRESS:
        _move(session, target.resource_id, becomes, act)
    if target.field is Field.STATUS and becomes == "active":
        _trust_a_little(session, target.resource_id, act)
    for service_id in _showing(session, target):
        touch(session, service_id, act)
    bump(session)


def touch(session: Session, service_id: UUID, act: Act) -> None:
    """Mark a service as changed by us now, so that readers of `modified_after` see it."""
    about = _about(session, service_id)
    about.last_action_date, about.last_action_type = act.now, act.kind


def _showing(session: Session, target: Target) -> list[UUID]:
    """Return the services that show a field: an address is that of every service at the location."""
    if target.resource_type == Resource.LOCATION:
        return services_sharing(session, target.resource_id)
    found = service_of(session, target)
    return [found] if found else []


def _trust_a_little(session: Session, service_id: UUID, act: Act) -> None:
    """Let a service we knew by name only be shown, as one to call first: two people found a way to reach it."""
    about = _about(session, service_id)
    if about.confidence == _NAME_ONLY:
        about.confidence = _LOW
        note_change(session, (Resource.SERVICE, service_id, "confidence"), _NAME_ONLY, _LOW, act)


def _move(session: Session, location_id: UUID, address: str, act: Act) -> None:
    """Forget the point and the neighborhood of the old address: unknown is better than the wrong door.

    A line that is given an address can be walked to, and a place that loses its own cannot; a postal office stays one.
    """
    location = session.get_one(Location, location_id)
    for field, was in ((Field.POINT, point_text(location)), (Field.NEIGHBORHOOD, location.neighborhood)):
        if was:
            target = Target(Resource.LOCATION, location_id, field)
            put(session, target, "")
            note_change(session, target, was, "", act)
    kind = _PLACE if address else _LINE
    if location.location_type in {_LINE, _PLACE} and location.location_type != kind:
        note_change(session, (Resource.LOCATION, location_id, "location_type"), location.location_type, kind, act)
        location.location_type = kind


def _about(session: Session, service_id: UUID) -> Provenance:
    return session.scalars(select(Provenance).where(Provenance.service_id == service_id)).one()
