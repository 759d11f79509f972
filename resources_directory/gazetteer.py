"""Read the place out of a text: area, nickname, ZIP code, station, landmark, corner or address, also misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Self

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from resources_directory.geocoding import Geocoder, ask_geocoder
from resources_directory.models import Place, PlaceAlias
from resources_directory.place_choice import choose
from resources_directory.place_doubt import equals
from resources_directory.place_index import KnownPlace, PlaceIndex
from resources_directory.place_mentions import Mention, mentions
from resources_directory.place_presence import without_names
from resources_directory.street_files import street_index
from resources_directory.street_index import StreetIndex
from resources_directory.street_phrases import numbered_streets
from resources_directory.street_reading import StreetPlace, StreetReader
from resources_directory.words import Words, words

_ZIP = re.compile(r"(?<![\d-])(\d{5})(?:-\d{4})?(?![\d-])")


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """The place a person named, by a name that reads back as the same place.

    `kind` is neighborhood, city, zip, station, landmark, intersection or address. An address is the block it is in:
    neither `name` nor the point tells the door (see `street_reading`).
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

    def __init__(
        self, places: Iterable[KnownPlace], streets: StreetIndex | None = None, geocoder: Geocoder | None = None
    ) -> None:
        places = list(places)
        self._index = PlaceIndex(places)
        self._outside = frozenset(place.town for place in places if place.town)
        self._streets = StreetReader(streets or StreetIndex(), self._outside)
        self._geocoder = geocoder

    @classmethod
    def load(cls, session: Session, geocoder: Geocoder | None = None) -> Self:
        """Build the gazetteer from the places in the database and the streets of the seed files.

        `geocoder` is asked for addresses on streets the files do not know; without it they stay unread.
        """
        rows = session.execute(
            select(Place.name, Place.kind, Place.latitude, Place.longitude, Place.town, PlaceAlias.name.label("alias"))
            .outerjoin(PlaceAlias, PlaceAlias.place_id == Place.id)
            .order_by(Place.kind, Place.name, PlaceAlias.name)
        ).all()
        places = [_known(list(group)) for _, group in groupby(rows, key=lambda row: (row.kind, row.name))]
        return cls(places, street_index(), geocoder)

    def read(self, text: str) -> PlaceFound | Ambiguous | None:
        """Find the place `text` names: the one after "near" or "cerca de", else the last; None when there is none."""
        named, zips = without_names(mentions(text, self._index), words(text)), self._zips(text)
        streets = self._streets.read(text, named, zips) or self._asked(text, named, zips)
        if len(streets) > 1:
            return Ambiguous(tuple(street.name for street in streets))
        if streets:
            return self._on_street(streets[0])
        return self._found(zips[-1]) if zips else self._chosen(_beside_addresses(named, text), words(text))

    def _asked(self, text: str, named: Sequence[Mention], zips: Sequence[KnownPlace]) -> Sequence[StreetPlace]:
        return ask_geocoder(text, named, zips, self._geocoder) if self._geocoder else ()

    def _zips(self, text: str) -> Sequence[KnownPlace]:
        areas = (self._index.zip_code(code) for code in _ZIP.findall(text))
        return [area for area in areas if area is not None]

    def _chosen(self, named: Sequence[Mention], typed: Words) -> PlaceFound | Ambiguous | None:
        places = _likeliest(named, typed)
        if len(places) > 1:
            return Ambiguous(tuple(place.label for place in places))
        return self._found(places[0]) if places else None

    def _on_street(self, place: StreetPlace) -> PlaceFound:
        return PlaceFound(place.name, *place.point, place.kind, outside_boston=place.area in self._outside)

    def _found(self, place: KnownPlace) -> PlaceFound:
        """Give a place the name that reads back as it: callers remember the name, not the point."""
        is_clear = place.kind == "zip" or list(choose(mentions(place.name, self._index))) == [place]
        name = place.name if is_clear else place.label
        return PlaceFound(name, place.latitude, place.longitude, place.kind, outside_boston=bool(place.town))


def _likeliest(named: Sequence[Mention], typed: Words) -> Sequence[KnownPlace]:
    """Choose one place, or two equals where the choice falls on one of them: "i'm in eastie, chelsea or revere"."""
    chosen, pair = choose(named, typed), equals(named, typed)
    return pair if any(place in pair for place in chosen) else chosen


def _beside_addresses(named: Sequence[Mention], text: str) -> Sequence[Mention]:
    """Leave out spots that are half of an address we cannot place: "2 Park St" is not Park Street station."""
    written = numbered_streets(text)
    return [
        mention
        for mention in named
        if not any(one.start < mention.start < one.end for one in written) or all(p.is_area for p in mention.places)
    ]


def _known(rows: Sequence[Row[*tuple[Any, ...]]]) -> KnownPlace:
    first = rows[0]
    aliases = tuple(row.alias for row in rows if row.alias)
    return KnownPlace(first.name, first.kind, first.latitude, first.longitude, first.town, aliases)
