"""One history brings an empty database to what the models say, and back, whoever starts first."""

from __future__ import annotations

import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, Inspector, MetaData, inspect, text

from storage import migrations
from storage.database import Database

ROOT = Path(migrations.__file__).parents[2]
VERSIONS = sorted((Path(migrations.__file__).parent / "versions").glob("*.py"))


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    name = f"empty_{uuid.uuid4().hex}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield postgres_server.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"empty_{request.param}_url"))


@pytest.fixture
def connection(empty_url: str) -> Iterator[Connection]:
    """Connect to a database that the migrations have just made."""
    migrations.upgrade(empty_url)
    database = Database.open(empty_url)
    with database.engine.connect() as connection:
        yield connection
    database.close()


def tables(url: str) -> set[str]:
    database = Database.open(url)
    names = set(inspect(database.engine).get_table_names())
    database.close()
    return names


def checks(inspector: Inspector, table: str) -> set[str | None]:
    return {check["name"] for check in inspector.get_check_constraints(table)}


def test_the_migrations_make_what_the_models_say(connection: Connection, models: MetaData) -> None:
    differences = compare_metadata(MigrationContext.configure(connection), models)

    assert differences == []


def test_the_migrations_keep_the_checks_of_the_models(connection: Connection, models: MetaData) -> None:
    inspector = inspect(connection)
    wanted = {
        table.name: {str(item.name) for item in table.constraints if isinstance(item, CheckConstraint)}
        for table in models.sorted_tables
    }

    assert {name: checks(inspector, name) for name in wanted} == wanted


def test_the_audit_cannot_be_changed_in_a_migrated_database(connection: Connection) -> None:
    triggers = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }

    found = set(connection.scalars(text(triggers[connection.dialect.name])))
    assert found == {"audit_entries_no_delete", "audit_entries_no_update"}


def test_every_migration_can_be_undone_and_done_again(empty_url: str) -> None:
    migrations.upgrade(empty_url)
    made = tables(empty_url)
    migrations.downgrade(empty_url, "base")
    left = tables(empty_url)
    migrations.upgrade(empty_url)

    assert left == {"alembic_version"}
    assert tables(empty_url) == made
    assert migrations.current(empty_url) == migrations.head()


def test_two_processes_that_start_at_once_do_not_collide(empty_url: str) -> None:
    code = "import sys; from storage.migrations import upgrade; upgrade(sys.argv[1])"
    started = [subprocess.Popen([sys.executable, "-c", code, empty_url], cwd=ROOT) for _ in range(2)]

    assert [process.wait(timeout=90) for process in started] == [0, 0]
    assert migrations.current(empty_url) == migrations.head()


def test_a_migration_that_fails_leaves_the_schema_as_it_was(empty_url: str) -> None:
    database = Database.open(empty_url)
    with database.write() as session:
        session.execute(text("CREATE TABLE referrals (id INTEGER)"))
    database.close()

    with pytest.raises(Exception, match="already exists"):
        migrations.upgrade(empty_url)

    assert tables(empty_url) == {"referrals"}


def test_migrating_prints_nothing(empty_sqlite_url: str, capfd: pytest.CaptureFixture[str]) -> None:
    migrations.upgrade(empty_sqlite_url)

    assert capfd.readouterr() == ("", "")


def test_migrations_are_numbered_in_one_line_and_the_head_file_names_the_last() -> None:
    numbers = [path.name[:4] for path in VERSIONS]
    head_file = Path(migrations.__file__).parent / ".current-head"

    assert numbers == [f"{number:04d}" for number in range(1, len(VERSIONS) + 1)]
    assert head_file.read_text().strip() == VERSIONS[-1].stem
    assert migrations.head() == numbers[-1]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_imports_none_of_our_models(path: Path) -> None:
    imported = set(re.findall(r"^(?:from|import) (\w+)", path.read_text(), re.MULTILINE))

    assert imported <= {"__future__", "alembic", "sqlalchemy", "uuid"}
