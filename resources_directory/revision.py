"""The number of the directory's last change, so that a process sees that its search index is behind."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from resources_directory.models import Revision

_ONLY: Final = 1


def bump(session: Session) -> None:
    """Count one change; call it in the transaction that makes it."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    first = dialect.insert(Revision).values(id=_ONLY, number=1)
    session.execute(first.on_conflict_do_update(index_elements=["id"], set_={"number": Revision.number + 1}))


def revision(session: Session) -> int:
    """Return how often the directory has changed; 0 before its first change."""
    return session.scalars(select(Revision.number).where(Revision.id == _ONLY)).one_or_none() or 0
