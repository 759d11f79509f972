"""What goes out by itself: rows written with their cause, sent by the worker, at most once on the air unless seen.

unsent -> sending -> sent -> delivered, with back-off; held means a person must look: opted out, out of tries, or
a send that was cut off, where nobody can know whether it left (fixmystreet's habit: sending is a column, not a hope).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.answer import Message
from bot.clock_words import BOSTON
from bot.copy_store import CopyStore
from conversations.commit import outgoing
from conversations.composing import render
from conversations.models import Contact, OutgoingMessage
from storage.once import add_once

BACK_OFF = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
#: A row still `sending` after this long was cut off in the middle.
CUT_OFF = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """No message of our own accord between `start` and `end`, Boston time (messaging-rules: 9 pm to 8 am)."""

    start: time = time(21)
    end: time = time(8)

    def next_allowed(self, moment: datetime) -> datetime:
        """Return `moment`, or the end of the quiet hours it falls in."""
        local = moment.astimezone(BOSTON)
        if self.end <= local.time() < self.start:
            return moment
        day = local.date() + timedelta(days=1) if local.time() >= self.start else local.date()
        return datetime.combine(day, self.end, tzinfo=BOSTON).astimezone(moment.tzinfo)


def tell(
    session: Session,
    contact_id: uuid.UUID,
    messages: tuple[Message, ...],
    *,
    key: str,
    copy: CopyStore,
    now: datetime,
) -> None:
    """Queue words for a person in the caller's transaction; the same key is queued once.

    Quiet hours are kept when it is sent; on the web it waits in the person's view.
    """
    contact = session.get_one(Contact, contact_id, with_for_update=True)
    row = outgoing(contact, render(messages, contact, copy, now=now), now=now)
    row.road, row.idempotency_key = "push", key
    row.state = "pending" if contact.channel == "sms" else "shown"
    if not add_once(session, row):
        session.refresh(contact)


def claim_due(session: Session, *, quiet: QuietHours, now: datetime) -> OutgoingMessage | None:
    """Take the oldest row that may be sent now and mark it `sending`, or None."""
    due = select(OutgoingMessage).where(OutgoingMessage.state == "pending", OutgoingMessage.not_before <= now)
    row = session.scalars(due.order_by(OutgoingMessage.not_before).limit(1).with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    contact = session.get_one(Contact, row.contact_id)
    allowed = now if row.urgent else quiet.next_allowed(now)
    if contact.opted_out_at is not None and not _is_danger(row):
        _change(row, "held", now, error_code="opted_out")
    elif allowed > now:
        row.not_before, row.changed_at = allowed, now
    else:
        row.attempts += 1
        _change(row, "sending", now)
    return row


def record_sent(session: Session, row_id: uuid.UUID, provider_sid: str, *, now: datetime) -> None:
    """Record that the provider took it; its receipts follow by `provider_sid`."""
    sent = update(OutgoingMessage).where(OutgoingMessage.id == row_id, OutgoingMessage.state == "sending")
    session.execute(sent.values(state="sent", provider_sid=provider_sid, error_code="", changed_at=now))


def record_failed(session: Session, row_id: uuid.UUID, code: str, *, retry: bool, now: datetime) -> None:
    """Record a refusal: tried again with back-off while that can help, else held for a person."""
    row = session.get_one(OutgoingMessage, row_id, with_for_update=True)
    may_retry = retry and row.attempts <= len(BACK_OFF)
    if may_retry:
        row.not_before = now + BACK_OFF[row.attempts - 1]
    _change(row, "pending" if may_retry else "held", now, error_code=code)


def hold_cut_off(session: Session, *, now: datetime) -> int:
    """Hold rows whose sending was cut off; sending them again could say it twice.  Returns how many."""
    cut = update(OutgoingMessage).where(OutgoingMessage.state == "sending", OutgoingMessage.changed_at < now - CUT_OFF)
    held = session.execute(cut.values(state="held", error_code="cut_off", changed_at=now).returning(OutgoingMessage.id))
    return len(held.all())


def _change(row: OutgoingMessage, state: str, now: datetime, *, error_code: str = "") -> None:
    row.state, row.changed_at, row.error_code = state, now, error_code


def _is_danger(row: OutgoingMessage) -> bool:
    return any(str(copy_id).startswith("danger_") for copy_id, *_ in row.copy_refs)
