"""Moves every encrypted value to the newest key, so that an old key can be retired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Column, CursorResult, LargeBinary, RowMapping, Table, and_, select, tuple_, type_coerce, update
from sqlalchemy.orm import Session

from storage import audit, keys
from storage.base import Base
from storage.database import Database
from storage.encrypted import Encrypted, UnreadableColumnError

#: Rows per transaction: small enough that a turn never waits long for SQLite's one writer.
BATCH_ROWS = 200


def rotate(database: Database, *, now: datetime, actor: str = "system") -> int:
    """Encrypt again all that an older key wrote, and audit it; return how many values changed.

    Safe to stop and start again, and to run beside live traffic: a value someone has just written is left alone.
    Raises UnreadableColumnError when a value's key is missing.
    """
    changed = sum(_rotate_table(database, table) for table in Base.metadata.sorted_tables if encrypted_columns(table))
    with database.write() as session:
        audit.record(
            session,
            actor=actor,
            role="system",
            action="key_rotation",
            subject_kind="database",
            subject_id=database.dialect,
            reason=f"{changed} values",
            now=now,
        )
    return changed


def encrypted_columns(table: Table) -> Sequence[Column[Any]]:
    """Return the columns of `table` that hold ciphertext."""
    return [column for column in table.columns if isinstance(column.type, Encrypted)]


def _rotate_table(database: Database, table: Table) -> int:
    changed = 0
    last: RowMapping | None = None
    while True:
        with database.write() as session:
            rows = _batch(session, table, after=last)
            changed += sum(_rotate_value(session, row, *stale) for row in rows for stale in _stale(table, row))
        if len(rows) < BATCH_ROWS:
            return changed
        last = rows[-1]


def _batch(session: Session, table: Table, *, after: RowMapping | None) -> Sequence[RowMapping]:
    """Read the next rows in key order, ciphertext as it lies."""
    key = list(table.primary_key.columns)
    raw = [type_coerce(column, LargeBinary).label(column.name) for column in encrypted_columns(table)]
    batch = select(*key, *raw).order_by(*key).limit(BATCH_ROWS)
    if after is not None:
        batch = batch.where(tuple_(*key) > tuple_(*(after[column.name] for column in key)))
    return session.execute(batch).mappings().all()


def _stale(table: Table, row: RowMapping) -> Iterator[tuple[Column[Any], bytes]]:
    for column in encrypted_columns(table):
        token = row[column.name]
        if token is not None and not keys.current().is_current(bytes(token)):
            yield column, bytes(token)


def _rotate_value(session: Session, row: RowMapping, column: Column[Any], token: bytes) -> int:
    table = column.table
    same_row = and_(*(key == row[key.name] for key in table.primary_key.columns))
    untouched = type_coerce(column, LargeBinary) == token
    change = (
        update(table).where(same_row, untouched).values({column: type_coerce(_renewed(column, token), LargeBinary)})
    )
    return cast("CursorResult[Any]", session.execute(change)).rowcount


def _renewed(column: Column[Any], token: bytes) -> bytes:
    try:
        return keys.current().renew(token)
    except keys.UnreadableTokenError:
        raise UnreadableColumnError(str(column)) from None
