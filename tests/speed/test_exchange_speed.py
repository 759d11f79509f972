"""Ten thousand rows, five hundred of them broken, in under half a minute on both databases."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from resources_directory.exchange.importing import import_checked, read_and_check
from resources_directory.exchange.placing import Source
from resources_directory.models import Service
from storage.database import Database
from tests.fixtures.exchange import NOW
from tests.fixtures.long_list import WRONG, write_list

ROWS, BROKEN = 10_000, 500
SECONDS = 30


@pytest.mark.timeout(240)
def test_500_broken_rows_of_10_000_are_named_and_9_500_services_are_in(database: Database, tmp_path: Path) -> None:
    path = write_list(tmp_path / "services.csv", ROWS, BROKEN)
    started = time.monotonic()
    checked, known = read_and_check(database, path)
    import_checked(database, checked, known, Source(), NOW)
    took = time.monotonic() - started
    with database.read() as session:
        stored = session.scalar(select(func.count()).select_from(Service))

    print(f"{database.dialect}: {ROWS} rows in {took:.1f} s")
    assert stored == ROWS - BROKEN
    assert len(checked.faults) == len({fault.row for fault in checked.faults}) == BROKEN
    assert {fault.field for fault in checked.faults} == {field for field, _ in WRONG}
    assert took < SECONDS
