"""Insert a row that may already be there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.base import Base

Row = TypeVar("Row", bound=Base)


def add_once(session: Session, row: Base) -> bool:
    """Add `row` and tell whether it was new; a unique violation means someone was first, and is not an error.

    On PostgreSQL it waits for a rival that has not committed yet, so afterwards the first row can be read.
    """
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def find_or_add(session: Session, find: Callable[[], Row | None], make: Callable[[], Row]) -> Row:
    """Find a row, or add it; whoever loses the race to add it finds the winner's."""
    row = find()
    if row is not None:
        return row
    try:
        with session.begin_nested():
            row = make()
            session.add(row)
    except IntegrityError:
        row = find()
        if row is None:
            raise
    return row
