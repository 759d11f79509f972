"""What anybody would write first: one SQL question for the need, then a loop over all it gives."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory import hours
from resources_directory.geography import DOWNTOWN, metres_between
from resources_directory.models import (
    Attribute,
    Location,
    Organization,
    Provenance,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from resources_directory.search import Search
from resources_directory.traits import traits_of


def nearest_open(session: Session, search: Search, count: int = 5) -> list[str]:
    """Return the names of the nearest places for the need, open before unknown before closed, that fit the filters."""
    rows = session.execute(
        select(
            Organization.name,
            Location.latitude,
            Location.longitude,
            Schedule.opening_hours,
            Service.eligibility_description,
            Service.fees_description,
        )
        .join(Service, Service.organization_id == Organization.id)
        .join(Attribute, Attribute.service_id == Service.id)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .join(Provenance, Provenance.service_id == Service.id)
        .join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Schedule, Schedule.service_at_location_id == ServiceAtLocation.id)
        .where(TaxonomyTerm.code == search.need, Service.status == "active", Location.latitude.is_not(None))
    ).all()
    here = search.wish.point or DOWNTOWN
    ranked = sorted(
        (
            len(search.traits - traits_of(eligibility, cost)),
            _ORDER[hours.state_name(text or "", search.now)],
            metres_between(here, (latitude, longitude)),
            name,
        )
        for name, latitude, longitude, text, eligibility, cost in rows
        if latitude is not None and longitude is not None
    )
    return [name for *_, name in ranked[:count]]


_ORDER = {"open": 0, "unknown": 1, "closed": 2}
