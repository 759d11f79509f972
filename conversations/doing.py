"""The desk a turn is written at: everything its effects may read and change, inside one open commit."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.render import Voice
from conversations.dialogue import Dialogue
from conversations.drafts import Draft
from conversations.models import Contact
from port_queue.hours import TeamHours


@dataclass(slots=True)
class Doing:
    """One turn being written; effects may change `dialogue` and `draft`, never commit; `voice` finds words in words."""

    session: Session
    contact: Contact
    inbound_id: uuid.UUID
    dialogue: Dialogue
    draft: Draft | None
    team_hours: TeamHours
    voice: Voice
    now: datetime
    episode_id: uuid.UUID | None = None
    """The open danger, where there is one."""
