"""Transactions keep the same promises on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from port_queue.models import Referral
from staff.models import SignInFailures
from storage.database import Database
from storage.once import add_once

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
CANARY = "canary-q7Zk"


def failures(name: str, count: int = 0) -> SignInFailures:
    return SignInFailures(name_index=name, failures=count, last_at=NOW)


def fail_after_writing(database: Database) -> None:
    with database.write() as session:
        session.add(failures("a"))
        session.flush()
        raise OverflowError


def how_many(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(SignInFailures)) or 0


def test_leaving_a_write_keeps_it(database: Database) -> None:
    with database.write() as session:
        session.add(failures("a"))

    assert how_many(database) == 1


def test_an_error_in_a_write_keeps_nothing(database: Database) -> None:
    with pytest.raises(OverflowError):
        fail_after_writing(database)

    assert how_many(database) == 0


def test_a_read_cannot_write(database: Database) -> None:
    with database.read() as session, pytest.raises(DBAPIError):
        session.execute(insert(SignInFailures).values(name_index="a", failures=0, last_at=NOW))


def test_a_connection_that_only_read_can_write_afterwards(database: Database) -> None:
    assert how_many(database) == 0
    with database.write() as session:
        session.add(failures("a"))

    assert how_many(database) == 1


def test_a_read_sees_one_view_from_start_to_end(database: Database) -> None:
    with database.read() as reading:
        before = reading.scalar(select(func.count()).select_from(SignInFailures))
        with database.write() as session:
            session.add(failures("a"))
        after = reading.scalar(select(func.count()).select_from(SignInFailures))

    assert (before, after) == (0, 0)


def test_adding_a_row_twice_is_no_error_and_leaves_the_first(database: Database) -> None:
    with database.write() as session:
        assert add_once(session, failures("a", 1))
    with database.write() as session:
        assert not add_once(session, failures("a", 2))
        session.add(failures("b"))
    with database.read() as session:
        assert session.get_one(SignInFailures, "a").failures == 1

    assert how_many(database) == 2


def test_adders_at_the_same_time_make_one_row(database: Database) -> None:
    barrier = threading.Barrier(8)
    new: list[bool] = []

    def add() -> None:
        barrier.wait()
        with database.write() as session:
            new.append(add_once(session, failures("a")))

    run_together(add, 8)
    assert sorted(new) == [False] * 7 + [True]


def test_a_database_error_does_not_repeat_what_was_written(database: Database) -> None:
    wanted = {"name": CANARY, "phone": CANARY, "meeting_place": CANARY, "risks": [CANARY]}
    with pytest.raises(IntegrityError) as refusal, database.write() as session:
        session.execute(insert(Referral).values(id=uuid4(), idempotency_key="k", **wanted))

    assert "referrals" in str(refusal.value)
    assert CANARY not in str(refusal.value)
    assert CANARY not in repr(refusal.value.__cause__)


def run_together(work: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
