"""Records that refer to others: what hangs on a record that is left out is left out too; pure.

A reference the standard requires, and the last record something belongs to, must be there.  Others (the program of a
service, an organization's parent) may lead out of the file: they are kept and noted, as the standard's own example has
seven of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from resources_directory.exchange.rows import Fault, Row, Tables
from resources_directory.exchange.standard import KINDS, LINKS, Field

Ids = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Linked:
    """What is left when everything that leads nowhere is left out, and why; `notes` are about rows that stay."""

    tables: Tables
    faults: list[Fault]
    notes: list[Fault]


def linked(tables: Tables, known: Ids, left_out: Mapping[tuple[str, str], Row]) -> Linked:
    """Leave out what hangs on nothing; `known` are ids of records that are there already."""
    out, left, faults = dict(left_out), tables, list[Fault]()
    while True:
        look = _Look(known, left, out)
        found = {kind: [(row, look.fault(kind, row)) for row in rows] for kind, rows in left.items()}
        wrong = [(kind, row, fault) for kind, pairs in found.items() for row, fault in pairs if fault]
        if not wrong:
            return Linked(
                left, faults, [note for kind, rows in left.items() for row in rows for note in look.notes(kind, row)]
            )
        faults += [fault for _, _, fault in wrong]
        out |= {(kind, row.id): row for kind, row, _ in wrong}
        left = {kind: [row for row, fault in pairs if not fault] for kind, pairs in found.items()}


class _Look:
    """What can be referred to at the moment."""

    def __init__(self, known: Ids, tables: Tables, out: Mapping[tuple[str, str], Row]) -> None:
        self._here = {kind: {row.id for row in rows} for kind, rows in tables.items()}
        self._known, self._out = known, out
        self._out_ids = {key for _, key in out}

    def fault(self, kind: str, row: Row) -> Fault | None:
        """Say why a row cannot stay, or None."""
        if kind in LINKS:
            fault = self._link_fault(kind, row)
            if fault:
                return fault
        fields = KINDS[kind].fields.values() if kind in KINDS else ()
        given = [field for field in fields if field.refers_to and field.name in row.values]
        lost = [field for field in given if not self._has(field.refers_to, row.values[field.name])]
        required = next((field for field in lost if field.is_required), None)
        owners = [field for field in given if field.is_owner]
        wrong = required or (owners[0] if owners and all(field in lost for field in owners) else None)
        return row.fault(wrong.name, self._why(wrong.refers_to, row.values[wrong.name])) if wrong else None

    def notes(self, kind: str, row: Row) -> Iterator[Fault]:
        """Yield the references of a row that lead out of what we know."""
        for field in KINDS[kind].fields.values() if kind in KINDS else ():
            if field.name in row.values and self._leads_out(field, row):
                yield row.fault(field.name, f"{self._why(field.refers_to, row.values[field.name])}; kept as it is")
        if kind in LINKS:
            by_id, by_name = LINKS[kind]
            if not self._has_any(str(row.values[by_id])):
                yield row.fault(by_id, f"there is no {row.values[by_name]} with this id; kept, not used")

    def _link_fault(self, kind: str, row: Row) -> Fault | None:
        """Judge a link to a record of any kind; history may be about a record that is gone."""
        by_id, by_name = LINKS[kind]
        owner, key = str(row.values[by_name]), str(row.values[by_id])
        if self._has(owner, key) or (key not in self._out_ids and (kind == "metadata" or owner not in KINDS)):
            return None
        return None if owner not in KINDS and self._has_any(key) else row.fault(by_id, self._why(owner, key))

    def _leads_out(self, field: Field, row: Row) -> bool:
        return bool(field.refers_to) and not self._has(field.refers_to, row.values[field.name])

    def _has(self, kind: str, key: object) -> bool:
        return key in self._here.get(kind, ()) or key in self._known.get(kind, ())

    def _has_any(self, key: str) -> bool:
        return any(self._has(kind, key) for kind in KINDS)

    def _why(self, kind: str, key: object) -> str:
        at = self._out.get((kind, str(key)))
        if at:
            return f"the {kind} it belongs to is left out ({at.file} row {at.number})"
        return f"there is no {kind} with this id"
