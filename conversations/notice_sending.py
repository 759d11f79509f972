"""One pass of the worker over the notices to staff: claimed, sent, never sent again when nobody knows whether it left.

No quiet hours: whoever is on duty agreed to be woken.  Its own loop (`portline.worker`), so that a dead provider
holds up here what is meant for staff, and never what is meant for residents.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.copy_store import CopyStore
from conversations.models import AlertNotice, Contact, StaffAlert
from conversations.notices import change, wants_alerts
from conversations.sending import SendError, SmsSender
from staff.models import Shift, User
from storage.database import Database
from storage.keys import current

logger: Any = structlog.get_logger(__name__)

COPY_ID = "duty_notice"
#: Rows taken in one pass: while the provider is slow, new alerts still get planned.
AT_ONCE = 3
BACK_OFF = (timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=3))
#: A row still `sending` after this long was cut off in the middle.
CUT_OFF = timedelta(minutes=2)


def send_notices(database: Database, sender: SmsSender, copy: CopyStore, *, now: datetime) -> int:
    """Send what is due, one row at a time, no connection held while the provider thinks; returns how many left."""
    sent = 0
    for _ in range(AT_ONCE):
        taken = _take(database, now=now)
        if taken is None:
            break
        sent += _send(database, sender, copy, *taken) if taken[1] else 0
    return sent


def cut_off_notices(session: Session, *, now: datetime) -> int:
    """Give up rows whose sending was cut off: the next step tells again.  Returns how many."""
    cut = update(AlertNotice).where(AlertNotice.state == "sending", AlertNotice.changed_at < now - CUT_OFF)
    given_up = session.execute(cut.values(state="cut_off", changed_at=now).returning(AlertNotice.id))
    return len(given_up.all())


def _take(database: Database, *, now: datetime) -> tuple[uuid.UUID, str, str] | None:
    """Claim one row with the number and the language to write in; an empty number means there is nothing to send."""
    with database.write() as session:
        due = select(AlertNotice).where(AlertNotice.state == "pending", AlertNotice.not_before <= now)
        first = due.order_by(AlertNotice.not_before, AlertNotice.order).limit(1).with_for_update(skip_locked=True)
        row = session.scalars(first).first()
        if row is None:
            return None
        number = _number(session, row, now)
        row.attempts += 1
        change(row, "sending" if number else "dropped", now)
        return row.id, number, _language(session, number)


def _number(session: Session, row: AlertNotice, now: datetime) -> str:
    """Return where to send it, or "" when it is no longer wanted: something changed since it was planned."""
    shift, user = session.get_one(Shift, row.shift_id), session.get_one(User, row.user_id)
    is_on = shift.ends_at > now and user.active
    number = shift.number if is_on and not _all_signed(session, row) else None
    return number if number and wants_alerts(session, number) else ""


def _all_signed(session: Session, row: AlertNotice) -> bool:
    """Tell whether every alert this text tells of is signed off: its own, and those folded into it."""
    told = select(AlertNotice.alert_id).where((AlertNotice.id == row.id) | (AlertNotice.folded_into == row.id))
    unsigned = select(StaffAlert.id).where(StaffAlert.id.in_(told), StaffAlert.seen_at.is_(None)).limit(1)
    return session.scalars(unsigned).first() is None


def _language(session: Session, number: str) -> str:
    """Return the language its owner last wrote to us in; who never did reads English."""
    index = current().pseudonym("sms", number)
    known = select(Contact.language).where(Contact.channel == "sms", Contact.address_index == index)
    return session.scalars(known).first() or "en"


def _send(
    database: Database, sender: SmsSender, copy: CopyStore, notice_id: uuid.UUID, number: str, language: str
) -> int:
    words = copy.text(COPY_ID, language).text
    try:
        sender.send(number, words, message_id=notice_id)
    except SendError as error:
        logger.warning("notice_refused", message_id=str(notice_id), code=error.code)
        with database.write() as session:
            _record_failed(session, notice_id, error, now=datetime.now(UTC))
        return 0
    with database.write() as session:
        row = session.get_one(AlertNotice, notice_id, with_for_update=True)
        if row.state == "sending":  # its receipt may have been faster
            change(row, "sent", datetime.now(UTC))
    return 1


def _record_failed(session: Session, notice_id: uuid.UUID, error: SendError, *, now: datetime) -> None:
    row = session.get_one(AlertNotice, notice_id, with_for_update=True)
    may_retry = error.retry and row.attempts <= len(BACK_OFF)
    if may_retry:
        row.not_before = now + BACK_OFF[row.attempts - 1]
    change(row, "pending" if may_retry else "failed", now, error.code)
