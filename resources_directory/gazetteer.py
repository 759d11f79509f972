"""Read the place out of a text: neighborhood, nickname, ZIP code, station or landmark, also misspelt or in Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Self

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from resources_directory.models import Place, PlaceAlias
from resources_directory.place_choice import choose
from resources_directory.place_index import KnownPlace, PlaceIndex
from resources_directory.place_mentions import mentions

_ZIP = re.compile(r"(?<![\d-])(\d{5})(?:-\d{4})?(?![\d-])")


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """The place a person named, by a name that reads back as the same place.

    `kind` is neighborhood, city, zip, station or landmark.
    """

    name: str
    latitude: float
    longitude: float
    kind: str
    outside_boston: bool = False


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Places more than 1.5 km apart that share the name a person used; each of `names` reads back as one place."""

    names: tuple[str, ...]


class Gazetteer:
    """Every known place by every name people use for it; built once, never changed."""

    def __init__(self, places: Iterable[KnownPlace]) -> None:
        self._index = PlaceIndex(places)

    @classmethod
    def load(cls, session: Session) -> Self:
        """Build the gazetteer from the places in the database."""
        rows = session.execute(
            select(Place.name, Place.kind, Place.latitude, Place.longitude, Place.town, PlaceAlias.name.label("alias"))
            .outerjoin(PlaceAlias, PlaceAlias.place_id == Place.id)
            .order_by(Place.kind, Place.name, PlaceAlias.name)
        ).all()
        return cls(_known(list(group)) for _, group in groupby(rows, key=lambda row: (row.kind, row.name)))

    def read(self, text: str) -> PlaceFound | Ambiguous | None:
        """Find the place `text` names: the one after "near" or "cerca de", else the last; None when there is none."""
        for code in reversed(_ZIP.findall(text)):
            if (place := self._index.zip_code(code)) is not None:
                return self._found(place)
        places = self._meant(text)
        if len(places) > 1:
            return Ambiguous(tuple(place.label for place in places))
        return self._found(places[0]) if places else None

    def _meant(self, text: str) -> Sequence[KnownPlace]:
        return choose(mentions(text, self._index))

    def _found(self, place: KnownPlace) -> PlaceFound:
        """Give a place the name that reads back as it: callers remember the name, not the point."""
        is_clear = place.kind == "zip" or list(self._meant(place.name)) == [place]
        name = place.name if is_clear else place.label
        return PlaceFound(name, place.latitude, place.longitude, place.kind, outside_boston=bool(place.town))


def _known(rows: Sequence[Row[*tuple[Any, ...]]]) -> KnownPlace:
    first = rows[0]
    aliases = tuple(row.alias for row in rows if row.alias)
    return KnownPlace(first.name, first.kind, first.latitude, first.longitude, first.town, aliases)
