"""Nested records into the tabular form; pure.

A record inside another gets the field that names its owner.  The same record given in several places (the
standard's own examples do so) becomes one row that names every owner; where two say different things, the later is
refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from resources_directory.exchange.cells import settled
from resources_directory.exchange.forms import is_uuid
from resources_directory.exchange.rows import Fault, Read, Row, Tables
from resources_directory.exchange.standard import KINDS, LINKS, Kind

#: Stands for the id of a record whose own id is missing or wrong, so that what belongs to it hangs on it.
MISSING = "missing:"
Found = tuple[str, Row] | Fault


def flatten(kind: str, record: object, file: str, number: int) -> list[Found]:
    """Return the rows of one nested record, itself first, and what is not a record where one should be."""
    return list(_flatten(kind, record, {}, Row({}, file, number)))


def gather(found: Iterable[Found]) -> Read:
    """Put rows together by object; rows with one id become one, unless they contradict each other."""
    seen: dict[tuple[str, str], Row] = {}
    lone: list[tuple[str, Row]] = []
    faults: list[Fault] = []
    for each in found:
        if isinstance(each, Fault):
            faults.append(each)
        elif (each[0], each[1].id) not in seen or not each[1].id:
            _first(each, seen, lone)
        else:
            _again(each, seen, faults)
    tables: Tables = {}
    for kind, row in [*((key[0], row) for key, row in seen.items()), *lone]:
        tables.setdefault(kind, []).append(row)
    return Read(tables, tuple(faults))


def _first(each: tuple[str, Row], seen: dict[tuple[str, str], Row], lone: list[tuple[str, Row]]) -> None:
    kind, row = each
    if row.id:
        seen[kind, row.id] = row
    else:
        lone.append(each)


def _again(each: tuple[str, Row], seen: dict[tuple[str, str], Row], faults: list[Fault]) -> None:
    kind, row = each
    first = seen[kind, row.id]
    for one in (first, row):
        faults += [one.fault(name, "is missing here") for name in _lacking(kind, one)]
    if _lacking(kind, first):
        seen[kind, row.id] = row
    elif not _lacking(kind, row):
        differing = [name for name, value in row.values.items() if first.values.get(name, value) != value]
        faults += [row.fault(name, f"differs from what row {first.number} says of the same id") for name in differing]
        together = first.values if differing else {**first.values, **row.values}
        seen[kind, row.id] = Row(together, first.file, first.number, first.path)


def _lacking(kind: str, row: Row) -> list[str]:
    """Return what the schemas want of each place a record is given in, whatever other places say of it."""
    about = KINDS.get(kind)
    if about is None:
        return []
    wanted = (field for field in about.fields.values() if field.is_required and not field.refers_to)
    return [field.name for field in wanted if field.name not in row.values]


def _flatten(kind: str, record: object, links: Mapping[str, str], at: Row) -> Iterator[Found]:
    if not isinstance(record, dict):
        yield at.fault("", f"is not a record of {kind}")
        return
    about = KINDS[kind]
    own = settled(kind, {name: value for name, value in record.items() if not _is_nested(about, name)})
    values, own_id = {**links, **own}, own.get("id")
    key = own_id if is_uuid(own_id) else f"{MISSING}{at.file}:{at.number}:{at.path}"
    children = list(_children(about, record, str(key), at))
    values |= {name: value for name, value in _named(about, record).items() if name not in values}
    yield kind, Row(values, at.file, at.number, at.path)
    for child in children:
        yield from _flatten(*child) if isinstance(child, tuple) else (child,)


Child = tuple[str, object, Mapping[str, str], Row]


def _children(about: Kind, record: Mapping[str, Any], key: str, at: Row) -> Iterator[Child | Fault]:
    for name, inside in about.lists.items():
        held = record.get(name, [])
        if not isinstance(held, list):
            yield at.fault(name, "is not a list")
            continue
        for index, each in enumerate(held):
            yield inside, each, _links(about.name, inside, key), _inside(at, f"{name}/{index}/")
    for name, (inside, _) in about.singles.items():
        if name in record:
            yield inside, record[name], _inherited(record, name), _inside(at, f"{name}/")


def _links(owner: str, inside: str, key: str) -> dict[str, str]:
    if inside in LINKS:
        by_id, by_name = LINKS[inside]
        return {by_id: key, by_name: owner}
    return {f"{owner}_id": key}


def _inherited(record: Mapping[str, Any], name: str) -> dict[str, str]:
    """Give a service's program the organization of the service: the tabular form needs it."""
    organization = record.get("organization")
    owner = organization.get("id") if isinstance(organization, dict) else record.get("organization_id")
    return {"organization_id": owner.lower()} if name == "program" and isinstance(owner, str) else {}


def _named(about: Kind, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the references that nested single records stand for."""
    held = {field: record.get(name) for name, (_, field) in about.singles.items()}
    return {field: _id(each) for field, each in held.items() if isinstance(each, dict) and "id" in each}


def _id(record: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a wrong id is reported as it is
    value = record["id"]
    return value.lower() if isinstance(value, str) else value


def _is_nested(about: Kind, name: str) -> bool:
    return name in about.lists or name in about.singles


def _inside(at: Row, more: str) -> Row:
    return Row({}, at.file, at.number, f"{at.path}{more}")
