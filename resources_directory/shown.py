"""Read from the database what may be shown: plain values, nothing that is held back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from resources_directory.held_hours import hours_of_places
from resources_directory.listing import Listing
from resources_directory.models import (
    Accessibility,
    Address,
    Attribute,
    Language,
    Location,
    Organization,
    Phone,
    Provenance,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from resources_directory.reports import reported_wrong
from resources_directory.traits import traits_of
from resources_directory.trust import HELD_CONFIDENCE

_PHONE_OF: Mapping[str, str] = {"voice": "phone", "sms": "text_number"}
_NO_PHONES: Mapping[str, str] = {"phone": "", "text_number": ""}
_NONE: frozenset[str] = frozenset()


def listings(session: Session) -> dict[str, list[Listing]]:
    """Return every listing that may be shown, by the need it meets; one that meets two is under both.

    Each table is read for itself: a database that has not yet counted its rows joins nine of them badly.
    """
    services, codes, spoken = _services(session), _codes(session), _languages(session)
    hours, phones, accessible = hours_of_places(session), _phones(session), _accessible(session)
    wrong = reported_wrong(session)
    found: defaultdict[str, list[Listing]] = defaultdict(list)
    for place in session.execute(_places()).mappings():
        service = services.get(place["service_id"])
        needs, named = codes.get(place["service_id"], ((), _NONE))
        if service is None or not needs:
            continue
        service_traits = named | traits_of(service["eligibility"], service["cost"])
        listing = Listing(
            **place,
            **{name: value for name, value in service.items() if name != "cost"},
            **dict[str, Any](phones.get(place["service_id"], _NO_PHONES)),
            opening_hours=hours.get(place["id"], ""),
            languages=spoken.get(place["service_id"], _NONE),
            traits=service_traits | accessible.get(place["location_id"], _NONE),
            reported_wrong=place["id"] in wrong,
        )
        for need in needs:
            found[need].append(listing)
    return dict(found)


def _services(session: Session) -> Mapping[UUID, Mapping[str, Any]]:
    """Return, of every service that may be shown, the columns a listing has of it, and its cost."""
    rows = session.execute(
        select(
            Service.id.label("of"),
            Organization.name.label("organization"),
            Service.name.label("service"),
            Service.walk_in,
            Service.eligibility_description.label("eligibility"),
            Service.fees_description.label("cost"),
            Provenance.confidence,
            Provenance.source_date,
            Provenance.doubt,
        )
        .join(Organization, Organization.id == Service.organization_id)
        .join(Provenance, Provenance.service_id == Service.id)
        .where(Service.status == "active", Provenance.confidence != HELD_CONFIDENCE)
    )
    found = (dict(row) for row in rows.mappings())
    return {row.pop("of"): row for row in found}


def _phones(session: Session) -> Mapping[UUID, Mapping[str, str]]:
    """Return the number to call and the number to text of each service: the first its source gives."""
    first = select(Phone.service_id, Phone.type, Phone.number).where(Phone.position == 0)
    found: defaultdict[UUID, dict[str, str]] = defaultdict(lambda: dict(_NO_PHONES))
    for service_id, kind, number in session.execute(first):
        if kind in _PHONE_OF:
            found[service_id][_PHONE_OF[kind]] = number
    return found


def _codes(session: Session) -> Mapping[UUID, tuple[tuple[str, ...], frozenset[str]]]:
    """Return the needs each service meets, and the traits somebody gave it by hand."""
    pairs = session.execute(
        select(Attribute.service_id, TaxonomyTerm.taxonomy, TaxonomyTerm.code)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .where(TaxonomyTerm.taxonomy.in_(("need", "trait")))
    )
    needs: defaultdict[UUID, tuple[str, ...]] = defaultdict(tuple)
    traits: defaultdict[UUID, frozenset[str]] = defaultdict(frozenset)
    for service_id, taxonomy, code in pairs:
        if taxonomy == "need":
            needs[service_id] += (code,)
        else:
            traits[service_id] |= {code}
    return {service_id: (codes, traits[service_id]) for service_id, codes in needs.items()}


def _languages(session: Session) -> Mapping[UUID, frozenset[str]]:
    spoken: dict[UUID, set[str]] = defaultdict(set)
    for service_id, code in session.execute(select(Language.service_id, Language.code)):
        spoken[service_id].add(code)
    return {service_id: frozenset(codes) for service_id, codes in spoken.items()}


def _accessible(session: Session) -> Mapping[UUID, frozenset[str]]:
    says = func.lower(Accessibility.description + " " + Accessibility.details)
    places = session.scalars(select(Accessibility.location_id).where(says.contains("wheelchair")))
    return dict.fromkeys(places, frozenset({"wheelchair"}))


@lru_cache(maxsize=1)
def _places() -> Select[*tuple[Any, ...]]:
    """Build the query once; SQLAlchemy then finds it in its own cache by identity."""
    return (
        select(
            ServiceAtLocation.id,
            ServiceAtLocation.service_id,
            ServiceAtLocation.location_id,
            Location.location_type,
            Location.neighborhood,
            Location.latitude,
            Location.longitude,
            func.coalesce(Address.address_1, "").label("address"),
            func.coalesce(Address.city, "").label("city"),
        )
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .outerjoin(Address, Address.location_id == Location.id)
    )
