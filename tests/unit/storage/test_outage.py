"""One failure speaks for the next two seconds; then one caller goes and looks."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from storage.database import Database
from storage.outage import DatabaseAwayError, Outage, is_away


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class RefusedError(Exception):
    """An error of PostgreSQL's, as psycopg gives it."""

    def __init__(self, sqlstate: str | None) -> None:
        super().__init__("refused")
        self.sqlstate = sqlstate


def operational(sqlstate: str | None) -> OperationalError:
    return OperationalError("SELECT 1", {}, RefusedError(sqlstate))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outage(clock: Clock) -> Outage:
    return Outage(lasts_s=2.0, clock=clock)


def fail(outage: Outage, error: Exception) -> None:
    with suppress(type(error)), outage.watched():
        raise error


def gets_in(outage: Outage) -> bool:
    try:
        outage._refuse()
    except DatabaseAwayError:
        return False
    return True


def test_while_the_failure_is_fresh_everybody_is_refused_at_once(outage: Outage, clock: Clock) -> None:
    fail(outage, operational(None))
    clock.now += 1.9

    assert not gets_in(outage)
    with pytest.raises(DatabaseAwayError), outage.watched():
        raise AssertionError("this must not be reached")


def test_afterwards_one_goes_and_looks_while_the_others_are_still_refused(outage: Outage, clock: Clock) -> None:
    fail(outage, operational(None))
    clock.now += 2.0

    assert [gets_in(outage) for _ in range(3)] == [True, False, False]


def test_the_first_success_lets_everybody_in_again(outage: Outage, clock: Clock) -> None:
    fail(outage, operational(None))
    clock.now += 2.0
    with outage.watched():
        pass

    assert [gets_in(outage) for _ in range(3)] == [True, True, True]


@pytest.mark.parametrize("state", ["08006", "53300", "57P01", "57P03", None])
def test_a_server_that_is_gone_or_takes_nobody_is_away(state: str | None) -> None:
    assert is_away(operational(state))


@pytest.mark.parametrize("state", ["55P03", "40P01", "57014"])
def test_a_row_that_stayed_locked_or_a_slow_statement_is_no_outage(outage: Outage, state: str) -> None:
    fail(outage, operational(state))

    assert gets_in(outage)


def test_a_broken_rule_is_no_outage(outage: Outage) -> None:
    fail(outage, IntegrityError("INSERT", {}, RefusedError("23505")))

    assert gets_in(outage)


def test_a_locked_sqlite_file_is_away_and_a_missing_table_is_not(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    engine = create_engine(url, connect_args={"timeout": 0})
    with sqlite3.connect(tmp_path / "a.db", isolation_level=None) as other:
        other.execute("CREATE TABLE t (n)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError) as locked, engine.begin() as connection:
            connection.execute(text("INSERT INTO t VALUES (1)"))
        other.execute("ROLLBACK")
    with pytest.raises(OperationalError) as no_table, engine.begin() as connection:
        connection.execute(text("SELECT * FROM no_such_table"))
    other.close()
    engine.dispose()

    assert (is_away(locked.value), is_away(no_table.value)) == (True, False)


def test_the_error_is_one_of_the_databases_so_that_who_expects_those_needs_no_other() -> None:
    assert issubclass(DatabaseAwayError, SQLAlchemyError)


@pytest.mark.parametrize("name", ["portline.db", "with space & 100%.db"])
def test_a_missing_file_is_away_is_never_made_and_is_read_when_it_is_back(tmp_path: Path, name: str) -> None:
    database = Database.open(f"sqlite:///{tmp_path / name}", make_file=False)
    with pytest.raises(OperationalError) as missing, database.read() as session:
        session.execute(text("SELECT 1"))
    with pytest.raises(DatabaseAwayError), database.read():
        pass

    assert is_away(missing.value)
    assert list(tmp_path.iterdir()) == []

    sqlite3.connect(tmp_path / name).close()
    (tmp_path / name).touch()
    database._outage = Outage()
    with database.read() as session:
        assert session.scalar(text("SELECT 1")) == 1
    database.close()
