"""A short memory that the database is away, so that nobody waits to learn it again."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

#: How long one failure speaks for the next callers, in seconds; after it, one of them goes and looks.
LASTS_S = 2.0
#: What SQLite says when its file is locked, gone, unreadable or damaged, or its disk full (sqlite.org/rescode.html).
_SQLITE_AWAY = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CORRUPT}
    | {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_PROTOCOL}
)
#: PostgreSQL classes of SQLSTATE: no connection, no resources, shut down by an operator (57P01 to 57P03).
_POSTGRES_AWAY = ("08", "53", "57P")


class DatabaseAwayError(SQLAlchemyError):
    """The database could not be reached a moment ago; nothing was tried."""


class Outage:
    """Whether the database is away, for everybody in this process."""

    def __init__(self, lasts_s: float = LASTS_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._lasts_s, self._clock = lasts_s, clock
        self._refuse_until: float | None = None
        self._lock = threading.Lock()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Refuse at once while the last failure is fresh, else let the caller in and learn from what happens.

        Raises DatabaseAwayError.
        """
        self._refuse()
        try:
            yield
        except DBAPIError as error:
            if is_away(error):
                self.begin()
            raise
        self._refuse_until = None

    def begin(self) -> None:
        """Remember that the database is away."""
        with self._lock:
            self._refuse_until = self._clock() + self._lasts_s

    def _refuse(self) -> None:
        with self._lock:
            if self._refuse_until is None:
                return
            if self._clock() < self._refuse_until:
                raise DatabaseAwayError("the database was away a moment ago")
            # This caller goes and looks; the others are refused until there is news, or for as long again.
            self._refuse_until = self._clock() + self._lasts_s


def is_away(error: DBAPIError) -> bool:
    """Tell a database that is away from one that refused a statement (a broken rule, a row that stayed locked)."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in _SQLITE_AWAY
    state = getattr(cause, "sqlstate", None)
    is_connection = error.connection_invalidated or type(error).__name__ == "OperationalError"
    return is_connection if state is None else str(state).startswith(_POSTGRES_AWAY)
