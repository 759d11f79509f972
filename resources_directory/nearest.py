"""The neighborhood a point lies in or next to: coarse on purpose, so that no exact position is passed on or kept."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.geography import Point, metres_between
from resources_directory.models import Place

#: Beyond this a person is not near any place we know, in metres.
FARTHEST_M = 6_000.0
_KINDS = ("neighborhood", "city")


def nearest_place(session: Session, point: Point) -> str | None:
    """Return the name of the neighborhood or town whose center is nearest to `point`, or None when all are far."""
    places = session.scalars(select(Place).where(Place.kind.in_(_KINDS))).all()
    measured = [(metres_between(point, (place.latitude, place.longitude)), place.name) for place in places]
    distance, name = min(measured, default=(FARTHEST_M, ""))
    return name if distance < FARTHEST_M else None
