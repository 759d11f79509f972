"""An unfinished request between texts: private answers that the engine never hears, and the slots it may.

Kept 7 days (setting) after the last answer, even when the conversation around it has ended.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from conversations.models import RequestDraft

KEPT = timedelta(days=7)
_OPEN = (
    select(RequestDraft)
    .where(RequestDraft.contact_id == bindparam("contact_id"), RequestDraft.state == "open")
    .order_by(RequestDraft.created_at.desc())
)
VISIT, CALLBACK = "visit", "callback"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the turn sees it; `private` holds what must not leave for the engine."""

    id: uuid.UUID
    kind: str
    private: Mapping[str, str]
    slots: Mapping[str, Any]


def open_draft(session: Session, contact_id: uuid.UUID, *, now: datetime) -> Draft | None:
    """Return the person's open draft, or None when there is none or it is too old."""
    row = _open_row(session, contact_id)
    return Draft(row.id, row.kind, row.private, row.slots) if row and row.expires_at > now else None


def keep_draft(
    session: Session,
    contact_id: uuid.UUID,
    *,
    slots: Mapping[str, Any],
    private: Mapping[str, str],
    now: datetime,
) -> Draft:
    """Store the form as it stands; a private answer once given is kept until it is given anew."""
    row = _open_row(session, contact_id)
    if row is None or row.expires_at <= now:
        _end(row, "dropped", now)
        row = RequestDraft(id=uuid.uuid4(), contact_id=contact_id, private={}, slots={}, created_at=now)
        row.state = "open"
        session.add(row)
    row.kind = str(slots.get("request_kind") or CALLBACK)
    row.private = {**row.private, **private}
    row.slots = dict(slots)
    row.updated_at, row.expires_at = now, now + KEPT
    session.flush()
    return Draft(row.id, row.kind, row.private, row.slots)


def end_draft(session: Session, contact_id: uuid.UUID, state: str, *, now: datetime) -> None:
    """End the open draft as `sent` or `dropped`; its private answers are erased here (a referral has its own)."""
    _end(_open_row(session, contact_id), state, now)


def _open_row(session: Session, contact_id: uuid.UUID) -> RequestDraft | None:
    return session.scalars(_OPEN, {"contact_id": contact_id}).first()


def _end(row: RequestDraft | None, state: str, now: datetime) -> None:
    if row is not None:
        row.state, row.private, row.slots, row.updated_at = state, {}, {}, now
