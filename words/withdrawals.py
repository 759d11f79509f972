"""Taking words back: one text in one language or in all, or a number of the register; who, when and why is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.copy_store import CopyStore
from bot.withdrawal import STAND_INS, Withdrawn
from words.models import Withdrawal, WithdrawnKind

#: 911, 988, 311: not ours to take back, and what every stand-in falls back on.
_SERVICE = "service"
REASON_MOST = 500


class WithdrawalRefusedError(ValueError):
    """It cannot be taken back, or given back, like this; the message says why."""


def withdraw_text(
    session: Session, copy_id: str, languages: Sequence[str], *, copy: CopyStore, reason: str, by: UUID, now: datetime
) -> list[UUID]:
    """Take a text back in each of `languages`, up to its present version; returns the ids.  The caller audits it.

    Raises WithdrawalRefusedError.
    """
    entries = [entry for entry in copy.entries if entry.id == copy_id and entry.language in languages]
    if not entries:
        raise WithdrawalRefusedError("There is no such text")
    if copy_id in STAND_INS:
        raise WithdrawalRefusedError("This is what is said in place of other texts, so it cannot be taken back itself")
    return [
        _add(
            session,
            Withdrawal(kind=WithdrawnKind.TEXT, subject=copy_id, language=entry.language, version=entry.version),
            reason=reason,
            by=by,
            now=now,
        )
        for entry in entries
    ]


def withdraw_number(session: Session, token: str, *, copy: CopyStore, reason: str, by: UUID, now: datetime) -> UUID:
    """Take a number, address or page of the register back; returns the id.  The caller audits it.

    Raises WithdrawalRefusedError.
    """
    contact = copy.contacts.get(token)
    if contact is None:
        raise WithdrawalRefusedError("There is no such number in the register")
    if contact.kind == _SERVICE:
        raise WithdrawalRefusedError(f"{contact.value} cannot be taken back: it is what we send people to instead")
    row = Withdrawal(kind=WithdrawnKind.NUMBER, subject=token, value=contact.value)
    return _add(session, row, reason=reason, by=by, now=now)


def lift(session: Session, withdrawal_id: UUID, *, by: UUID, now: datetime) -> Withdrawal:
    """Let what was taken back be said again; raises WithdrawalRefusedError.  The caller audits it."""
    row = session.get(Withdrawal, withdrawal_id, with_for_update=True)
    if row is None or row.lifted_at is not None:
        raise WithdrawalRefusedError("It is not withdrawn any more")
    row.lifted_by, row.lifted_at = by, now
    return row


def standing(session: Session) -> Sequence[Withdrawal]:
    """List what is withdrawn now, the latest first."""
    return session.scalars(
        select(Withdrawal).where(Withdrawal.lifted_at.is_(None)).order_by(Withdrawal.at.desc(), Withdrawal.id)
    ).all()


def history(session: Session, subject: str) -> Sequence[Withdrawal]:
    """List every withdrawal of a text or number, the latest first."""
    mine = select(Withdrawal).where(Withdrawal.subject == subject)
    return session.scalars(mine.order_by(Withdrawal.at.desc(), Withdrawal.id)).all()


def withdrawn_of(rows: Sequence[Withdrawal]) -> Withdrawn:
    """Turn standing rows into what the words are held against."""
    texts: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.kind is WithdrawnKind.TEXT:
            key = (row.subject, row.language)
            texts[key] = max(row.version, texts.get(key, 0))
    return Withdrawn(texts, frozenset(row.value for row in rows if row.kind is WithdrawnKind.NUMBER))


def _add(session: Session, row: Withdrawal, *, reason: str, by: UUID, now: datetime) -> UUID:
    why = " ".join(reason.split())
    if not why:
        raise WithdrawalRefusedError("Say why it is taken back")
    if len(why) > REASON_MOST:
        raise WithdrawalRefusedError(f"Say why in at most {REASON_MOST} letters")
    row.id, row.reason, row.by, row.at = uuid4(), why, by, now
    session.add(row)
    session.flush()
    return row.id
