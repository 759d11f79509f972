"""Ten thousand rows, five hundred of them broken; and an import killed in the middle: on both databases, for real."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, func, select

from portline.settings import ROOT
from resources_directory.exchange.check import check
from resources_directory.exchange.importing import import_checked
from resources_directory.exchange.known import Known
from resources_directory.exchange.own_list import COLUMNS
from resources_directory.exchange.placing import Source
from resources_directory.exchange.reading import read_source
from resources_directory.models import Service
from storage.base import Base
from storage.database import Database
from tests.fixtures.exchange import NOW, take

ROWS, BROKEN = 10_000, 500
#: What one broken row has in which column; none is like another.
WRONG = (
    ("category", "beds"),
    ("latitude", "north"),
    ("confidence", "sure"),
    ("organization", ""),
    ("longitude", "-999"),
)
SECONDS = 30


def rows(count: int, broken: int = 0) -> Iterator[dict[str, str]]:
    for number in range(count):
        row = {
            "id": f"service-{number}",
            "organization": f"Organization {number % 700}",
            "service_name": f"Service {number}",
            "category": "naloxone",
            "description": "Gives out naloxone.",
            "phone": f"617-555-{number % 10_000:04d}",
            "address_1": f"{number} Main Street",
            "city": "Boston",
            "state": "MA",
            "postal_code": "02118",
            "latitude": f"{42 + number / 50_000:.5f}",
            "longitude": "-71.06000",
            "hours": "Mo-Fr 09:00-17:00",
            "languages": "en; es",
            "source_url": "https://example.org/list",
            "source_date": "2026-11",
            "confidence": "medium",
        }
        wrong = dict([WRONG[number * broken // count % len(WRONG)]]) if number * broken // count != (number + 1) * broken // count else {}
        yield dict.fromkeys(COLUMNS, "") | row | wrong


def write_list(path: Path, count: int, broken: int = 0) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows(count, broken))
    return path


@pytest.mark.timeout(240)
def test_500_broken_rows_of_10_000_are_named_and_9_500_services_are_in(database: Database, tmp_path: Path) -> None:
    path = write_list(tmp_path / "services.csv", ROWS, BROKEN)
    started = time.monotonic()
    with database.read() as session:
        known = Known.load(session)
    checked = check(read_source(path), known)
    import_checked(database, checked, known, Source(), NOW)
    took = time.monotonic() - started
    with database.read() as session:
        stored = session.scalar(select(func.count()).select_from(Service))

    print(f"{database.dialect}: {ROWS} rows in {took:.1f} s")
    assert stored == ROWS - BROKEN
    assert len(checked.faults) == len({fault.row for fault in checked.faults}) == BROKEN
    assert {fault.field for fault in checked.faults} == {field for field, _ in WRONG}
    assert took < SECONDS


CODE = """
import sys
from pathlib import Path
from storage.database import Database
from tests.fixtures.exchange import take
take(Database.open(sys.argv[1]), Path(sys.argv[2]))
"""


def state(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the directory but the count of its changes, which says how often it was written."""
    tables = [table for table in Base.metadata.sorted_tables if table.name.startswith("directory_")]
    with database.read() as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
            for table in tables
            if table.name != "directory_revision"
        }


def services(url: str) -> int:
    database = Database.open(url)
    try:
        with database.read() as session:
            return session.scalar(select(func.count()).select_from(Service)) or 0
    finally:
        database.close()


@pytest.mark.timeout(240)
def test_an_import_killed_in_the_middle_is_finished_by_running_it_again(
    database_url: str, sqlite_template: Path, tmp_path: Path, models: MetaData
) -> None:
    path = write_list(tmp_path / "services.csv", 4_000)
    process = subprocess.Popen([sys.executable, "-c", CODE, database_url, str(path)], cwd=ROOT)
    deadline = time.monotonic() + 60
    while not 0 < (there := services(database_url)) < 4_000 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=30)
    left = services(database_url)
    database, whole = Database.open(database_url), Database.open(f"sqlite:///{tmp_path / 'whole.db'}")
    models.create_all(whole.engine)
    take(database, path)
    take(whole, path)
    ended, wanted = state(database), state(whole)
    database.close()
    whole.close()

    assert 0 < there <= left < 4_000
    assert ended == wanted
