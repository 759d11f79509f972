"""Consent as a record: what was agreed to, in which words, when; a withdrawal is a new row, not an erasure."""

from __future__ import annotations

import uuid

from conversations.doing import Doing
from conversations.models import Consent


def record_consent(doing: Doing, purpose: str, *, given: bool, copy_id: str) -> None:
    """Append one yes or no in the turn's own commit, with the words as this person read them (maybe in English)."""
    words = doing.voice.copy.text(copy_id, doing.contact.language, doing.voice.form)
    row = Consent(
        id=uuid.uuid4(),
        contact_id=doing.contact.id,
        purpose=purpose,
        given=given,
        copy_id=copy_id,
        copy_version=words.version,
        copy_language=words.language,
        at=doing.now,
    )
    doing.session.add(row)
