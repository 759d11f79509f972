"""What the HSDS API is asked, read from the database: only what may be shown, in one order, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from resources_directory.geography import Point, metres_between
from resources_directory.hsds_objects import PlaceRows, ServiceRows
from resources_directory.models import (
    Address,
    Attribute,
    Language,
    Location,
    Organization,
    Phone,
    Place,
    Provenance,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from resources_directory.trust import HELD_CONFIDENCE
from resources_directory.vocabulary import taxonomy_id

Row = TypeVar("Row")
#: One degree of latitude, a little less than it is, so that the square holds the circle.
_M_PER_DEGREE = 110_000.0


@dataclass(frozen=True, slots=True)
class Query:
    """The standard's parameters; all that are given must hold.  `page` counts from 1."""

    page: int = 1
    per_page: int = 50
    search: str = ""
    taxonomy_term_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: datetime | None = None
    postcode: str = ""
    taxonomy_id: UUID | None = None
    near: Point | None = None
    radius_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """The ids of one page, and how many there are in all."""

    ids: Sequence[UUID]
    total: int


def services_page(session: Session, query: Query) -> Page:
    """Return the services of a page, by name; what is held back (inactive) is never among them."""
    return _page(session, _active(session, select(Service.id), query), (Service.name, Service.id), query)


def organizations_page(session: Session, query: Query) -> Page:
    """Return organizations that run a service that may be shown."""
    shown = _active(session, select(Service.organization_id), query)
    wanted = select(Organization.id).where(Organization.id.in_(shown))
    return _page(session, wanted, (Organization.name, Organization.id), query)


def places_page(session: Session, query: Query) -> Page:
    """Return services at locations, by the name of the service."""
    wanted = (
        select(ServiceAtLocation.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .where(ServiceAtLocation.service_id.in_(_active(session, select(Service.id), query)))
    )
    if query.postcode:
        there = select(Address.location_id).where(Address.postal_code == query.postcode)
        wanted = wanted.where(ServiceAtLocation.location_id.in_(there))
    if query.near:
        wanted = wanted.where(ServiceAtLocation.location_id.in_(_around(session, query.near, query.radius_m)))
    return _page(session, wanted, (Service.name, ServiceAtLocation.id), query)


def _around(session: Session, point: Point, metres: float) -> list[UUID]:
    """Return the doors within `metres` of `point`: a square by the database, the circle by us."""
    high, wide = metres / _M_PER_DEGREE, metres / (_M_PER_DEGREE * cos(radians(point[0])))
    square = select(Location.id, Location.latitude, Location.longitude).where(
        Location.location_type == "physical",
        Location.latitude.between(point[0] - high, point[0] + high),
        Location.longitude.between(point[1] - wide, point[1] + wide),
    )
    doors = ((place, (float(north or 0), float(east or 0))) for place, north, east in session.execute(square))
    return [place for place, there in doors if metres_between(point, there) <= metres]


def zip_center(session: Session, code: str) -> Point | None:
    """Return the middle of a ZIP code, if it is known."""
    row = session.execute(
        select(Place.latitude, Place.longitude).where(Place.kind == "zip", Place.name == code)
    ).first()
    return (row[0], row[1]) if row else None


def taxonomies(session: Session) -> list[str]:
    """Return the names of all taxonomies there are terms of."""
    return list(session.scalars(select(TaxonomyTerm.taxonomy).distinct().order_by(TaxonomyTerm.taxonomy)))


def terms_page(session: Session, query: Query) -> Page:
    """Return the terms of our vocabulary, by code."""
    wanted = select(TaxonomyTerm.id)
    if query.taxonomy_id:
        wanted = wanted.where(TaxonomyTerm.taxonomy.in_(_named(session, query.taxonomy_id)))
    if query.search:
        wanted = wanted.where(_holds(query.search, TaxonomyTerm.name, TaxonomyTerm.description, TaxonomyTerm.code))
    return _page(session, wanted, (TaxonomyTerm.code, TaxonomyTerm.id), query)


def read_services(session: Session, ids: Sequence[UUID]) -> list[ServiceRows]:
    """Read services whole, in the order of `ids`; those that may not be shown are left out."""
    rows = session.execute(
        select(Service, Organization, Provenance)
        .join(Organization, Organization.id == Service.organization_id)
        .join(Provenance, Provenance.service_id == Service.id)
        .where(Service.id.in_(ids), Service.status == "active", Provenance.confidence != HELD_CONFIDENCE)
    )
    found = {service.id: (service, organization, about) for service, organization, about in rows}
    phones = _by_service(session.scalars(select(Phone).where(Phone.service_id.in_(ids)).order_by(Phone.position)))
    spoken = _by_service(session.scalars(select(Language).where(Language.service_id.in_(ids)).order_by(Language.code)))
    needs, places = _needs(session, ids), _places(session, ids)
    shown = [each for each in ids if each in found]
    return [ServiceRows(*found[each], phones[each], spoken[each], needs[each], places[each]) for each in shown]


def services_of_places(session: Session, ids: Sequence[UUID]) -> dict[UUID, ServiceRows]:
    """Read, for each service_at_location, its service whole; the id of the place leads to it."""
    pairs = session.execute(
        select(ServiceAtLocation.id, ServiceAtLocation.service_id).where(ServiceAtLocation.id.in_(ids))
    )
    links = dict(pairs.all())
    services = {rows.service.id: rows for rows in read_services(session, list(dict.fromkeys(links.values())))}
    return {place: services[links[place]] for place in ids if links.get(place) in services}


def read_organizations(session: Session, ids: Sequence[UUID]) -> list[Organization]:
    """Read organizations in the order of `ids`."""
    rows = {row.id: row for row in session.scalars(select(Organization).where(Organization.id.in_(ids)))}
    return [rows[each] for each in ids if each in rows]


def read_terms(session: Session, ids: Sequence[UUID]) -> list[TaxonomyTerm]:
    """Read terms in the order of `ids`."""
    rows = {row.id: row for row in session.scalars(select(TaxonomyTerm).where(TaxonomyTerm.id.in_(ids)))}
    return [rows[each] for each in ids if each in rows]


def _named(session: Session, asked: UUID) -> list[str]:
    return [name for name in taxonomies(session) if taxonomy_id(name) == asked]


def _active(session: Session, wanted: Select[UUID], query: Query) -> Select[UUID]:
    """Narrow a query over services to what is asked for and may be shown."""
    reachable = select(Provenance.service_id).where(Provenance.confidence != HELD_CONFIDENCE)
    wanted = wanted.where(Service.status == "active", Service.id.in_(reachable))
    if query.organization_id:
        wanted = wanted.where(Service.organization_id == query.organization_id)
    if query.taxonomy_term_id:
        meets = select(Attribute.service_id).where(Attribute.taxonomy_term_id == query.taxonomy_term_id)
        wanted = wanted.where(Service.id.in_(meets))
    if query.taxonomy_id:
        of_it = select(TaxonomyTerm.id).where(TaxonomyTerm.taxonomy.in_(_named(session, query.taxonomy_id)))
        meets = select(Attribute.service_id).where(Attribute.taxonomy_term_id.in_(of_it))
        wanted = wanted.where(Service.id.in_(meets))
    if query.modified_after:
        changed = select(Provenance.service_id).where(Provenance.last_action_date > query.modified_after)
        wanted = wanted.where(Service.id.in_(changed))
    if query.search:
        named = select(Organization.id).where(_holds(query.search, Organization.name))
        wanted = wanted.where(
            or_(_holds(query.search, Service.name, Service.description), Service.organization_id.in_(named))
        )
    return wanted


def _page(session: Session, wanted: Select[UUID], order: Sequence[object], query: Query) -> Page:
    total = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    page = wanted.order_by(*order).limit(query.per_page).offset((query.page - 1) * query.per_page)  # type: ignore[arg-type]
    return Page(session.scalars(page).all(), total)


def _holds(words: str, *columns: object) -> ColumnElement[bool]:
    return or_(*(func.lower(column).contains(words.lower(), autoescape=True) for column in columns))


def _needs(session: Session, ids: Sequence[UUID]) -> defaultdict[UUID, list[tuple[Attribute, TaxonomyTerm]]]:
    rows = session.execute(
        select(Attribute, TaxonomyTerm)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .where(Attribute.service_id.in_(ids))
        .order_by(TaxonomyTerm.code)
    )
    found: defaultdict[UUID, list[tuple[Attribute, TaxonomyTerm]]] = defaultdict(list)
    for link, term in rows:
        found[link.service_id].append((link, term))
    return found


def _places(session: Session, ids: Sequence[UUID]) -> defaultdict[UUID, list[PlaceRows]]:
    rows = session.execute(
        select(ServiceAtLocation, Location, Address)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
        .where(ServiceAtLocation.service_id.in_(ids))
        .order_by(ServiceAtLocation.id)
    ).all()
    hours = _schedules(session, [link.id for link, _, _ in rows])
    found: defaultdict[UUID, list[PlaceRows]] = defaultdict(list)
    for link, location, address in rows:
        found[link.service_id].append(PlaceRows(link, location, address, hours[link.id]))
    return found


def _schedules(session: Session, places: Sequence[UUID]) -> defaultdict[UUID, list[Schedule]]:
    rows = select(Schedule).where(Schedule.service_at_location_id.in_(places)).order_by(Schedule.id)
    found: defaultdict[UUID, list[Schedule]] = defaultdict(list)
    for row in session.scalars(rows):
        found[row.service_at_location_id].append(row)
    return found


def _by_service(rows: Iterable[Row]) -> defaultdict[UUID, list[Row]]:
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.service_id].append(row)  # type: ignore[attr-defined]
    return found
