"""Put a value into a field of the tables; whoever calls it notes the change (`resources_directory.field_changing`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from resources_directory.field_reading import split_address, split_point, split_values
from resources_directory.fields import Field, Target
from resources_directory.models import Address, Language, Location, Phone, Provenance, Schedule, Service


def put(session: Session, target: Target, value: str) -> None:
    """Write `value`, spelled as `field_reading.read_value` gives it, into `target`."""
    _WRITERS[target.field](session, target, value)


def _service_column(session: Session, target: Target, value: str) -> None:
    setattr(session.get_one(Service, target.resource_id), target.field, value)


def _walk_in(session: Session, target: Target, value: str) -> None:
    session.get_one(Service, target.resource_id).walk_in = value == "yes"


def _about_column(session: Session, target: Target, value: str) -> None:
    about = session.scalars(select(Provenance).where(Provenance.service_id == target.resource_id)).one()
    setattr(about, target.field, value)


def _numbers(kind: str) -> Callable[[Session, Target, str], None]:
    def write(session: Session, target: Target, value: str) -> None:
        session.execute(delete(Phone).where(Phone.service_id == target.resource_id, Phone.type == kind))
        rows = enumerate(split_values(value))
        session.add_all(
            Phone(service_id=target.resource_id, number=number, type=kind, position=position)
            for position, number in rows
        )
        session.flush()

    return write


def _languages(session: Session, target: Target, value: str) -> None:
    session.execute(delete(Language).where(Language.service_id == target.resource_id))
    session.add_all(Language(service_id=target.resource_id, code=code) for code in split_values(value))
    session.flush()


def _address(session: Session, target: Target, value: str) -> None:
    address = session.scalars(select(Address).where(Address.location_id == target.resource_id)).first()
    if address is None:
        address = Address(id=uuid4(), location_id=target.resource_id, address_type="physical")
        session.add(address)
    parts = split_address(value)
    address.address_1, address.city = parts.get("street", ""), parts.get("city", "")
    address.state_province, address.postal_code = parts.get("state", ""), parts.get("zip", "")


def _neighborhood(session: Session, target: Target, value: str) -> None:
    session.get_one(Location, target.resource_id).neighborhood = value


def _point(session: Session, target: Target, value: str) -> None:
    location = session.get_one(Location, target.resource_id)
    location.latitude, location.longitude = split_point(value) or (None, None)


def _hours(session: Session, target: Target, value: str) -> None:
    """Put one row of ours in place of all: rules of a source would go on speaking beside it."""
    session.execute(delete(Schedule).where(Schedule.service_at_location_id == target.resource_id))
    if value:
        session.add(Schedule(service_at_location_id=target.resource_id, opening_hours=value))
    session.flush()


_WRITERS: Mapping[Field, Callable[[Session, Target, str], None]] = {
    Field.NAME: _service_column,
    Field.STATUS: _service_column,
    Field.DESCRIPTION: _service_column,
    Field.PHONE: _numbers("voice"),
    Field.SMS: _numbers("sms"),
    Field.URL: _service_column,
    Field.ELIGIBILITY: _service_column,
    Field.COST: _service_column,
    Field.WALK_IN: _walk_in,
    Field.LANGUAGES: _languages,
    Field.SOURCE_DATE: _about_column,
    Field.DOUBT: _about_column,
    Field.ADDRESS: _address,
    Field.NEIGHBORHOOD: _neighborhood,
    Field.POINT: _point,
    Field.HOURS: _hours,
}
