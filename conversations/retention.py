"""What is let go by itself: dialogues after a long silence, unfinished requests after their week."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from conversations.models import Contact, RequestDraft


def end_expired_drafts(session: Session, *, now: datetime) -> int:
    """Drop unfinished requests whose time is over, and erase their private answers; returns how many."""
    expired = select(RequestDraft).where(RequestDraft.state == "open", RequestDraft.expires_at <= now)
    rows = session.scalars(expired.with_for_update(skip_locked=True)).all()
    for row in rows:
        row.state, row.private, row.slots, row.updated_at = "dropped", {}, {}, now
    return len(rows)


def end_silent_dialogues(session: Session, *, silence: timedelta, now: datetime) -> int:
    """Let go of dialogues nobody has added to for `silence`; returns how many."""
    silent = update(Contact).where(Contact.state_at < now - silence, Contact.state.is_not(None))
    ended = session.execute(silent.values(state=None).returning(Contact.id))
    return len(ended.all())
