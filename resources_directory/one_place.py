"""One listed place with what its record says beyond the card, and the T stop nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.answer import Card
from resources_directory import hours
from resources_directory.geography import Point, metres_between, walk_minutes
from resources_directory.held_hours import hours_of
from resources_directory.hsds_objects import ServiceRows
from resources_directory.hsds_reading import services_of_places
from resources_directory.listing import Listing, card
from resources_directory.models import Place

#: A stop is told of when it is no farther than this on foot.
_FARTHEST_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Stop:
    """A T station and the minutes on foot from it, by our estimate of a slow walk."""

    name: str
    minutes: int


@dataclass(frozen=True, slots=True)
class OnePlace:
    """A card, and the source's own words; empty text means that the source does not say."""

    card: Card
    for_whom: str
    cost: str
    languages: tuple[str, ...]
    stop: Stop | None


def read_place(session: Session, place_id: UUID, now: datetime) -> OnePlace | None:
    """Read a service_at_location; None when it is not there, or held back since it was listed."""
    rows = services_of_places(session, [place_id]).get(place_id)
    if rows is None:
        return None
    listing = _listing(rows, place_id)
    shown = card(listing, hours.state(listing.opening_hours, now), now)
    point = None if listing.is_line else listing.point
    return OnePlace(
        shown,
        rows.service.eligibility_description,
        rows.service.fees_description,
        tuple(language.code for language in rows.languages),
        _nearest_stop(session, point) if point else None,
    )


def _listing(rows: ServiceRows, place_id: UUID) -> Listing:
    place = next(each for each in rows.places if each.link.id == place_id)
    numbers = {phone.type: phone.number for phone in reversed(rows.phones)}
    return Listing(
        id=place_id,
        service_id=rows.service.id,
        location_id=place.location.id,
        organization=rows.organization.name,
        service=rows.service.name,
        location_type=place.location.location_type,
        address=place.address.address_1 if place.address else "",
        city=place.address.city if place.address else "",
        neighborhood=place.location.neighborhood,
        latitude=place.location.latitude,
        longitude=place.location.longitude,
        phone=numbers.get("voice", ""),
        text_number=numbers.get("sms", ""),
        opening_hours=hours_of(place.schedules),
        walk_in=rows.service.walk_in,
        eligibility=rows.service.eligibility_description,
        languages=frozenset(language.code for language in rows.languages),
        confidence=rows.provenance.confidence,
        source_date=rows.provenance.source_date,
        doubt=rows.provenance.doubt,
    )


def _nearest_stop(session: Session, point: Point) -> Stop | None:
    stations = session.execute(select(Place.name, Place.latitude, Place.longitude).where(Place.kind == "station"))
    measured = [(metres_between(point, (north, east)), name) for name, north, east in stations]
    metres, name = min(measured, default=(float("inf"), ""))
    minutes = walk_minutes(metres) if name else None
    return Stop(name, minutes) if minutes is not None and minutes <= _FARTHEST_MINUTES else None
