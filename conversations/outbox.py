"""What goes out by itself: rows written with their cause, sent by the worker, at most once on the air unless seen.

unsent -> sending -> sent -> delivered, with back-off; held means a person must look: opted out, out of tries, or
a send that was cut off, where nobody can know whether it left (fixmystreet's habit: sending is a column, not a hope).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from bot.answer import Message
from bot.clock_words import BOSTON
from bot.copy_store import CopyStore
from conversations.alerts import raise_alert
from conversations.composing import render
from conversations.models import Contact, OutgoingMessage
from conversations.outgoing import blocked_danger, is_danger, outgoing
from conversations.receipts import OPTED_OUT
from storage.once import add_once

BACK_OFF = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
#: A row still `sending` after this long was cut off in the middle.
CUT_OFF = timedelta(minutes=2)
#: Urgent words of our own accord (a second dose) later than this after the turn that queued them would only mislead.
TIMED_LASTS = timedelta(minutes=15)
#: Why a row was not sent, and what becomes of it.
REFUSED = {"opted_out": "held", "not_safe": "held", "too_late": "cancelled"}


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
    row.state = "pending" if contact.channel == "sms" else "held" if contact.not_safe_at else "shown"
    if not add_once(session, row):
        session.refresh(contact)


def queue(
    session: Session,
    contact: Contact,
    messages: tuple[Message, ...],
    *,
    key: str,
    copy: CopyStore,
    at: datetime,
    now: datetime,
    urgent: bool = False,
) -> None:
    """Queue words for `at` in the turn's own commit; the caller holds the contact's row, the same key is queued once.

    On the web they wait on road `page`, and `show_due` lets them be seen when their time has come.
    """
    if session.scalars(select(OutgoingMessage.id).where(OutgoingMessage.idempotency_key == key)).first() is not None:
        return
    row = outgoing(contact, render(messages, contact, copy, now=now), now=now)
    row.road, row.state = "push" if contact.channel == "sms" else "page", "pending"
    row.idempotency_key, row.not_before, row.urgent = key, at, urgent
    session.add(row)


def cancel(session: Session, contact_id: uuid.UUID, prefix: str, *, now: datetime) -> None:
    """Take back what waits under a key that begins with `prefix`."""
    waiting = update(OutgoingMessage).where(
        OutgoingMessage.contact_id == contact_id,
        OutgoingMessage.state == "pending",
        OutgoingMessage.idempotency_key.startswith(prefix, autoescape=True),
    )
    session.execute(waiting.values(state="cancelled", changed_at=now))


def hold_own(session: Session, contact_id: uuid.UUID, *, now: datetime) -> None:
    """Hold all that would go to a person of our own accord: they said that texting is not safe."""
    own = update(OutgoingMessage).where(
        OutgoingMessage.contact_id == contact_id,
        OutgoingMessage.state == "pending",
        OutgoingMessage.inbound_id.is_(None),
    )
    session.execute(own.values(state="held", error_code="not_safe", changed_at=now))


def show_due(session: Session, *, now: datetime) -> int:
    """Let what was queued for a web page be seen, as the newest line of its chat; returns how many."""
    rows = session.scalars(_due("page", now).order_by(OutgoingMessage.not_before)).all()
    for row in rows:
        contact = session.get_one(Contact, row.contact_id, with_for_update=True)
        reason = _reason_not_to(row, contact, now)
        _change(row, REFUSED.get(reason, "shown"), now, error_code=reason)
        row.seq, contact.next_seq = contact.next_seq, contact.next_seq + 1
    return len(rows)


def claim_due(session: Session, *, quiet: QuietHours, now: datetime) -> OutgoingMessage | None:
    """Take the oldest row that may be sent now and mark it `sending`, or None."""
    due = _due("push", now).order_by(OutgoingMessage.not_before).limit(1)
    row = session.scalars(due.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    reason = _reason_not_to(row, session.get_one(Contact, row.contact_id), now)
    allowed = now if row.urgent else quiet.next_allowed(now)
    if reason:
        _change(row, REFUSED[reason], now, error_code=reason)
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
    if code == OPTED_OUT and is_danger(row):
        raise_alert(session, blocked_danger(row, now))


def hold_cut_off(session: Session, *, now: datetime) -> int:
    """Hold rows whose sending was cut off; sending them again could say it twice.  Returns how many."""
    cut = update(OutgoingMessage).where(OutgoingMessage.state == "sending", OutgoingMessage.changed_at < now - CUT_OFF)
    held = session.execute(cut.values(state="held", error_code="cut_off", changed_at=now).returning(OutgoingMessage.id))
    return len(held.all())


def _change(row: OutgoingMessage, state: str, now: datetime, *, error_code: str = "") -> None:
    row.state, row.changed_at, row.error_code = state, now, error_code


def _due(road: str, now: datetime) -> Select[OutgoingMessage]:
    is_due = (OutgoingMessage.state == "pending", OutgoingMessage.not_before <= now, OutgoingMessage.road == road)
    return select(OutgoingMessage).where(*is_due)


def _reason_not_to(row: OutgoingMessage, contact: Contact, now: datetime) -> str:
    """Tell why a row may not be sent, "" when it may."""
    if contact.opted_out_at is not None and not is_danger(row):
        return "opted_out"
    if contact.not_safe_at is not None and row.inbound_id is None:
        return "not_safe"
    is_timed = row.idempotency_key is not None and row.urgent
    return "too_late" if is_timed and now - row.created_at > TIMED_LASTS else ""
