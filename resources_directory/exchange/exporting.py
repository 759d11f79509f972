"""The directory as files: one JSON document, a folder or zip of tables, or our own list; the same bytes every time."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Final

from resources_directory.exchange.cells import write_cell
from resources_directory.exchange.csv_text import columns_of, write_csv
from resources_directory.exchange.json_text import LISTS
from resources_directory.exchange.nest import nest
from resources_directory.exchange.own_export import own_list
from resources_directory.exchange.rows import Row, Tables
from resources_directory.exchange.standard import KINDS

#: What an export can be: nested JSON, the standard's tables, our own list of services.
FORMATS: Final = ("json", "tabular", "csv")
#: A zip keeps when a file was changed; ours says the first moment a zip can say.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_KEYS = {kind: key for key, kind in LISTS.items()}


def write_export(tables: Tables, form: str, path: Path) -> None:
    """Write `tables` to `path` in one of FORMATS; the tables become a zip when the path ends in .zip, else a folder."""
    if form == "json":
        path.write_bytes(as_json(tables))
    elif form == "csv":
        path.write_bytes(own_list(tables))
    elif path.suffix == ".zip":
        path.write_bytes(as_zip(as_tables(tables)))
    else:
        path.mkdir(parents=True, exist_ok=True)
        for name, data in as_tables(tables).items():
            (path / name).write_bytes(data)


def as_json(tables: Tables) -> bytes:
    """Return one JSON document: a list of nested records by the name of their object, keys sorted."""
    nested = nest({kind: in_order(kind, rows) for kind, rows in tables.items()})
    document = {_KEYS.get(kind, kind): records for kind, records in nested.items()}
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def as_tables(tables: Tables) -> dict[str, bytes]:
    """Return the standard's tabular form: a CSV by the file name the standard gives it, columns in its order."""
    files = {}
    for kind, rows in tables.items():
        if rows:
            about = KINDS.get(kind)
            ordered = in_order(kind, rows)
            columns = columns_of((row.values for row in rows), list(about.fields) if about else ["id"])
            cells = ([_cell(row, column) for column in columns] for row in ordered)
            files[about.file if about else f"{kind}.csv"] = write_csv(columns, cells)
    return files


def as_zip(files: dict[str, bytes]) -> bytes:
    """Return a zip of files, in order of their names and without times."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), files[name], zipfile.ZIP_DEFLATED)
    return held.getvalue()


def in_order(kind: str, rows: list[Row]) -> list[Row]:
    """Sort rows by id; phones keep the order their service gives them, which is all that says which one to call."""
    if kind == "phone":
        return sorted(rows, key=lambda row: str(row.values.get("service_id", "")))
    return sorted(rows, key=lambda row: row.id)


def _cell(row: Row, column: str) -> str:
    return write_cell(row.values[column]) if column in row.values else ""
