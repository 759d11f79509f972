"""Which conversations were told a text: ids and times only, never a word or a number of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from conversations.models import OutgoingMessage

#: States in which the person may have read it.
TOLD = ("replied", "shown", "sending", "sent", "delivered")


@dataclass(frozen=True, slots=True)
class Receiver:
    """One reply that held the text: the conversation, the version said, and when."""

    conversation: UUID
    version: int
    at: datetime


def receivers(session: Session, copy_id: str, language: str, *, limit: int) -> Sequence[Receiver]:
    """List who was told a text in a language, the latest first, at most `limit`."""
    written = cast(OutgoingMessage.copy_refs, String)
    rows = session.execute(
        select(OutgoingMessage.contact_id, OutgoingMessage.copy_refs, OutgoingMessage.changed_at)
        .where(OutgoingMessage.state.in_(TOLD), written.contains(f'["{copy_id}", ', autoescape=True))
        .where(written.contains(f'"{language}"]', autoescape=True))
        .order_by(OutgoingMessage.changed_at.desc())
        .limit(limit)
    )
    return [
        Receiver(contact_id, int(version), at)
        for contact_id, refs, at in rows
        for said, version, spoken in refs
        if (said, spoken) == (copy_id, language)
    ]
