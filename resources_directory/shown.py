"""Read from the database what may be shown for a need: one query, plain values, nothing that is held back."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from resources_directory.listing import Listing
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
    TaxonomyTerm,
)

_VOICE, _SMS = aliased(Phone), aliased(Phone)


def listings(session: Session, need: str) -> list[Listing]:
    """Return every listing that meets `need` and may be shown, in no order."""
    spoken = _languages(session)
    rows = session.execute(_shown(), {"need": need}).mappings()
    return [Listing(**row, languages=spoken.get(row["service_id"], frozenset())) for row in rows]


def _languages(session: Session) -> dict[UUID, frozenset[str]]:
    spoken: dict[UUID, frozenset[str]] = {}
    for service_id, code in session.execute(select(Language.service_id, Language.code)):
        spoken[service_id] = spoken.get(service_id, frozenset()) | {code}
    return spoken


@lru_cache(maxsize=1)
def _shown() -> Select[*tuple[Any, ...]]:
    """Build the query once; SQLAlchemy then finds it in its own cache by identity."""
    return (
        select(
            ServiceAtLocation.id,
            ServiceAtLocation.service_id,
            ServiceAtLocation.location_id,
            Organization.name.label("organization"),
            Service.name.label("service"),
            Service.walk_in,
            Service.eligibility_description.label("eligibility"),
            Location.location_type,
            Location.neighborhood,
            Location.latitude,
            Location.longitude,
            func.coalesce(Address.address_1, "").label("address"),
            func.coalesce(Address.city, "").label("city"),
            func.coalesce(_VOICE.number, "").label("phone"),
            func.coalesce(_SMS.number, "").label("text_number"),
            func.coalesce(Schedule.opening_hours, "").label("opening_hours"),
            Provenance.confidence,
            Provenance.source_date,
            Provenance.doubt,
        )
        .select_from(TaxonomyTerm)
        .join(Attribute, Attribute.taxonomy_term_id == TaxonomyTerm.id)
        .join(Service, Service.id == Attribute.service_id)
        .join(Organization, Organization.id == Service.organization_id)
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .join(Provenance, Provenance.service_id == Service.id)
        .outerjoin(Address, Address.location_id == Location.id)
        .outerjoin(Schedule, Schedule.service_at_location_id == ServiceAtLocation.id)
        .outerjoin(_VOICE, and_(_VOICE.service_id == Service.id, _VOICE.type == "voice", _VOICE.position == 0))
        .outerjoin(_SMS, and_(_SMS.service_id == Service.id, _SMS.type == "sms", _SMS.position == 0))
        .where(TaxonomyTerm.code == bindparam("need"), Service.status == "active")
    )
