"""One outgoing row: made here for replies and pushes alike, and what is told from it."""

from __future__ import annotations

import uuid
from datetime import datetime

from bot.render import Rendered
from conversations.models import Contact, OutgoingMessage, StaffAlert

#: Copy that is sent even to a number that opted out: danger, and the steps beside an overdose.
DANGER_COPY = ("danger_", "bystander_")


def outgoing(contact: Contact, rendered: Rendered, *, now: datetime) -> OutgoingMessage:
    """Make the next outgoing row of a contact; the caller names its road and state."""
    row = OutgoingMessage(
        id=uuid.uuid4(),
        contact_id=contact.id,
        seq=contact.next_seq,
        blocks=[dict(block) for block in rendered.blocks if block.get("text") or block.get("cards")],
        copy_refs=[list(ref) for ref in rendered.copy_refs],
        not_before=now,
        attempts=0,
        created_at=now,
        changed_at=now,
    )
    contact.next_seq += 1
    return row


def blocked_danger(row: OutgoingMessage, now: datetime) -> StaffAlert:
    """Make the alert for danger words the carrier did not let through: this person can only be called."""
    return StaffAlert(contact_id=row.contact_id, kind="blocked_danger", level="emergency", created_at=now)


def is_danger(row: OutgoingMessage) -> bool:
    """Tell whether a row holds danger words."""
    return any(str(copy_id).startswith(DANGER_COPY) for copy_id, *_ in row.copy_refs)
