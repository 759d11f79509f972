"""What was accepted and never answered: a process died in the middle, or the database was away.

Each text is taken up alone: one that cannot be read holds up no other.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import select

from bot.answer import Say
from bot.safety import screen
from conversations.commit import Carrier, record
from conversations.door import carrier_effects
from conversations.following import episode_told
from conversations.inbound import Inbound
from conversations.models import Contact, InboundMessage
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
    with road.desk.database.read() as session:
        waiting = select(InboundMessage.id).where(
            InboundMessage.answered_at.is_(None), InboundMessage.received_at < now - UNANSWERED_AFTER
        )
        forgotten = session.scalars(waiting.order_by(InboundMessage.received_at)).all()
    return _each(partial(_answer, road, inbound_id, now=now) for inbound_id in forgotten)


def replay_spool(road: Road, *, now: datetime) -> int:
    """Store texts that were answered while the database was away, with what they were told; returns how many."""

    def replay(path: Path, spooled: Spooled) -> None:
        _replay(road, spooled, now=now)
        road.spool.forget(path)

    return _each(partial(replay, path, spooled) for path, spooled in road.spool.waiting())


def _each(tasks: Iterable[Callable[[], None]]) -> int:
    """Do every task; one that fails is logged and comes back with the next pass.  Returns how many were done."""
    done = 0
    for task in tasks:
        try:
            task()
        except Exception as error:  # noqa: BLE001 - one text that cannot be read must not silence the others
            logger.error("text_not_taken_up", error=type(error).__name__)  # noqa: TRY400 - a trace holds words
        else:
            done += 1
    return done


def _answer(road: Road, inbound_id: uuid.UUID, *, now: datetime) -> None:
    """Answer one text by the worker; the reply and its sending are one commit, so none is lost between them."""
    with road.desk.database.read() as session:
        row = session.get_one(InboundMessage, inbound_id)
        inbound, received_at = _inbound(row, session.get_one(Contact, row.contact_id)), row.received_at
    carrier = Carrier.STAFF if now - received_at > TOO_LATE else Carrier.WORKER
    answer(inbound, inbound_id, (), road=replace(road, desk=replace(road.desk, carrier=carrier)), now=now)
    logger.info("forgotten_text_answered", inbound_id=str(inbound_id))


def _replay(road: Road, spooled: Spooled, *, now: datetime) -> None:
    """Record the answer that was really given; a danger text raises its alert now, a carrier word takes effect now."""
    inbound = replace(spooled.inbound, language=spooled.language or spooled.inbound.language)
    inbound_id = road.log.remember(inbound, now=spooled.at)
    turn = road.log.look(inbound_id, now=now)
    if isinstance(turn, Reply):
        return
    verdict = screen(inbound.heard, turn.recent)
    said = (Say(spooled.said_copy_id),) if spooled.said_copy_id else ()
    alert = str(verdict.category) if verdict.is_danger else "database_was_down"
    messages = (*carrier_effects(inbound, turn.seen), *said)
    after = episode_told(inbound, turn.seen, verdict, spooled.said_copy_id, now=now)
    outcome = Outcome(messages, verdict, alert=alert, reply_id=spooled.reply_id, after=after)
    record(inbound, turn, outcome, desk=road.desk, now=now)


def _inbound(row: InboundMessage, contact: Contact) -> Inbound:
    return Inbound(
        channel=row.channel,
        provider_message_id=row.provider_message_id,
        address=contact.address or "",
        text=row.body,
        media_count=row.media_count,
        opt_out_type=row.opt_out_type,
    )
