"""One way to open a transaction, the same for SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from storage.outage import Outage

_READ_ONLY = "portline_read_only"
#: Together more than the web process has threads (32), so that no turn waits for a connection.
_POOL_SIZE, _POOL_OVERFLOW = 8, 32


class UnsupportedDatabaseError(ValueError):
    """The URL is neither a SQLite file nor PostgreSQL; the message does not repeat it (it may hold a password)."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the database may keep us waiting, in seconds.

    Twilio waits 15 s and a turn must be done by 7 s, so nothing may hang longer than the defaults.  A danger text
    waits less than any of them (`conversations.hurry`).
    """

    statement_s: float = 5.0
    lock_s: float = 4.0
    connect_s: float = 2.0

    @property
    def silence_s(self) -> float:
        """Return how long a server may say nothing: longer than it gives its own statements."""
        return self.statement_s + 1.0


class Database:
    """A pool of connections that hands out short transactions."""

    def __init__(self, engine: Engine, patience: Patience = Patience()) -> None:
        self.engine = engine
        self._patience = patience
        self._writers = threading.Lock()
        self._outage = Outage()
        self._reader = engine.execution_options(**{_READ_ONLY: True}, **_read_only_options(engine.dialect.name))

    @classmethod
    def open(cls, url: str, patience: Patience = Patience(), *, make_file: bool = True) -> Self:
        """Open the database at `url`; connects on first use, raises UnsupportedDatabaseError for other kinds.

        Without `make_file` a SQLite file that is not there (moved away for a while, say) counts as away; it would
        otherwise be made anew, empty, and stay open when the right one is back.
        """
        return cls(build_engine(url, patience, make_file=make_file), patience)

    @property
    def dialect(self) -> str:
        """Name the kind of database: `sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that can only read, on one consistent view; nothing is kept.

        Raises DatabaseAwayError at once where the database was away a moment ago.
        """
        with self._outage.watched(), Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session that commits on leaving and rolls back when anything is raised.

        On SQLite it takes the write lock with its first statement, so two writers never meet half-way.
        Raises DatabaseAwayError at once where the database was away a moment ago.
        """
        with (
            self._outage.watched(),
            self._in_line(),
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()

    @contextmanager
    def _in_line(self) -> Iterator[None]:
        """Queue SQLite's writers of this process: its own waiting sleeps up to 100 ms at a time and is not fair.

        Who waited too long goes on without its place; SQLite's lock, which other processes share, still decides.
        """
        has_place = self.dialect == "sqlite" and self._writers.acquire(timeout=self._patience.lock_s)
        try:
            yield
        finally:
            if has_place:
                self._writers.release()


def build_engine(url: str, patience: Patience, *, make_file: bool = True) -> Engine:
    """Build the engine for `url`; raises UnsupportedDatabaseError."""
    parsed = _normalise(url) if make_file else _existing(_normalise(url))
    # hide_parameters: an error message must never carry what a person wrote.
    engine = create_engine(
        parsed,
        hide_parameters=True,
        connect_args=_connect_args(parsed, patience),
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
        pool_timeout=patience.lock_s,
        pool_pre_ping=True,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "do_connect", _connector(patience))
    return engine


def _normalise(url: str) -> URL:
    parsed = make_url(url)
    kind = parsed.drivername.partition("+")[0]
    if kind in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed
    raise UnsupportedDatabaseError(f"a SQLite file or PostgreSQL is needed, not {kind}")


def _existing(url: URL) -> URL:
    """Name a SQLite file in the one way that never makes it (sqlite.org/uri.html)."""
    if url.get_backend_name() != "sqlite":
        return url
    named = url.set(database=Path(str(url.database)).absolute().as_uri())
    return named.update_query_dict({"mode": "rw", "uri": "true"})


def _connector(patience: Patience) -> Any:  # noqa: ANN401 - SQLAlchemy's listener has no common type
    """Make the listener that connects; psycopg takes half a second to import and SQLite has no need of it."""
    from storage.patient_postgres import connect  # noqa: PLC0415

    def do_connect(_dialect: object, _record: object, args: list[Any], kwargs: dict[str, Any]) -> object:
        return connect(*args, silence_s=patience.silence_s, **kwargs)

    return do_connect


def _connect_args(url: URL, patience: Patience) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"timeout": patience.lock_s, "check_same_thread": False}
    limits = {
        "statement_timeout": patience.statement_s,
        "lock_timeout": patience.lock_s,
        "idle_in_transaction_session_timeout": 2 * patience.statement_s,
    }
    options = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in limits.items())
    return {"connect_timeout": max(2, round(patience.connect_s)), "options": options}


def _read_only_options(dialect: str) -> dict[str, Any]:
    if dialect != "postgresql":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 (a driver connection has no common type)
    """Set up one SQLite connection; isolation_level None stops the driver from beginning on its own."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin by hand: a deferred transaction that later writes can fail at once, whatever the busy timeout."""
    read_only = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
