"""Make the rows of a table what they should be, writing only what differs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from storage.base import Base

Row = Mapping[str, Any]
#: SQLite takes at most 32,766 values in one statement.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.added + other.added, self.changed + other.changed, self.removed + other.removed)


def reconcile(
    session: Session,
    model: type[Base],
    wanted: Sequence[Row],
    *,
    scope: ColumnElement[bool],
    ignore: frozenset[str] = frozenset(),
) -> Changes:
    """Add, change and remove rows of `model` within `scope` until they equal `wanted` (full rows, each with an id).

    Columns in `ignore` are written with a change but are not one by themselves (the date of the last action).
    """
    table = model.__table__
    kept = {row["id"]: dict(row) for row in session.execute(select(table).where(scope)).mappings()}
    goal = {row["id"]: row for row in wanted}
    added = [row for key, row in goal.items() if key not in kept]
    changed = [row for key, row in goal.items() if key in kept and _differs(row, kept[key], ignore)]
    removed = [key for key in kept if key not in goal]
    _remove(session, model, removed)
    for batch in _batches(added):
        session.execute(insert(model), batch)
    if changed:
        session.execute(update(model), changed)
    return Changes(len(added), len(changed), len(removed))


def _differs(row: Row, kept: Row, ignore: frozenset[str]) -> bool:
    return any(kept[name] != value for name, value in row.items() if name not in ignore)


def _remove(session: Session, model: type[Base], keys: Sequence[uuid.UUID]) -> None:
    for batch in _batches(keys):
        session.execute(
            delete(model).where(model.__table__.c.id.in_(batch)).execution_options(synchronize_session=False)
        )


def _batches(rows: Sequence[Any]) -> list[Any]:
    return [rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH)]
