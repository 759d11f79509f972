"""Insert a row that may already be there."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.base import Base


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
