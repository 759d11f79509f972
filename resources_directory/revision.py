"""How often the directory has changed, so that every process sees that what it holds is behind."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from resources_directory.models import Revision

_THE_ROW = 1


def current(session: Session) -> int:
    """Return the number of the last change; 0 when there was none."""
    return session.scalar(select(Revision.number).where(Revision.id == _THE_ROW)) or 0


def bump(session: Session) -> None:
    """Count one change more; whoever writes to the directory calls it in the same transaction."""
    counted = update(Revision).where(Revision.id == _THE_ROW).values(number=Revision.number + 1)
    if not session.execute(counted.returning(Revision.id)).all():
        session.add(Revision(id=_THE_ROW, number=1))
        session.flush()
