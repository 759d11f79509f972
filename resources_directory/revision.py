"""How often the directory has changed, so that every process sees that what it holds is behind."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from resources_directory.models import Revision

_THE_ROW = 1


def current(session: Session) -> int:
    """Return the number of the last change; 0 when there was none."""
    return session.scalar(select(Revision.number).where(Revision.id == _THE_ROW)) or 0


def bump(session: Session) -> None:
    """Count one change more; whoever writes to the directory calls it in the same transaction.

    One statement, so that two who count the first change at once do not collide.
    """
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    first = dialect.insert(Revision).values(id=_THE_ROW, number=1)
    session.execute(first.on_conflict_do_update(index_elements=["id"], set_={"number": Revision.number + 1}))
