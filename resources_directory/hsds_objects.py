"""Rows of the directory as HSDS 3.1 objects; optional fields nobody knows are left out, never filled in.

Ours beyond the standard begin with `x_` (the profile at `/hsds/3.1/profile`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from resources_directory import hours
from resources_directory.held_hours import rules_of
from resources_directory.hsds_schedules import schedule_row, schedules
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
from resources_directory.traits import traits_of
from resources_directory.vocabulary import TAXONOMIES, taxonomy_id

Json = dict[str, Any]
#: A day is only given where the source gives one.
_WHOLE_DATE = 10
_TEXT = {"sms": "text"}


@dataclass(frozen=True, slots=True)
class PlaceRows:
    """One service at one location, with what is known of the location."""

    link: ServiceAtLocation
    location: Location
    address: Address | None = None
    schedules: Sequence[Schedule] = ()


@dataclass(frozen=True, slots=True)
class ServiceRows:
    """One service with everything that hangs on it."""

    service: Service
    organization: Organization
    provenance: Provenance
    phones: Sequence[Phone] = ()
    languages: Sequence[Language] = ()
    attributes: Sequence[tuple[Attribute, TaxonomyTerm]] = ()
    places: Sequence[PlaceRows] = field(default=())


def organization(row: Organization) -> Json:
    """Return an HSDS organization; the standard wants a description, ours may be empty."""
    return {"id": str(row.id), "name": row.name, "description": row.description}


def service(rows: ServiceRows) -> Json:
    """Return the flat HSDS service, as lists give it."""
    row, about = rows.service, rows.provenance
    return {
        "id": str(row.id),
        "organization_id": str(row.organization_id),
        "name": row.name,
        "status": row.status,
        **_known(
            description=row.description,
            url=_uri(row.url),
            eligibility_description=row.eligibility_description,
            fees_description=row.fees_description,
            minimum_age=row.minimum_age,
            maximum_age=row.maximum_age,
            assured_date=about.source_date if len(about.source_date) == _WHOLE_DATE else "",
        ),
        "last_modified": about.last_action_date.isoformat(timespec="milliseconds"),
        "x_walk_in": row.walk_in,
        "x_source_url": about.source_url,
        "x_source_date": about.source_date,
        "x_confidence": about.confidence,
        "x_doubt": about.doubt,
        "x_traits": sorted(traits_of(row.eligibility_description, row.fees_description)),
    }


def full_service(rows: ServiceRows, *, now: datetime) -> Json:
    """Return an HSDS service with everything nested in it."""
    return {
        **service(rows),
        "organization": organization(rows.organization),
        "phones": [phone(each) for each in rows.phones],
        "languages": [language(each) for each in rows.languages],
        "attributes": [attribute(*each) for each in rows.attributes],
        "service_at_locations": [service_at_location(each, now=now) for each in rows.places],
        "metadata": [metadata(rows.provenance)],
    }


def service_at_location(place: PlaceRows, *, now: datetime) -> Json:
    """Return an HSDS service_at_location with its location and hours; `x_open_state` is of `now`."""
    text = next((row.opening_hours for row in place.schedules if row.opening_hours), "")
    rules = [schedule_row(row) for row in place.schedules if not row.opening_hours]
    return {
        "id": str(place.link.id),
        "service_id": str(place.link.service_id),
        "location_id": str(place.link.location_id),
        "location": location(place.location, place.address),
        "schedules": schedules(text, place.link.id) or rules,
        "x_opening_hours": text,
        "x_open_state": hours.state(text or rules_of(place.schedules), now).state,
    }


def location(row: Location, address: Address | None) -> Json:
    """Return an HSDS location; one without a point has none, and one that must not be walked to has no address."""
    return {
        "id": str(row.id),
        "location_type": row.location_type,
        **_known(latitude=row.latitude, longitude=row.longitude),
        "x_neighborhood": row.neighborhood,
        "addresses": [_address(address)] if address and address.address_1 else [],
    }


def phone(row: Phone) -> Json:
    """Return an HSDS phone; a number that takes text messages is of type `text`."""
    kind = _TEXT.get(row.type, row.type)
    return {"id": str(row.id), "service_id": str(row.service_id), "number": row.number, "type": kind}


def language(row: Language) -> Json:
    """Return an HSDS language."""
    return {"id": str(row.id), "service_id": str(row.service_id), "code": row.code}


def attribute(row: Attribute, term: TaxonomyTerm) -> Json:
    """Return an HSDS attribute that says a service meets a need."""
    return {
        "id": str(row.id),
        "link_id": str(row.service_id),
        "link_entity": "service",
        "taxonomy_term_id": str(row.taxonomy_term_id),
        "taxonomy_term": taxonomy_term(term),
    }


def taxonomy_term(row: TaxonomyTerm) -> Json:
    """Return an HSDS taxonomy term of our vocabulary."""
    return {
        "id": str(row.id),
        "code": row.code,
        "name": row.name,
        "description": row.description or row.name,
        "taxonomy": TAXONOMIES[row.taxonomy][0] if row.taxonomy in TAXONOMIES else row.taxonomy,
        **_known(term_uri=row.term_uri),
    }


def taxonomy(name: str) -> Json:
    """Return an HSDS taxonomy: one of ours, or one that an import brought."""
    title, description = TAXONOMIES.get(name, (name, name))
    return {"id": str(taxonomy_id(name)), "name": title, "description": description, "version": "1"}


def minimal_service(rows: ServiceRows) -> Json:
    """Return only what a service is known by and when it changed, for programs that keep a copy."""
    return {"id": str(rows.service.id), "modified_date": rows.provenance.last_action_date.isoformat()}


def metadata(row: Provenance) -> Json:
    """Return HSDS metadata: when a record last changed; who did it is not published."""
    return {
        "id": str(row.id),
        "resource_id": str(row.service_id),
        "resource_type": "service",
        "last_action_date": row.last_action_date.date().isoformat(),
        "last_action_type": row.last_action_type,
        "field_name": "*",
        "previous_value": "",
        "replacement_value": "",
        "updated_by": "directory editors",
    }


def _address(row: Address) -> Json:
    return {
        "id": str(row.id),
        "location_id": str(row.location_id),
        "address_1": row.address_1,
        "city": row.city,
        "state_province": row.state_province,
        "postal_code": row.postal_code,
        "country": row.country,
        "address_type": row.address_type,
    }


def _uri(url: str) -> str:
    """Write an address in ASCII, as a URI must be; some sources hold letters beyond it."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")


def _known(**fields: object) -> Mapping[str, object]:
    return {name: value for name, value in fields.items() if value not in (None, "")}
