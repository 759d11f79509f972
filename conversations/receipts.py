"""Delivery receipts: late, twice and out of order as they come, a message's state only ever moves forward.

Codes: Twilio's outbound status callbacks and error dictionary (shared/knowledge/messaging-rules.md, ref_errors).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.alerts import raise_alert
from conversations.models import Contact, OutgoingMessage, StaffAlert
from conversations.notices import record_notice_receipt
from conversations.outgoing import blocked_danger, is_danger

#: Twilio's word -> ours; a word not listed changes nothing.
STATES: Mapping[str, str] = {
    "accepted": "sending",
    "scheduled": "sending",
    "queued": "sending",
    "sending": "sending",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
}
#: A send that was cut off is held, because nobody knew whether it left; its receipt tells.
_RANK = {"replied": 0, "pending": 0, "sending": 1, "held": 1, "sent": 2, "undelivered": 3, "failed": 3, "delivered": 4}
#: The person stopped us at the carrier: an opt-out we had not seen (trap T1).
OPTED_OUT = "21610"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider says of one message; `reply_id` when it rode back on a webhook."""

    provider_sid: str
    status: str
    error_code: str = ""
    reply_id: uuid.UUID | None = None


def record_receipt(session: Session, receipt: Receipt, *, now: datetime) -> bool:
    """Move one message forward; False when no message of ours is meant."""
    row, state = message_of(session, receipt), STATES.get(receipt.status)
    if row is None:
        notice_id = receipt.reply_id
        return notice_id is not None and record_notice_receipt(session, notice_id, state, receipt.error_code, now=now)
    row.provider_sid = row.provider_sid or receipt.provider_sid
    if state is not None and _RANK[state] > _RANK.get(row.state, len(_RANK)):
        row.state, row.error_code, row.changed_at = state, receipt.error_code[:16], now
        if receipt.error_code == OPTED_OUT and is_danger(row):
            raise_alert(session, blocked_danger(row, now))
    if receipt.error_code == OPTED_OUT:
        _opt_out(session, row.contact_id, now)
    return True


def _opt_out(session: Session, contact_id: uuid.UUID, now: datetime) -> None:
    """Believe the carrier, and tell staff: this person can only be called (contracts.md section 10)."""
    contact = session.get_one(Contact, contact_id, with_for_update=True)
    if contact.opted_out_at is None:
        contact.opted_out_at = now
        raise_alert(session, StaffAlert(contact_id=contact_id, kind="carrier_opt_out", level="none", created_at=now))


def message_of(session: Session, receipt: Receipt) -> OutgoingMessage | None:
    """Return the message a receipt is about, its row held, or None when it is none of ours."""
    by_reply = OutgoingMessage.id == receipt.reply_id
    by_sid = OutgoingMessage.provider_sid == receipt.provider_sid
    meant = select(OutgoingMessage).where(by_reply if receipt.reply_id else by_sid)
    return session.scalars(meant.with_for_update()).first()
