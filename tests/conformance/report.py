"""`make conformance`: our exports by the standard's schemas, its examples in and out, and broken copies refused.

`python -m tests.conformance.report [folder of test sets]`; without the sets, the schemas kept here judge our export.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portline.settings import ROOT
from resources_directory.exchange.check import check
from resources_directory.exchange.exporting import as_json
from resources_directory.exchange.known import Known
from resources_directory.exchange.reading import read_named
from resources_directory.exchange.rows import Fault, Tables
from resources_directory.exchange.shown_tables import shown_only
from resources_directory.exchange.standard import BY_FILE
from resources_directory.exchange.stored import stored_tables
from resources_directory.seed import seed
from tests.conformance.schemas import BESIDE, Schemas
from tests.conformance.trips import NOW, empty_directory, into_empty, lost, round_trips
from tests.conformance.variants import cell_variants, variants

#: Example -> what it holds.
NESTED = {
    "service_full": "service",
    "organization_full": "organization",
    "service_at_location_full": "service_at_location",
    "service_list": "service",
    "organization_list": "organization",
    "service_at_location_list": "service_at_location",
    "taxonomy_list": "taxonomy",
    "taxonomy_term_list": "taxonomy_term",
    "taxonomy": "taxonomy",
    "taxonomy_term": "taxonomy_term",
    "location": "location",
}
SEED = ROOT / "resources_directory" / "seed"
WHERE_FROM = (
    "the examples of openreferral/specification 3.1 are not here: make conformance SETS=folder with hsds/examples"
)


@dataclass(slots=True)
class Result:
    """Lines to print, and what is wrong."""

    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, line: str, wrong: list[str]) -> None:
        """Add a line of figures, and what is wrong behind them."""
        self.lines.append(line)
        self.wrong += wrong


def main(arguments: list[str]) -> int:
    """Print the figures; return 1 when anything does not conform."""
    started = time.monotonic()
    sets = (Path(arguments[0]) if arguments else BESIDE) / "hsds"
    result = measure(sets)
    result.lines.append(f"{time.monotonic() - started:.1f} s")
    for line in [*result.lines, *(f"WRONG {each}" for each in result.wrong)]:
        sys.stdout.write(line + "\n")
    return 1 if result.wrong else 0


def measure(sets: Path) -> Result:
    """Judge our own export, and the examples where they are."""
    result = Result()
    schemas = Schemas(sets / "schema" / "compiled")
    _own(result, schemas)
    if (sets / "examples").is_dir():
        _examples(result, sets / "examples", schemas)
        _broken(result, sets / "examples")
    else:
        result.lines.append(WHERE_FROM)
    return result


def _own(result: Result, schemas: Schemas) -> None:
    with empty_directory() as (database, _):
        with database.write() as session:
            seed(session, SEED, NOW)
        with database.read() as session:
            tables = stored_tables(session)
    for title, part in (("seed, what may be shown", shown_only(tables)), ("seed, all", tables)):
        _valid(result, title, part, schemas)
        _trip(result, title, part)


def _valid(result: Result, title: str, tables: Tables, schemas: Schemas) -> None:
    """Hold each service and organization of an export against the standard's schema, strict and lenient."""
    document = json.loads(as_json(tables))
    for name in ("services", "organizations"):
        records = document.get(name, [])
        for how in ("strict", "lenient"):
            found = [schemas.faults(name[:-1], each, strict=how == "strict") for each in records]
            told = f"{title}: {len(records)} {name}, valid by the schema ({how}): {sum(not each for each in found)}"
            result.add(told, [f"{title}: {fault}" for each in found for fault in each])


def _trip(result: Result, title: str, tables: Tables) -> None:
    same = round_trips(tables)
    told = ", ".join(f"{form} {'the same to the byte' if is_same else 'DIFFERS'}" for form, is_same in same.items())
    wrong = [f"{title}: the {form} export differs after a round trip" for form, is_same in same.items() if not is_same]
    result.add(f"{title}: out, in, out: {told}", wrong)


def _examples(result: Result, folder: Path, schemas: Schemas) -> None:
    for name in ("tabular", *NESTED):
        data = (folder / f"{name}.json").read_bytes()
        checked, tables = into_empty(f"{name}.json", data)
        gone = lost(data, tables)
        records = sum(map(len, checked.tables.values()))
        told = (
            f"{records} records in, {len(checked.faults)} refused, {len(checked.notes)} notes, {len(gone)} values lost"
        )
        result.add(f"example {name}: {told}", [f"{name}: {each}" for each in [*checked.faults, *gone]])
        if "service" in tables or "organization" in tables:
            _valid(result, f"example {name}", tables, schemas)
        _trip(result, f"example {name}", tables)


def _broken(result: Result, folder: Path) -> None:
    total = 0
    wrong: list[str] = []
    for name, kind in NESTED.items():
        for each in variants(kind, _record(folder / f"{name}.json")):
            total += 1
            wrong += _unnamed(f"{name}: {each.what}", each.field, refusals({f"{name}.json": each.record}))
    for file, named, broken in _broken_tables(folder / "tabular.json"):
        total += 1
        wrong += _unnamed(file, named, refusals({"tabular.json": broken}))
    result.add(f"broken copies: {total}, refused with file, row and field: {total - len(wrong)}", wrong)


def _record(path: Path) -> dict[str, Any]:
    value = json.loads(path.read_bytes())
    return dict(value["contents"][0] if "contents" in value else value)


def _broken_tables(path: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    tables = json.loads(path.read_bytes())
    for file, [row, *_] in tables.items():
        for what, named, broken in cell_variants(file, BY_FILE[file], row):
            yield what, named, {**tables, file: [broken]}


def refusals(files: dict[str, Any]) -> tuple[Fault, ...]:
    """Return what the importer has against files given as JSON."""
    return check(read_named({name: json.dumps(value).encode() for name, value in files.items()}), Known()).faults


def _unnamed(what: str, field_name: str, faults: tuple[Fault, ...]) -> list[str]:
    """Return `what` when no fault names file, row and the broken field with a reason."""
    named = [each for each in faults if each.field.rpartition("/")[2] == field_name and each.file and each.row]
    return (
        [] if named and all(each.reason for each in named) else [f"{what}: not refused by name ({len(faults)} faults)"]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
