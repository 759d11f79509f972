"""After a rotation nothing needs the old key, and everything reads as before."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import LargeBinary, select, type_coerce

from port_queue.codes import Kind, Requester, SafeWords
from port_queue.models import Referral
from port_queue.states import Status
from storage import audit, keys
from storage.base import Base
from storage.database import Database
from storage.encrypted import UnreadableColumnError
from storage.rotation import encrypted_columns, rotate

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
OLD, NEW, INDEX = keys.new_key(), keys.new_key(), keys.new_key()
ROWS = 45


def referral(number: int) -> Referral:
    return Referral(
        id=uuid4(),
        idempotency_key=str(number),
        kind=Kind.VISIT,
        status=Status.REQUESTED,
        channel="sms",
        requester=Requester.SELF,
        language="en",
        name=f"name {number}",
        safe_words=SafeWords.NEUTRAL,
        risks=[],
        severity=0,
        opened_at=NOW,
    )


@pytest.fixture
def written_with_the_old_key(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr("storage.rotation.BATCH_ROWS", 20)
    keys.install(keys.Keyring([OLD], INDEX))
    with database.write() as session:
        session.add_all(referral(number) for number in range(ROWS))
        audit.record(
            session, actor="a", role="ems", action="view", subject_kind="x", subject_id="y", reason="call", now=NOW
        )
    keys.install(keys.Keyring([NEW, OLD], INDEX))
    return database


def test_every_value_of_every_table_moves_to_the_new_key(written_with_the_old_key: Database) -> None:
    changed = rotate(written_with_the_old_key, now=NOW)
    keys.install(keys.Keyring([NEW], INDEX))

    with written_with_the_old_key.read() as session:
        names = {row.name for row in session.scalars(select(Referral))}
        assert audit.verify(session) == 2
    assert names == {f"name {number}" for number in range(ROWS)}
    assert changed == 2 * ROWS + 1


def test_no_column_anywhere_keeps_an_old_token(written_with_the_old_key: Database) -> None:
    rotate(written_with_the_old_key, now=NOW)

    stored = []
    with written_with_the_old_key.read() as session:
        for table in Base.metadata.sorted_tables:
            for column in encrypted_columns(table):
                stored += session.scalars(select(type_coerce(column, LargeBinary)).where(column.is_not(None))).all()
    assert len(stored) > ROWS
    assert all(keys.current().is_current(bytes(token)) for token in stored)


def test_a_second_rotation_has_nothing_to_do(written_with_the_old_key: Database) -> None:
    rotate(written_with_the_old_key, now=NOW)

    assert rotate(written_with_the_old_key, now=NOW) == 0


def test_a_missing_old_key_stops_the_rotation_and_names_the_column(written_with_the_old_key: Database) -> None:
    keys.install(keys.Keyring([NEW], INDEX))

    with pytest.raises(UnreadableColumnError, match=r"^[a-z_]+\.[a-z_]+ cannot be read with the installed keys$"):
        rotate(written_with_the_old_key, now=NOW)


def test_a_rotation_is_audited(written_with_the_old_key: Database) -> None:
    rotate(written_with_the_old_key, now=NOW, actor="ann")

    with written_with_the_old_key.read() as session:
        entries = audit.entries_about(session, "database", written_with_the_old_key.dialect)
        assert [(entry.actor, entry.action) for entry in entries] == [("ann", "key_rotation")]
