"""Rows as they must stand in our tables: each service at a place, hours at a place, what cannot be reached held back.

Pure, from the tabular form to the tabular form.  Nothing is invented: a service without any place gets a virtual one,
because only services at a location are listed; hours whose place is not clear stay out of the tables (and in `Extra`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from resources_directory.exchange.known import Known
from resources_directory.exchange.rows import Fault, Row, Tables
from resources_directory.identity import stable_id

_REACHED_BY = ("voice", "text", "")
#: A place has at most this many rows of the standard that stand for one text of ours.
_MOST_DERIVED = 64


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, for what a source does not say itself: an address, a date as it gives one, how sure we are."""

    url: str = ""
    date: str = ""
    confidence: str = "medium"


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows with what was put right, how many services are held back, and what to look at."""

    tables: Tables
    held_back: int
    notes: tuple[Fault, ...]


def place(tables: Tables, known: Known, source: Source) -> Placed:
    """Return rows our tables can take."""
    services = [_sourced(row, source) for row in tables.get("service", ())]
    lone = list(_without_place(tables, known))
    links = [*tables.get("service_at_location", ()), *(link for link, _ in lone)]
    rows = {**tables, "service": services}
    if lone:
        rows["service_at_location"] = links
        rows["location"] = [*tables.get("location", ()), *(location for _, location in lone)]
    rows, notes = _with_hours_placed(rows, known)
    held = _unreachable(rows, known)
    rows["service"] = [_held(row) if row.id in held else row for row in services]
    return Placed(rows, len(held), notes)


def _sourced(row: Row, source: Source) -> Row:
    given = {"x_source_url": source.url, "x_source_date": source.date, "x_confidence": source.confidence}
    if "assured_date" in row.values:
        del given["x_source_date"]
    more = {name: value for name, value in given.items() if value and name not in row.values}
    return replace(row, values={**row.values, **more})


def _without_place(tables: Tables, known: Known) -> Iterator[tuple[Row, Row]]:
    """Yield a link and a virtual location for each service that has no place, here or in the directory."""
    placed = {row.values["service_id"] for row in tables.get("service_at_location", ())}
    for row in tables.get("service", ()):
        if row.id in placed or known.places.get(row.id):
            continue
        location = str(stable_id("location", "virtual", row.id))
        link = {"id": str(stable_id("service_at_location", row.id)), "service_id": row.id, "location_id": location}
        yield replace(row, values=link), replace(row, values={"id": location, "location_type": "virtual"})


def _with_hours_placed(tables: Tables, known: Known) -> tuple[Tables, tuple[Fault, ...]]:
    if "schedule" not in tables:
        return tables, ()
    ours = {row.values.get("service_at_location_id") for row in tables["schedule"] if "x_opening_hours" in row.values}
    places = _Places(tables, known)
    rows, notes = [], []
    for row in tables["schedule"]:
        if _is_derived(row, ours):
            continue
        found = places.of(row)
        if found is None:
            notes.append(
                row.fault("service_at_location_id", "which place these hours are of is not clear; kept, not used")
            )
        rows.append(replace(row, values={**row.values, "service_at_location_id": found}) if found else row)
    return {**tables, "schedule": rows}, tuple(notes)


def _is_derived(row: Row, ours: set[Any]) -> bool:
    """Tell whether a row says again, as a rule of the standard, what our own hours of the place say."""
    at = row.values.get("service_at_location_id")
    is_rule = "x_opening_hours" not in row.values and at in ours
    return is_rule and any(row.id == derived_id(str(at), number) for number in range(_MOST_DERIVED))


def derived_id(place: str, number: int) -> str:
    """Return the id of the row of the standard that stands for part of our hours of a place."""
    return str(stable_id("hsds_schedule", place, str(number)))


class _Places:
    """Which service_at_location a row of hours is about."""

    def __init__(self, tables: Tables, known: Known) -> None:
        self._by: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._all: set[str] = set()
        stored = ((key, service, location) for service, at in known.places.items() for location, key in at.items())
        here = (
            (row.id, row.values["service_id"], row.values["location_id"])
            for row in tables.get("service_at_location", ())
        )
        for key, service, location in (*stored, *here):
            self._all.add(key)
            self._by["service_id", service].add(key)
            self._by["location_id", location].add(key)

    def of(self, row: Row) -> str | None:
        """Return the place a row names, or the only one its service or location has; None when that is not clear."""
        named = row.values.get("service_at_location_id")
        if named is not None:
            return str(named) if named in self._all else None
        found = [self._by[name, row.values[name]] for name in ("service_id", "location_id") if name in row.values]
        both = set.intersection(*found) if found else set()
        return next(iter(both)) if len(both) == 1 else None


def _unreachable(tables: Tables, known: Known) -> set[str]:
    """Return the services with no phone, no address and no web address."""
    called = {
        row.values.get("service_id") for row in tables.get("phone", ()) if row.values.get("type", "") in _REACHED_BY
    }
    addressed = {row.values.get("location_id") for row in tables.get("address", ()) if row.values["address_1"]}
    visited = {row.values["service_id"] for row in _links(tables) if row.values["location_id"] in addressed}
    reached = called | visited
    reached |= set() if "phone" in tables else set(known.with_phone)
    reached |= set() if "address" in tables else set(known.with_address)
    return {row.id for row in tables["service"] if row.id not in reached and "url" not in row.values}


def _links(tables: Mapping[str, Iterable[Row]]) -> Iterable[Row]:
    return tables.get("service_at_location", ())


def _held(row: Row) -> Row:
    held: dict[str, Any] = {"status": "inactive", "x_confidence": "name_only"}
    return replace(row, values={**row.values, **held})
