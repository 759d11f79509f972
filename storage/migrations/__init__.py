"""The one history of the database: numbered Alembic revisions, run in one transaction by one process at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database import Database, Patience

_HERE = Path(__file__).parent
#: A second process waits this long for the first to finish; a single statement of ours is far quicker.
_PATIENCE = Patience(statement_s=120.0, lock_s=60.0)
#: The advisory lock of whoever migrates on PostgreSQL ("migrate" in ASCII).
_MIGRATION_LOCK = 0x6D696772617465


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the database to `revision`; safe when several processes start at once, and quiet.

    Everything happens in one transaction, so a failure leaves the schema as it was.
    """
    _run(database_url, command.upgrade, revision)


def downgrade(database_url: str, revision: str) -> None:
    """Take the database back to `revision` (`base`: nothing left); loses what the later ones held."""
    _run(database_url, command.downgrade, revision)


def head() -> str:
    """Return the newest revision this code knows, as `.current-head` names it."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def current(database_url: str) -> str | None:
    """Return the revision the database is at, or None when it was never migrated."""
    database = Database.open(database_url)
    try:
        with database.read() as session:
            return MigrationContext.configure(session.connection()).get_current_revision()
    finally:
        database.close()


def _run(database_url: str, step: Callable[[Config, str], None], revision: str) -> None:
    database = Database.open(database_url, _PATIENCE)
    try:
        with database.engine.begin() as connection:
            _wait_for_turn(connection)
            config = _config()
            config.attributes["connection"] = connection
            step(config, revision)
    finally:
        database.close()


def _wait_for_turn(connection: Connection) -> None:
    """Let one process migrate at a time; SQLite's BEGIN IMMEDIATE has already done so."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        # From here on live traffic comes first: a table that stays locked fails the migration, not the turns.
        connection.execute(text("SET LOCAL lock_timeout = '4s'"))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    return config
