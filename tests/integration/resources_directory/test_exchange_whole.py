"""An import killed in the middle, for real, on both databases."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import MetaData, func, select

from portline.settings import ROOT
from resources_directory.models import Service
from storage.base import Base
from storage.database import Database
from tests.fixtures.exchange import take
from tests.fixtures.long_list import write_list

SERVICES = 1_500
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
    path = write_list(tmp_path / "services.csv", SERVICES)
    process = subprocess.Popen([sys.executable, "-c", CODE, database_url, str(path)], cwd=ROOT)
    deadline = time.monotonic() + 60
    while not 0 < (there := services(database_url)) < SERVICES and time.monotonic() < deadline:
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

    assert 0 < there <= left < SERVICES
    assert ended == wanted
