"""Which row of which table a tabular row becomes, and what of it only `Extra` can hold; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from resources_directory.exchange.codecs import read_id
from resources_directory.exchange.columns import MODELS, UNIT, read_columns, read_provenance
from resources_directory.exchange.known import Known
from resources_directory.exchange.leftovers import leftover
from resources_directory.exchange.rows import Row, Tables
from resources_directory.exchange.standard import KINDS
from resources_directory.identity import stable_id

#: How the table of sources marks what came this way; `import` marks what the seed owns and may retire.
BY_EXCHANGE: Final = "exchange"
#: What a row must name to stand in its table, and what no two rows of a table share.
_MUST_HAVE = {
    "address": ("location_id",),
    "accessibility": ("location_id",),
    "schedule": ("service_at_location_id",),
    "phone": ("service_id",),
    "language": ("service_id", "code"),
    "required_document": ("service_id",),
}
_UNIQUE = {
    "address": ("location_id",),
    "service_at_location": ("service_id", "location_id"),
    "language": ("service_id", "code"),
    "attribute": ("service_id", "taxonomy_term_id"),
    "service_capacity": ("service_id", "unit"),
}


@dataclass(slots=True)
class Plan:
    """The rows each table should have, by object, with the sources; and what goes to `Extra`, by object and id.

    An empty `Extra` body means that nothing is left over.
    """

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    sources: list[dict[str, Any]] = field(default_factory=list)
    extras: dict[tuple[str, UUID], dict[str, Any]] = field(default_factory=dict)


def plan(tables: Tables, known: Known, now: datetime) -> Plan:
    """Plan an import; `now` dates the sources of services that do not say when they were last changed."""
    units = {row.id: str(row.values["name"]) for row in tables.get("unit", ())}
    planned, builder = Plan({kind: [] for kind in tables if kind in MODELS}), _Builder(tables, known, units)
    for kind in (*KINDS, *(kind for kind in tables if kind not in KINDS)):
        for row in tables.get(kind, ()):
            columns = builder.columns(kind, row)
            about = read_provenance(row.values) if kind == "service" else None
            planned.extras[kind, read_id(row.id)] = _extra(kind, row, columns, about)
            if columns is not None:
                planned.rows[kind].append(columns)
            if about is not None and columns is not None:
                planned.sources.append(_source(columns, about, now))
    return planned


def _extra(kind: str, row: Row, columns: Mapping[str, Any] | None, about: Mapping[str, Any] | None) -> dict[str, Any]:
    if columns is not None:
        return leftover(kind, row.values, columns, about)
    # Who last changed a record elsewhere is a person's name, which we neither keep nor publish.
    return {name: value for name, value in row.values.items() if name not in {"id", "updated_by"}}


def _source(columns: Mapping[str, Any], about: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    given = {"last_action_type": BY_EXCHANGE, "id": stable_id("metadata", columns["code"])}
    return {
        **about,
        **given,
        "last_action_date": about["last_action_date"] or now,
        "is_dated": bool(about["last_action_date"]),
    }


class _Builder:
    """Reads rows into columns, the first of those that cannot stand beside each other."""

    def __init__(self, tables: Tables, known: Known, units: Mapping[str, str]) -> None:
        self._units = units
        self._taken: dict[tuple[Any, ...], str] = {}
        for service, places in known.places.items():
            for location, key in places.items():
                self._taken["service_at_location", UUID(service), UUID(location)] = key
        self._positions: Counter[tuple[UUID, str]] = Counter()
        self._kinds_of_place = {row.id: row.values["location_type"] for row in tables.get("location", ())}
        self._stored: set[tuple[str, UUID]] = {
            (kind, UUID(key)) for kind, keys in known.ids.items() if kind in MODELS for key in keys
        }

    def columns(self, kind: str, row: Row) -> dict[str, Any] | None:
        """Return the columns of a row, or None when its table cannot hold it."""
        if kind not in MODELS or not self._fits(kind, row):
            return None
        unit = {UNIT: self._units.get(row.values["unit_id"], "")} if kind == "service_capacity" else {}
        read = read_columns(kind, {**row.values, **unit})
        if not self._has_owners(read) or not self._is_first(kind, read):
            return None
        self._stored.add((kind, read["id"]))
        return self._in_order(read) if kind == "phone" else read

    def _fits(self, kind: str, row: Row) -> bool:
        if kind == "attribute":
            return bool(row.values["link_entity"] == "service")
        if kind == "address":
            # A letter box is no door: where one can walk to a place, only its door is shown.
            at = self._kinds_of_place.get(row.values.get("location_id", ""), "")
            return "location_id" in row.values and (at != "physical" or row.values["address_type"] == "physical")
        if kind == "service_capacity":
            return row.values["unit_id"] in self._units
        return all(name in row.values for name in _MUST_HAVE.get(kind, ()))

    def _has_owners(self, read: Mapping[str, Any]) -> bool:
        named = {name: name.removesuffix("_id") for name in read if name.endswith("_id")}
        return all((owner, read[name]) in self._stored for name, owner in named.items())

    def _is_first(self, kind: str, read: Mapping[str, Any]) -> bool:
        if kind not in _UNIQUE:
            return True
        key = (kind, *(read[name] for name in _UNIQUE[kind]))
        return self._taken.setdefault(key, str(read["id"])) == str(read["id"])

    def _in_order(self, read: dict[str, Any]) -> dict[str, Any]:
        group = (read["service_id"], read["type"])
        self._positions[group] += 1
        return {**read, "position": self._positions[group] - 1}
