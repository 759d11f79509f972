"""Who did what to whose record: rows that are only ever added, each sealed to the one before it.

The seal is keyed (`Keyring.pseudonym`), so that someone who can write to the database but holds no key cannot
rewrite the past unnoticed; triggers refuse the clumsy attempts.  Only `reason` may be written again, because key
rotation re-encrypts it; the seal covers its words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, String, event, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage import keys
from storage.audit_triggers import APPEND_ONLY
from storage.base import Base
from storage.encrypted import EncryptedText

#: The advisory lock that lets one PostgreSQL transaction at a time add to the chain ("audit" in ASCII).
_CHAIN_LOCK = 0x6175646974
_FIRST_SEAL = "0" * 64
_PAGE = 500


class AuditBrokenError(Exception):
    """The chain does not hold: at `position` a row was changed, removed or slipped in."""

    def __init__(self, position: int) -> None:
        super().__init__(f"the audit chain breaks at entry {position}")
        self.position = position


class AuditEntry(Base):
    """One act of one member of staff (or of the system), sealed to the entry before it."""

    __tablename__ = "audit_entries"
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64), index=True)
    role: Mapped[str] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(String(64), index=True)
    reason: Mapped[str] = mapped_column(EncryptedText)
    seal: Mapped[str] = mapped_column(String(64), unique=True)


@event.listens_for(AuditEntry.__table__, "after_create")
def _make_append_only(_table: object, connection: Connection, **_options: object) -> None:
    for statement in APPEND_ONLY[connection.dialect.name]:
        connection.exec_driver_sql(statement)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: note it outside the database, and a cut-off tail can be noticed too."""

    position: int
    seal: str


def record(
    session: Session,
    *,
    actor: str,
    role: str,
    action: str,
    subject_kind: str,
    subject_id: str,
    reason: str = "",
    now: datetime,
) -> None:
    """Add one entry in the caller's transaction; on PostgreSQL others wait until it ends, so record last."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_CHAIN_LOCK)))
    last = head(session)
    entry = AuditEntry(
        position=last.position + 1,
        at=now,
        actor=actor,
        role=role,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        reason=reason,
    )
    entry.seal = _seal(entry, last.seal)
    session.add(entry)
    session.flush()


def head(session: Session) -> Head:
    """Return the newest entry's position and seal (0 and zeros when there is none)."""
    newest = select(AuditEntry.position, AuditEntry.seal).order_by(AuditEntry.position.desc()).limit(1)
    found = session.execute(newest).first()
    return Head(found.position, found.seal) if found else Head(0, _FIRST_SEAL)


def verify(session: Session) -> int:
    """Check every seal from the first entry on and return how many there are; raises AuditBrokenError."""
    last = Head(0, _FIRST_SEAL)
    for entry in _entries(session):
        expected = last.position + 1
        if entry.position != expected or entry.seal != _seal(entry, last.seal):
            raise AuditBrokenError(expected)
        last = Head(entry.position, entry.seal)
    return last.position


def entries_about(session: Session, subject_kind: str, subject_id: str) -> Sequence[AuditEntry]:
    """Return all entries about one subject, oldest first: the answer to "who has seen this"."""
    about = select(AuditEntry).where(AuditEntry.subject_kind == subject_kind, AuditEntry.subject_id == subject_id)
    return session.scalars(about.order_by(AuditEntry.position)).all()


def _entries(session: Session) -> Iterator[AuditEntry]:
    """Yield all entries in order, a page at a time, so that a long history fits in memory."""
    in_order, last = select(AuditEntry).order_by(AuditEntry.position).limit(_PAGE), 0
    while page := session.scalars(in_order.where(AuditEntry.position > last)).all():
        yield from page
        last = page[-1].position


def _seal(entry: AuditEntry, previous: str) -> str:
    words = (entry.actor, entry.role, entry.action, entry.subject_kind, entry.subject_id, entry.reason)
    content = json.dumps([previous, entry.position, entry.at.timestamp(), *words])
    return keys.current().pseudonym("audit", content)
