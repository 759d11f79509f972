"""A source held against the standard: what is wrong with which field of which row, and the good rows; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from resources_directory.exchange.columns import OUR_TAXONOMIES
from resources_directory.exchange.hours_rules import hours_fault, overlaps
from resources_directory.exchange.known import Known
from resources_directory.exchange.references import linked
from resources_directory.exchange.rows import Fault, Read, Row, Tables
from resources_directory.exchange.value_rules import value_faults

_LIMITS = {"latitude": 90, "longitude": 180}


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows that can be taken, what is wrong with the others, and what to look at in those that are taken."""

    tables: Tables
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


def check(read: Read, known: Known) -> Checked:
    """Leave out each row that breaks a rule and everything that hangs on it; each comes with its reason."""
    faults, out, good = list(read.faults), dict[tuple[str, str], Row](), Tables()
    for kind, rows in read.tables.items():
        good[kind] = []
        for row in rows:
            found = list(_faults(kind, row))
            faults += found
            if found:
                out[kind, row.id] = row
            else:
                good[kind].append(row)
    taken = list(_codes_taken(good, known))
    for kind, row, fault in taken:
        faults.append(fault)
        out[kind, row.id] = row
        good[kind] = [each for each in good[kind] if each is not row]
    left = linked(good, known.ids, out)
    notes = [*left.notes, *overlaps(left.tables), *_off_the_map(left.tables)]
    return Checked(left.tables, tuple(sorted({*faults, *left.faults})), tuple(sorted(set(notes))))


def _faults(kind: str, row: Row) -> Iterator[Fault]:
    yield from value_faults(kind, row)
    unread = hours_fault(row) if kind == "schedule" else None
    if unread:
        yield unread


def _codes_taken(tables: Tables, known: Known) -> Iterator[tuple[str, Row, Fault]]:
    """Yield rows whose code of ours belongs to another record: no two may have one."""
    codes = dict(known.codes)
    for kind, name in (("service", "x_code"), ("taxonomy_term", "code")):
        for row in tables.get(kind, ()):
            code = row.values.get(name)
            is_ours = kind == "service" or row.values.get("taxonomy") in OUR_TAXONOMIES
            if code and is_ours and codes.setdefault((kind, code), row.id) != row.id:
                yield kind, row, row.fault(name, "is the code of another record")


def _off_the_map(tables: Tables) -> Iterator[Fault]:
    """Note points that are on no map: the standard's own example has one."""
    for row in tables.get("location", ()):
        for name, limit in _LIMITS.items():
            value = row.values.get(name, 0)
            if isinstance(value, int | float) and abs(value) > limit:
                yield row.fault(name, f"is not between -{limit} and {limit}; kept, not used")
