"""Broken copies of a good record, each wrong in one place, and what the importer must say of it; pure."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resources_directory.exchange.standard import KINDS, LINKS, Field

#: What no record of any example has.
NOBODY = "00000000-0000-4000-8000-000000000000"
_WRONG = {
    "uuid": "not-a-uuid",
    "reference": "not-a-uuid",
    "number": "a hundred",
    "date": "2026-13-45",
    "time": "25:61",
    "instant": "yesterday",
    "uri": "not a web address",
    "email": "nobody",
    "choice": "closed",
    "text": 12,
    "flag": "perhaps",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A broken record, what was done to it, and the field that must be named (its last part; path apart)."""

    what: str
    field: str
    record: dict[str, Any]


def variants(kind: str, record: dict[str, Any]) -> Iterator[Variant]:
    """Yield every broken copy of a nested record of `kind`."""
    for path, inside in places(kind, record):
        for name, field in KINDS[inside].fields.items():
            yield from _of_field(record, path, inside, field, name)


def places(kind: str, record: dict[str, Any], path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yield the path and object of every record in a record, itself first."""
    yield path, kind
    about = KINDS[kind]
    for key, inside in about.lists.items():
        for index, each in enumerate(record.get(key, [])):
            yield from places(inside, each, (*path, key, index))
    for key, (inside, _) in about.singles.items():
        if key in record:
            yield from places(inside, record[key], (*path, key))


def _of_field(record: dict[str, Any], path: tuple[Any, ...], kind: str, field: Field, name: str) -> Iterator[Variant]:
    at = record
    for step in path:
        at = at[step]
    where = f"{'/'.join(map(str, path))}/{name}".lstrip("/")
    if name not in at:
        return
    if field.is_required and not (path and name in LINKS.get(kind, ())):
        # Inside another record, that record says what an attribute or a change is about.
        yield _changed(record, path, name, f"{kind}: no {where}", ...)
    yield _changed(record, path, name, f"{kind}: wrong {where}", _WRONG[field.kind])
    yield _changed(record, path, name, f"{kind}: null {where}", None)
    if field.kind == "number":
        yield _changed(record, path, name, f"{kind}: {where} as text", str(at[name]))
    if name == "freq":
        yield _changed(record, path, name, f"{kind}: daily {where}", "DAILY")
    if field.refers_to and field.is_required:
        yield _changed(record, path, name, f"{kind}: {where} leads nowhere", NOBODY)


def _changed(record: dict[str, Any], path: tuple[Any, ...], name: str, what: str, value: object) -> Variant:
    """Copy a record with one field of the record at `path` changed, or dropped where `value` is `...`."""
    broken = copy.deepcopy(record)
    at = broken
    for step in path:
        at = at[step]
    if value is ...:
        del at[name]
    else:
        at[name] = value
    return Variant(what, name, broken)


def cell_variants(file: str, kind: str, row: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield broken copies of a row of the tabular form, where text is a number if it reads as one."""
    for name, field in KINDS[kind].fields.items():
        if name not in row:
            continue
        if field.is_required:
            yield f"{file}: no {name}", name, {key: value for key, value in row.items() if key != name}
        if field.kind != "text":
            yield f"{file}: wrong {name}", name, {**row, name: _WRONG[field.kind]}
        if field.refers_to and field.is_required:
            yield f"{file}: {name} leads nowhere", name, {**row, name: NOBODY}
