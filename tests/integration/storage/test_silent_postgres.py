"""A PostgreSQL that neither answers nor refuses holds nobody for long."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from storage.database import Database, Patience
from storage.outage import DatabaseAwayError
from storage.patient_postgres import connect


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Take connections and never say a word, as a server does whose packets are dropped."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_statement_without_an_answer_is_given_up_and_its_connection_closed(postgres_url: str) -> None:
    connection = connect(postgres_url, silence_s=0.3)
    started = time.monotonic()

    with pytest.raises(psycopg.OperationalError, match="silent"):
        connection.execute("SELECT pg_sleep(20)")

    assert time.monotonic() - started < 3
    assert connection.closed


def test_a_server_that_never_greets_is_given_up_in_time_and_not_asked_again_for_a_moment(silent_port: int) -> None:
    database = Database.open(f"postgresql://u:p@127.0.0.1:{silent_port}/x", Patience(connect_s=2))
    started = time.monotonic()
    with pytest.raises(OperationalError), database.read() as session:
        session.execute(text("SELECT 1"))
    first_s, started = time.monotonic() - started, time.monotonic()
    with pytest.raises(DatabaseAwayError), database.write():
        raise AssertionError("this must not be reached")
    second_s = time.monotonic() - started
    database.close()

    assert first_s < 4
    assert second_s < 0.1


def test_our_connections_are_the_patient_kind(postgres_database: Database) -> None:
    with postgres_database.engine.connect() as connection:
        driver = connection.connection.driver_connection

    assert getattr(driver, "silence_s", None) == Patience().silence_s > Patience().statement_s
