"""One seeded directory for all tests of this room; nobody writes to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import resources_directory
from resources_directory.gazetteer import Gazetteer
from resources_directory.seed import seed
from storage.database import Database

SEED = Path(resources_directory.__file__).parent / "seed"
SEEDED_AT = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def seed_directory() -> Path:
    return SEED


@pytest.fixture(scope="session")
def directory_database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("directory") / "directory.db")
    database = Database.open(f"sqlite:///{path}")
    with database.write() as session:
        seed(session, SEED, SEEDED_AT)
    yield database
    database.close()


@pytest.fixture
def directory(directory_database: Database) -> Iterator[Session]:
    with directory_database.read() as session:
        yield session


@pytest.fixture(scope="session")
def gazetteer(directory_database: Database) -> Gazetteer:
    with directory_database.read() as session:
        return Gazetteer.load(session)
