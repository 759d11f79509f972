"""The port to whoever carries an SMS, and one pass of the worker over what is due."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any, Protocol

import structlog

from bot.copy_store import CopyStore
from conversations.models import Contact
from conversations.outbox import QuietHours, claim_due, record_failed, record_sent
from conversations.unsaid import say_only_what_stands
from storage.database import Database

logger: Any = structlog.get_logger(__name__)

#: Rows taken in one pass: while the provider is slow, the worker's other jobs (forgotten texts) still get their turn.
AT_ONCE = 10


class SendError(Exception):
    """The provider did not take a message; `retry` when trying again can help."""

    def __init__(self, code: str, *, retry: bool) -> None:
        super().__init__(f"the provider refused: {code}")
        self.code = code
        self.retry = retry


class SmsSender(Protocol):
    """Carries one text; adapters: Twilio, and in tests a sender that remembers."""

    def send(self, to: str, text: str, *, message_id: uuid.UUID) -> str:
        """Send and return the provider's id; raises SendError."""
        ...


def send_due(database: Database, sender: SmsSender, copy: CopyStore, *, quiet: QuietHours, now: datetime) -> int:
    """Send what is due, one row at a time, no connection held while the provider thinks; returns how many left.

    `copy` knows what was withdrawn since a row was written.
    """
    sent = 0
    for _ in range(AT_ONCE):
        taken = _take(database, copy, quiet=quiet, now=now)
        if taken is None:
            break
        sent += _send(database, sender, *taken) if taken[1] else 0
    return sent


def _take(
    database: Database, copy: CopyStore, *, quiet: QuietHours, now: datetime
) -> tuple[uuid.UUID, str, str] | None:
    """Claim one row; an empty number means it was put off or held, and there is nothing to send."""
    with database.write() as session:
        row = claim_due(session, quiet=quiet, now=now)
        if row is None:
            return None
        number = session.get_one(Contact, row.contact_id).address if row.state == "sending" else None
        say_only_what_stands(row, copy)
        text = "\n".join(str(block.get("text", "")) for block in row.blocks)
        return row.id, number or "", text


def _send(database: Database, sender: SmsSender, row_id: uuid.UUID, number: str, text: str) -> int:
    try:
        sid = sender.send(number, text, message_id=row_id)
    except SendError as error:
        logger.warning("sms_refused", message_id=str(row_id), code=error.code)
        with database.write() as session:
            record_failed(session, row_id, error.code, retry=error.retry, now=datetime.now(UTC))
        return 0
    with database.write() as session:
        record_sent(session, row_id, sid, now=datetime.now(UTC))
    return 1
