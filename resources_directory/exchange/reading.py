"""A source of whatever form into the one tabular form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from resources_directory.exchange.cells import read_cells
from resources_directory.exchange.csv_text import read_csv
from resources_directory.exchange.flatten import Found, gather
from resources_directory.exchange.json_text import read_json
from resources_directory.exchange.own_list import is_own_list, read_own_list
from resources_directory.exchange.rows import Read, Row
from resources_directory.exchange.source_files import read_files
from resources_directory.exchange.standard import BY_FILE


def read_source(path: Path) -> Read:
    """Return the rows of a file, folder or zip; raises UnreadableSourceError when one of its files cannot be read."""
    return read_named(read_files(path))


def read_named(files: Mapping[str, bytes]) -> Read:
    """Return the rows of files given by name; pure, apart from UnreadableSourceError."""
    reads = [_read_one(name, data) for name, data in files.items()]
    faults = [fault for read in reads for fault in read.faults]
    if len(reads) == 1:
        return reads[0]
    joined = gather((kind, row) for read in reads for kind, rows in read.tables.items() for row in rows)
    return Read({**{kind: [] for read in reads for kind in read.tables}, **joined.tables}, (*faults, *joined.faults))


def _read_one(name: str, data: bytes) -> Read:
    if name.endswith(".json"):
        return read_json(name, data)
    rows = read_csv(name, data)
    if rows and is_own_list(rows[0][1]):
        return read_own_list(name, rows)
    kind = BY_FILE.get(name, name.removesuffix(".csv"))
    read = gather(_table(kind, name, rows))
    return Read({kind: [], **read.tables}, read.faults)


def _table(kind: str, name: str, rows: list[tuple[int, dict[str, str]]]) -> Iterator[Found]:
    for number, cells in rows:
        yield kind, Row(read_cells(kind, cells), name, number)
