"""A PostgreSQL connection that gives up on a silent server.

The server's own limits (statement_timeout) fall silent with the server: frozen, or with every packet to it dropped, it
would hold a thread of ours for many minutes.
"""

from __future__ import annotations

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen

RV = TypeVar("RV")
_LOOK_AGAIN_S = 0.1


class PatientConnection(psycopg.Connection[Any]):
    """A connection whose every wait ends after `silence_s` seconds (None: never)."""

    silence_s: float | None = None

    def wait(self, gen: PQGen[RV], interval: float = _LOOK_AGAIN_S, timeout: float | None = None) -> RV:
        """Wait for the server; raises psycopg.OperationalError and closes the connection when it stays silent."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.silence_s)
        except psycopg.errors._WaitTimeout:  # noqa: SLF001 - the name psycopg gives; it is not raised for anything else
            self.pgconn.finish()  # an answer that comes after all must not be taken for that of a later statement
            raise psycopg.OperationalError("the server fell silent") from None


def connect(*args: Any, silence_s: float, **kwargs: Any) -> PatientConnection:  # noqa: ANN401 - as psycopg.connect
    """Connect as psycopg.connect does; no later wait on the connection is longer than `silence_s` seconds."""
    connection = PatientConnection.connect(*args, **kwargs)
    connection.silence_s = silence_s
    return connection
