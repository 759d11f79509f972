"""A source into an empty directory, out, in again, out again: is it the same to the byte, and is anything lost?"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from resources_directory.exchange.check import Checked
from resources_directory.exchange.exporting import as_json, as_tables, as_zip
from resources_directory.exchange.importing import import_checked, read_and_check
from resources_directory.exchange.placing import Source
from resources_directory.exchange.rows import Tables
from resources_directory.exchange.stored import stored_tables
from storage import migrations
from storage.database import Database

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
#: Persons' names in the history of other directories are not kept, on purpose.
NOT_KEPT = frozenset({"updated_by"})


@contextmanager
def empty_directory() -> Iterator[tuple[Database, Path]]:
    """Make an empty database of its own, with a folder to write in."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        migrations.upgrade(url)
        database = Database.open(url)
        try:
            yield database, Path(folder)
        finally:
            database.close()


def into_empty(name: str, data: bytes) -> tuple[Checked, Tables]:
    """Import a file into an empty directory; returns what the check said, and the directory read back."""
    with empty_directory() as (database, folder):
        (folder / name).write_bytes(data)
        checked, known = read_and_check(database, folder / name)
        import_checked(database, checked, known, Source(), NOW)
        with database.read() as session:
            return checked, stored_tables(session)


def round_trips(tables: Tables) -> dict[str, bool]:
    """Tell, by form, whether an export of `tables` read into an empty directory is exported the same."""
    forms = {"json": ("all.json", as_json), "tabular": ("all.zip", lambda each: as_zip(as_tables(each)))}
    return {form: write(into_empty(name, write(tables))[1]) == write(tables) for form, (name, write) in forms.items()}


def lost(data: bytes, tables: Tables) -> list[str]:
    """Return each value of a JSON source that the directory read back does not say, as `id field`.

    It walks the source by itself and knows nothing of how it was read.
    """
    said = {
        (row.id, field, str(value)) for rows in tables.values() for row in rows for field, value in row.values.items()
    }
    found = ((key, field, value) for key, field, value in _values(json.loads(data)) if field not in NOT_KEPT)
    return [f"{key} {field}" for key, field, value in found if (key, field, value) not in said]


def _values(value: object) -> Iterator[tuple[str, str, str]]:
    """Yield the id, field and text of every plain value of a record with an id, however deep."""
    if isinstance(value, list):
        for each in value:
            yield from _values(each)
    if isinstance(value, dict):
        for field, inside in value.items():
            if isinstance(inside, dict | list):
                yield from _values(inside)
            elif "id" in value:
                yield value["id"], field, str(inside)
