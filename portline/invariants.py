"""Every promise the database must keep, over all rooms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from conversations.invariants import Breach, breaches
from storage.audit import AuditBrokenError, verify


def violations(session: Session, *, now: datetime) -> Iterator[Breach]:
    """Yield each broken promise: the rule and the id of the row, never its content."""
    yield from breaches(session, now=now)
    try:
        verify(session)
    except AuditBrokenError as error:
        yield Breach("the audit chain is whole", str(error))
