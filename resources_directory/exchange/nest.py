"""The tabular form into nested records; pure.

Each row stands once, inside the record it belongs to, and keeps the fields that name what else it belongs to.  Two
things are repeated because readers look for them there: the location of a service_at_location, and a capacity's unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from resources_directory.exchange.rows import Row, Tables
from resources_directory.exchange.standard import KINDS, LINKS

#: Where a row goes that belongs to several records, the likeliest first.
_OWNERS = ("service_at_location", "service", "contact", "phone", "location", "organization")
#: Vocabularies stand by themselves, once.
_APART = frozenset({"taxonomy", "taxonomy_term", "organization", "service"})


def nest(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """Return the records by object that stand at the top, each with everything that belongs to it inside."""
    return _Nest(tables).everything()


class _Nest:
    """The rows by id, and which of them stand in which."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._rows = {(kind, row.id): row for kind, rows in tables.items() for row in rows}
        self._inside: defaultdict[tuple[str, str], list[tuple[str, str, Row]]] = defaultdict(list)
        self._placed = {("location", str(row.values["location_id"])) for row in tables.get("service_at_location", ())}
        self._placed |= {("unit", str(row.values["unit_id"])) for row in tables.get("service_capacity", ())}
        for kind, rows in tables.items():
            for row in rows:
                self._put(kind, row)

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """Return what stands in nothing else."""
        top = {
            kind: [self._record(kind, row) for row in rows if (kind, row.id) not in self._placed]
            for kind, rows in self._tables.items()
        }
        return {kind: records for kind, records in top.items() if records}

    def _put(self, kind: str, row: Row) -> None:
        owner = None if kind in _APART or (kind, row.id) in self._placed else self._owner(kind, row)
        if owner:
            key = next(key for key, inside in KINDS[owner[0]].lists.items() if inside == kind)
            self._inside[owner].append((key, kind, row))
            self._placed.add((kind, row.id))

    def _owner(self, kind: str, row: Row) -> tuple[str, str] | None:
        return next((each for each in self._candidates(kind, row) if self._takes(each, kind, row)), None)

    def _candidates(self, kind: str, row: Row) -> Iterable[tuple[str, str]]:
        if kind in LINKS:
            by_id, by_name = LINKS[kind]
            key = str(row.values[by_id])
            return [(owner, key) for owner in (str(row.values[by_name]), *KINDS)]
        return [(owner, str(row.values[f"{owner}_id"])) for owner in _OWNERS if f"{owner}_id" in row.values]

    def _takes(self, owner: tuple[str, str], kind: str, row: Row) -> bool:
        """Tell whether a record can hold a row; one that would hold itself by way of others cannot be asked here."""
        return owner in self._rows and kind in KINDS[owner[0]].lists.values() and owner != (kind, row.id)

    def _record(self, kind: str, row: Row) -> dict[str, Any]:
        record: dict[str, Any] = dict(row.values)
        for key, inside, each in self._inside.get((kind, row.id), ()):
            record.setdefault(key, []).append(self._record(inside, each))
        return record | self._repeated(kind, row)

    def _repeated(self, kind: str, row: Row) -> dict[str, Any]:
        name, field = {"service_at_location": ("location", "location_id"), "service_capacity": ("unit", "unit_id")}.get(
            kind, ("", "")
        )
        found = self._rows.get((name, str(row.values.get(field))))
        return {name: self._record(name, found)} if found else {}
