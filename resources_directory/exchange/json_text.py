"""JSON of HSDS into rows: one object, a list, a page with `contents`, our export, or tables as JSON; pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, NoReturn

from resources_directory.exchange.cells import read_cells, write_cell
from resources_directory.exchange.csv_text import decoded
from resources_directory.exchange.flatten import Found, flatten, gather
from resources_directory.exchange.rows import Fault, Read, Row, UnreadableSourceError
from resources_directory.exchange.standard import BY_FILE, KINDS

#: The keys of our own export, one list of records each; also what other tools call such lists.
LISTS: Mapping[str, str] = {kind.file.removesuffix(".csv"): kind.name for kind in KINDS.values()} | {
    "service_at_locations": "service_at_location",
    "service_capacities": "service_capacity",
}
#: What stands alone in a file of the standard, longest name first: a file's name may begin with one of these.
_ALONE = ("service_at_location", "taxonomy_term", "organization", "location", "taxonomy", "service")
_CERTAIN = 2


def read_json(name: str, data: bytes) -> Read:
    """Return the rows of a JSON file; raises UnreadableSourceError when it is not JSON or holds no records."""
    value = _parsed(name, data)
    if isinstance(value, dict) and any(key in BY_FILE or key.endswith(".csv") for key in value):
        return gather(_tabular(value))
    if isinstance(value, dict) and value and set(value) <= {*LISTS, "version", "profile"}:
        return gather(_listed(name, value))
    records = value["contents"] if isinstance(value, dict) and "contents" in value else value
    return gather(_records(name, records if isinstance(records, list) else [records]))


def _parsed(name: str, data: bytes) -> Any:  # noqa: ANN401 - anything JSON can say
    try:
        return json.loads(decoded(name, data), parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise UnreadableSourceError(f"{name} is not JSON (line {error.lineno}: {error.msg}).") from None
    except RecursionError:
        raise UnreadableSourceError(f"{name} is nested too deeply.") from None
    except ValueError as error:
        raise UnreadableSourceError(f"{name} is not JSON ({error}).") from None


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number")


def _tabular(value: Mapping[str, Any]) -> Iterator[Found]:
    """Yield the rows of a `tabular.json`: file names with lists of flat records, whose values count as cells."""
    for file, records in value.items():
        if not isinstance(records, list):
            yield Fault(file, 0, "", "is not a list of rows")
            continue
        kind = BY_FILE.get(file, file.removesuffix(".csv"))
        for number, record in enumerate(records, 1):
            if isinstance(record, dict):
                yield kind, Row(_cells(kind, record), file, number)
            else:
                yield Fault(file, number, "", "is not a row")


def _cells(kind: str, record: Mapping[str, Any]) -> dict[str, Any]:
    written = {name: write_cell(value) for name, value in record.items() if value is not None}
    return read_cells(kind, written)


def _listed(name: str, value: Mapping[str, Any]) -> Iterator[Found]:
    for key, records in value.items():
        if key not in LISTS:
            continue
        if not isinstance(records, list):
            yield Fault(name, 0, key, "is not a list")
            continue
        for number, record in enumerate(records, 1):
            yield from flatten(LISTS[key], record, f"{name} {key}", number)


def _records(name: str, records: list[Any]) -> Iterator[Found]:
    for number, record in enumerate(records, 1):
        kind = _kind_of(name, record)
        if kind is None:
            yield Fault(name, number, "", "is no record of HSDS; name the file after what it holds (services.json)")
        else:
            yield from flatten(kind, record, name, number)


def _kind_of(name: str, record: object) -> str | None:
    """Tell what a record is, by the name of its file, else by its fields; None when that is not clear."""
    by_name = next(
        (kind for kind in _ALONE if PurePath(name).stem.startswith((kind, kind.removesuffix("y") + "ies"))), None
    )
    if by_name or not isinstance(record, dict):
        return by_name
    fits = {kind: len(set(record) & _keys(kind)) for kind in _ALONE}
    best = max(fits.values())
    fitting = [kind for kind, fit in fits.items() if fit == best]
    return fitting[0] if len(fitting) == 1 and best >= _CERTAIN else None


def _keys(kind: str) -> set[str]:
    about = KINDS[kind]
    return {*about.fields, *about.lists, *about.singles}
