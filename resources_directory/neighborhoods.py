"""The neighborhoods of Boston: as much of a place as a link may hold."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.gazetteer import PlaceFound
from resources_directory.models import Place

KIND = "neighborhood"


def neighborhoods(session: Session) -> Mapping[str, PlaceFound]:
    """Return every neighborhood of Boston by its short name for links ("south-end"), in the order of their names."""
    rows = session.execute(
        select(Place.name, Place.latitude, Place.longitude)
        .where(Place.kind == KIND, Place.town == "")
        .order_by(Place.name)
    )
    return {_slug(row.name): PlaceFound(row.name, row.latitude, row.longitude, KIND) for row in rows}


def _slug(name: str) -> str:
    return name.casefold().replace(" ", "-")
