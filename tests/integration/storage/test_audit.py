"""The audit only grows, in one chain, whoever writes at the same time."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import audit
from storage.database import Database

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
GET_PAST_THE_TRIGGERS = {
    "sqlite": ["DROP TRIGGER audit_entries_no_update", "DROP TRIGGER audit_entries_no_delete"],
    "postgresql": ["SET LOCAL session_replication_role = replica"],
}


def view(database: Database, actor: str = "worker", subject_id: str = "r1", reason: str = "") -> None:
    with database.write() as session:
        audit.record(
            session,
            actor=actor,
            role="advocate",
            action="view",
            subject_kind="referral",
            subject_id=subject_id,
            reason=reason,
            now=NOW + timedelta(microseconds=1),
        )


def fail_after_recording(database: Database) -> None:
    with database.write() as session:
        audit.record(session, actor="a", role="ems", action="view", subject_kind="referral", subject_id="r1", now=NOW)
        raise OverflowError


def verified(database: Database) -> int:
    with database.read() as session:
        return audit.verify(session)


def tamper(database: Database, statement: str) -> None:
    with database.write() as session:
        for way in GET_PAST_THE_TRIGGERS[database.dialect]:
            session.execute(text(way))
        session.execute(text(statement))


def test_an_empty_chain_holds(database: Database) -> None:
    assert verified(database) == 0


def test_every_entry_is_sealed_to_the_one_before(database: Database) -> None:
    for _ in range(3):
        view(database)

    assert verified(database) == 3


def test_who_has_seen_this_is_answered_in_order(database: Database) -> None:
    view(database, "ann")
    view(database, "bob", "r2")
    view(database, "cid", reason="follow-up call")

    with database.read() as session:
        entries = audit.entries_about(session, "referral", "r1")
        assert [(entry.actor, entry.reason) for entry in entries] == [("ann", ""), ("cid", "follow-up call")]


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM audit_entries", "UPDATE audit_entries SET actor = 'nobody'", "UPDATE audit_entries SET seal = 'x'"],
)
def test_the_database_refuses_to_change_or_remove_an_entry(database: Database, statement: str) -> None:
    view(database)

    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_entries SET actor = 'nobody' WHERE position = 2", 2),
        (
            (
                "UPDATE audit_entries SET reason = "
                "(SELECT reason FROM audit_entries WHERE position = 3) WHERE position = 2"
            ),
            2,
        ),
        ("DELETE FROM audit_entries WHERE position = 2", 2),
        ("DELETE FROM audit_entries WHERE position = 1", 1),
        ("UPDATE audit_entries SET position = position + 10 WHERE position = 3", 3),
    ],
)
def test_someone_with_the_whole_database_but_no_key_is_found_out(
    database: Database, statement: str, broken_at: int
) -> None:
    for number in range(3):
        view(database, reason=f"reason {number}")
    tamper(database, statement)

    with pytest.raises(audit.AuditBrokenError) as broken:
        verified(database)

    assert broken.value.position == broken_at


def test_a_tail_cut_off_shows_against_a_head_noted_before(database: Database) -> None:
    view(database)
    view(database)
    with database.read() as session:
        noted = audit.head(session)
    tamper(database, "DELETE FROM audit_entries WHERE position = 2")

    with database.read() as session:
        assert audit.head(session) != noted


def test_eight_writers_at_once_make_one_unbroken_chain(database: Database) -> None:
    barrier = threading.Barrier(8)

    def write_ten() -> None:
        barrier.wait()
        for _ in range(10):
            view(database)

    threads = [threading.Thread(target=write_ten) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert verified(database) == 80


def test_an_act_that_is_rolled_back_leaves_no_entry_and_no_gap(database: Database) -> None:
    view(database)
    with pytest.raises(OverflowError):
        fail_after_recording(database)
    view(database)

    assert verified(database) == 2
