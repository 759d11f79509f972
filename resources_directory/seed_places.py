"""Turn the gazetteer files into rows of places and their other names; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from resources_directory.identity import stable_id
from resources_directory.models import Place, PlaceAlias
from storage.base import Base

CsvRow = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlaceFiles:
    """The rows of the six gazetteer files: three from the sources, three of ours.

    Ours are more aliases, the towns of landmarks, and the ZIP codes of larger towns people name that lie farther out.
    """

    neighborhoods: Sequence[CsvRow]
    zip_codes: Sequence[CsvRow]
    landmarks: Sequence[CsvRow]
    more_aliases: Sequence[CsvRow]
    outside_boston: Sequence[CsvRow]
    more_zip_codes: Sequence[CsvRow] = ()

    @property
    def all_zip_codes(self) -> Sequence[CsvRow]:
        """Return the ZIP codes near Boston and those farther out."""
        return [*self.zip_codes, *self.more_zip_codes]


def place_rows(files: PlaceFiles) -> dict[type[Base], list[dict[str, Any]]]:
    """Build the rows of every place that has a point, and of its aliases."""
    towns = {row["name"]: row["town"] for row in files.outside_boston}
    areas, landmarks = list(_neighborhoods(files, towns)), list(_landmarks(files, towns))
    aliases = [*_aliases(areas, files.neighborhoods), *_aliases(landmarks, files.landmarks)]
    # An area and its station often share a name; a nickname of ours is the area's.
    aliases += _aliases({place["name"]: place for place in [*landmarks, *areas]}.values(), files.more_aliases)
    places = [*areas, *landmarks, *_towns(files, {place["name"] for place in areas})]
    places += _zip_codes(files, {place["name"]: place for place in reversed(places)})
    return {Place: places, PlaceAlias: list({alias["id"]: alias for alias in aliases}.values())}


def _neighborhoods(files: PlaceFiles, towns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for row in files.neighborhoods:
        is_city = towns.get(row["name"]) == row["name"]
        yield _place(row, "city" if is_city else "neighborhood", row["name"] if is_city else "")


def _landmarks(files: PlaceFiles, towns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for row in files.landmarks:
        kind = "station" if row["source_url"].endswith("stops.txt") else "landmark"
        yield _place(row, kind, towns.get(row["name"], ""))


def _towns(files: PlaceFiles, known: set[str]) -> Iterator[dict[str, Any]]:
    """Yield the towns that only the ZIP file names, at the middle of their ZIP codes."""
    boston = {row["neighborhood"] for row in files.all_zip_codes if _is_boston(row, files)}
    areas: dict[str, list[CsvRow]] = defaultdict(list)
    for row in files.all_zip_codes:
        if row["latitude"] and row["neighborhood"] not in known | boston:
            areas[row["neighborhood"]].append(row)
    for town, rows in areas.items():
        middle = {column: str(fmean(float(row[column]) for row in rows)) for column in ("latitude", "longitude")}
        yield _place({"name": town, "source_url": rows[0]["source_url"], **middle}, "city", town)


def _zip_codes(files: PlaceFiles, places: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the ZIP codes; one without a point takes that of its neighborhood, one without either is left out."""
    for row in files.all_zip_codes:
        area = places.get(row["neighborhood"])
        point = row if row["latitude"] else area
        if point is not None:
            town = "" if _is_boston(row, files) else row["neighborhood"]
            at = {"latitude": str(point["latitude"]), "longitude": str(point["longitude"])}
            yield _place({"name": row["zip"], "source_url": row["source_url"], **at}, "zip", town)


def _is_boston(row: CsvRow, files: PlaceFiles) -> bool:
    towns = {other["town"] for other in files.outside_boston}
    return row["neighborhood"] in {other["name"] for other in files.neighborhoods} - towns


def _aliases(places: Iterable[dict[str, Any]], rows: Iterable[CsvRow]) -> Iterator[dict[str, Any]]:
    """Yield the other names that `rows` give to those of `places` they name."""
    named: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for place in places:
        named[place["name"]].append(place)
    for row in rows:
        yield from (_alias(place, name) for place in named[row["name"]] for name in _several(row["aliases"]))


def _several(text: str) -> Iterable[str]:
    return (part.strip() for part in text.split(";") if part.strip())


def _place(row: CsvRow, kind: str, town: str) -> dict[str, Any]:
    return {
        "id": stable_id("place", kind, row["name"]),
        "name": row["name"],
        "kind": kind,
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "town": town,
        "source_url": row["source_url"],
    }


def _alias(place: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {"id": stable_id("alias", str(place["id"]), name), "place_id": place["id"], "name": name}
