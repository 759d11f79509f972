"""One service with every field as text, as editors see and change it: read from the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.field_reading import join_values
from resources_directory.fields import Field, Resource, Target, resource_of
from resources_directory.models import (
    Address,
    Attribute,
    Language,
    Location,
    Organization,
    Phone,
    Provenance,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
    TaxonomyTerm,
)

Values = Mapping[Target, str]


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """A service whole: `values` of its own fields and of its places', each place an id and the id of its location."""

    id: UUID
    organization: str
    needs: tuple[str, ...]
    about: Provenance
    beds: ServiceCapacity | None
    places: tuple[tuple[UUID, UUID], ...]
    values: Values

    def value(self, field: Field) -> str:
        """Return a field of the service itself."""
        return self.values[Target(Resource.SERVICE, self.id, field)]

    def after(self, target: Target, value: str) -> dict[Field, str]:
        """Return the fields of the service as they would be with `value` in `target`; of its places any that is set."""
        found: dict[Field, str] = {}
        for each, kept in {**self.values, target: value}.items():
            found[each.field] = found.get(each.field) or kept
        return found


def read_record(session: Session, service_id: UUID) -> ServiceRecord | None:
    """Read a service, held back or not; None when there is none."""
    service = session.get(Service, service_id)
    if service is None:
        return None
    about = session.scalars(select(Provenance).where(Provenance.service_id == service_id)).one()
    places = _places(session, service_id)
    return ServiceRecord(
        id=service_id,
        organization=session.get_one(Organization, service.organization_id).name,
        needs=_needs(session, service_id),
        about=about,
        beds=session.scalars(select(ServiceCapacity).where(ServiceCapacity.service_id == service_id)).first(),
        places=places,
        values={**dict(_of_service(session, service, about)), **dict(_of_places(session, places))},
    )


def service_of(session: Session, target: Target) -> UUID | None:
    """Return the service a field belongs to, of several at one location the first; None when it is gone."""
    if target.resource_type == Resource.SERVICE:
        return target.resource_id if session.get(Service, target.resource_id) else None
    is_place = target.resource_type == Resource.SERVICE_AT_LOCATION
    column = ServiceAtLocation.id if is_place else ServiceAtLocation.location_id
    found = select(ServiceAtLocation.service_id).where(column == target.resource_id).order_by(ServiceAtLocation.id)
    return session.scalars(found).first()


def service_at(session: Session, place_id: UUID) -> UUID | None:
    """Return the service of a service_at_location; None when there is none."""
    return session.scalars(select(ServiceAtLocation.service_id).where(ServiceAtLocation.id == place_id)).first()


def services_sharing(session: Session, location_id: UUID) -> list[UUID]:
    """Return every service at a location: its address is the address of all of them."""
    found = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id == location_id)
    return list(session.scalars(found.distinct()))


def _of_service(session: Session, service: Service, about: Provenance) -> Iterator[tuple[Target, str]]:
    values = {
        Field.NAME: service.name,
        Field.STATUS: service.status,
        Field.DESCRIPTION: service.description,
        Field.PHONE: _numbers(session, service.id, "voice"),
        Field.SMS: _numbers(session, service.id, "sms"),
        Field.URL: service.url,
        Field.ELIGIBILITY: service.eligibility_description,
        Field.COST: service.fees_description,
        Field.WALK_IN: "yes" if service.walk_in else "",
        Field.LANGUAGES: join_values(
            sorted(session.scalars(select(Language.code).where(Language.service_id == service.id)))
        ),
        Field.SOURCE_DATE: about.source_date,
        Field.DOUBT: about.doubt,
    }
    yield from ((Target(Resource.SERVICE, service.id, field), value) for field, value in values.items())


def _of_places(session: Session, places: tuple[tuple[UUID, UUID], ...]) -> Iterator[tuple[Target, str]]:
    for place_id, location_id in places:
        location = session.get_one(Location, location_id)
        values = {
            Field.ADDRESS: address_text(_address(session, location_id)),
            Field.NEIGHBORHOOD: location.neighborhood,
            Field.POINT: point_text(location),
            Field.HOURS: _hours(session, place_id),
        }
        for field, value in values.items():
            owner = place_id if resource_of(field) is Resource.SERVICE_AT_LOCATION else location_id
            yield Target(resource_of(field), owner, field), value


def address_text(address: Address | None) -> str:
    """Write an address on one line; a line or an office nobody should go to has none."""
    if address is None or not address.address_1:
        return ""
    end = f"{address.state_province} {address.postal_code}".strip()
    return ", ".join(part for part in (address.address_1, address.city, end) if part)


def point_text(location: Location) -> str:
    """Write where a location lies, in degrees; "" when nobody knows."""
    return "" if location.latitude is None else f"{location.latitude}, {location.longitude}"


def _address(session: Session, location_id: UUID) -> Address | None:
    return session.scalars(select(Address).where(Address.location_id == location_id)).first()


def _numbers(session: Session, service_id: UUID, kind: str) -> str:
    of_kind = select(Phone.number).where(Phone.service_id == service_id, Phone.type == kind).order_by(Phone.position)
    return join_values(list(session.scalars(of_kind)))


def _hours(session: Session, place_id: UUID) -> str:
    """Return our text where there is one; rules of the standard are told in short, and cannot be typed."""
    rows = session.scalars(
        select(Schedule).where(Schedule.service_at_location_id == place_id).order_by(Schedule.id)
    ).all()
    ours = [row.opening_hours for row in rows if row.opening_hours]
    return ours[0] if ours else join_values([_rule(row) for row in rows])


def _rule(row: Schedule) -> str:
    parts = (row.freq, row.byday or row.bymonthday, f"{row.opens_at}-{row.closes_at}", row.description)
    return " ".join(part for part in parts if part.strip("-"))


def _places(session: Session, service_id: UUID) -> tuple[tuple[UUID, UUID], ...]:
    found = select(ServiceAtLocation.id, ServiceAtLocation.location_id).where(
        ServiceAtLocation.service_id == service_id
    )
    return tuple((place, location) for place, location in session.execute(found.order_by(ServiceAtLocation.id)))


def _needs(session: Session, service_id: UUID) -> tuple[str, ...]:
    met = (
        select(TaxonomyTerm.name)
        .join(Attribute, Attribute.taxonomy_term_id == TaxonomyTerm.id)
        .where(Attribute.service_id == service_id, TaxonomyTerm.taxonomy == "need")
    )
    return tuple(session.scalars(met.order_by(TaxonomyTerm.name)))
