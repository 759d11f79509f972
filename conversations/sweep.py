"""What was accepted and never answered: a process died in the middle, or the database was away."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select, update

from bot.answer import Say
from bot.safety import screen
from conversations.commit import record
from conversations.inbound import Inbound
from conversations.models import Contact, InboundMessage, OutgoingMessage, StaffAlert
from conversations.outcome import Outcome
from conversations.reply import Reply
from conversations.spool import Spooled
from conversations.turn import Road, answer

logger: Any = structlog.get_logger(__name__)

#: Longer than any live turn (lease 10 s, Twilio's 15 s), so the sweep never races a request that still runs.
UNANSWERED_AFTER = timedelta(seconds=20)
#: An answer later than this would puzzle more than help: it is recorded, and staff are told.
TOO_LATE = timedelta(hours=1)


def answer_forgotten(road: Road, *, now: datetime) -> int:
    """Answer each text that nothing answered, by a message of its own; returns how many."""
    forgotten = _unanswered(road, now=now)
    for inbound_id, inbound, received_at in forgotten:
        reply = answer(inbound, inbound_id, (), road=road, now=now)
        _send_on(road, reply, late=now - received_at > TOO_LATE, now=now)
        logger.info("forgotten_text_answered", inbound_id=str(inbound_id))
    return len(forgotten)


def replay_spool(road: Road, *, now: datetime) -> int:
    """Store texts that were answered while the database was away, with what they were told; returns how many."""
    replayed = 0
    for path, spooled in road.spool.waiting():
        _replay(road, spooled, now=now)
        road.spool.forget(path)
        replayed += 1
    return replayed


def _replay(road: Road, spooled: Spooled, *, now: datetime) -> None:
    """Record the answer that was really given; a danger text raises its alert now."""
    inbound = spooled.inbound
    inbound_id = road.log.remember(inbound, now=spooled.at)
    turn = road.log.look(inbound_id, now=now)
    if isinstance(turn, Reply):
        return
    verdict = screen(inbound.said, turn.recent)
    alert = str(verdict.category) if verdict.is_danger else "database_was_down"
    record(inbound, turn, Outcome((Say(spooled.said_copy_id),), verdict, alert=alert), desk=road.desk, now=now)


def _unanswered(road: Road, *, now: datetime) -> list[tuple[uuid.UUID, Inbound, datetime]]:
    with road.desk.database.read() as session:
        waiting = (
            select(InboundMessage, Contact)
            .join(Contact, Contact.id == InboundMessage.contact_id)
            .where(InboundMessage.answered_at.is_(None), InboundMessage.received_at < now - UNANSWERED_AFTER)
            .order_by(InboundMessage.received_at)
            .limit(50)
        )
        return [(row.id, _inbound(row, contact), row.received_at) for row, contact in session.execute(waiting)]


def _inbound(row: InboundMessage, contact: Contact) -> Inbound:
    return Inbound(
        channel=row.channel,
        provider_message_id=row.provider_message_id,
        address=contact.address or "",
        text=row.body,
        media_count=row.media_count,
        opt_out_type=row.opt_out_type,
    )


def _send_on(road: Road, reply: Reply, *, late: bool, now: datetime) -> None:
    """Turn the recorded reply, which no webhook carried, into one the worker sends; the web page finds it itself."""
    with road.desk.database.write() as session:
        row = session.get_one(OutgoingMessage, reply.id)
        answered_elsewhere = row.created_at != now
        if answered_elsewhere or not row.blocks or session.get_one(Contact, row.contact_id).channel != "sms":
            return
        state = "held" if late else "pending"
        mine = update(OutgoingMessage).where(OutgoingMessage.id == row.id, OutgoingMessage.state == "replied")
        session.execute(mine.values(road="push", state=state, not_before=now, changed_at=now))
        if late:
            alert = StaffAlert(
                id=uuid.uuid4(), contact_id=row.contact_id, inbound_id=row.inbound_id, kind="late_answer"
            )
            alert.level, alert.created_at = "none", now
            session.add(alert)
