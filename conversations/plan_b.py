"""A text a carrier would not let through (Twilio error 30007) is followed by one it will: a line to call, no drug."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.answer import Say
from bot.copy_store import CopyStore
from bot.withdrawal import STAND_IN_DANGER
from conversations.models import Contact
from conversations.outbox import queue
from conversations.outgoing import is_danger
from conversations.receipts import Receipt, message_of

#: "Carrier violation": the text was filtered for its words (Twilio error dictionary).
FILTERED = "30007"
_KEY = "plan_b:"


def follow_up(session: Session, receipt: Receipt, *, copy: CopyStore, now: datetime) -> None:
    """Queue plan B for the message a receipt is about when a carrier filtered it, once; plan B itself has none.

    Call it after the receipt is recorded, in the same transaction.
    """
    row = message_of(session, receipt) if receipt.error_code == FILTERED else None
    if row is None or row.error_code != FILTERED or (row.idempotency_key or "").startswith(_KEY):
        return
    contact = session.get_one(Contact, row.contact_id, with_for_update=True)
    words = Say(STAND_IN_DANGER if is_danger(row) else "not_delivered")
    queue(session, contact, (words,), key=f"{_KEY}{row.id}", copy=copy, at=now, now=now, urgent=True)
