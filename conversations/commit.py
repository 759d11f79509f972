"""The second commit of a turn: verdict, effects, dialogue and reply are stored together or not at all."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from bot.answer import Listings
from bot.copy_store import CopyStore
from bot.questions import REQUEST_QUESTIONS
from bot.render import Rendered
from conversations.alerts import raise_alert
from conversations.composing import Messages, fill_private, introduce, offer_resume, render, voice_for
from conversations.dialogue import write_state
from conversations.doing import Doing
from conversations.drafts import Draft, keep_draft, open_draft
from conversations.effects import apply_effects
from conversations.inbound import Inbound
from conversations.language import reply_language
from conversations.log import Turn, reply_to
from conversations.models import Contact, InboundMessage, OutgoingMessage, StaffAlert
from conversations.outcome import Outcome, after_messages
from conversations.reply import Reply
from port_queue.hours import TeamHours
from storage.database import Database

_FORM_SLOTS = ("request_kind", *(question.id for question in REQUEST_QUESTIONS))


class LateAnswerError(Exception):
    """The lease ended and another request took the turn; this answer is dropped."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a commit works with: the database, the words, the team's hours, and whether this is a demo."""

    database: Database
    copy: CopyStore
    team_hours: TeamHours
    is_demo: bool = True


def record(inbound: Inbound, turn: Turn, outcome: Outcome, *, desk: Desk, now: datetime) -> Reply:
    """Store a turn's outcome and return its reply; a message already answered gives its recorded reply.

    Raises LateAnswerError when the turn was lost to another request.
    """
    with desk.database.write() as session:
        contact = session.get_one(Contact, turn.contact_id, with_for_update=True)
        if not _claim(session, turn, outcome, now):
            return reply_to(session, turn.inbound_id) or Reply()
        _give_back(contact, turn)
        contact.language, contact.last_seen_at = reply_language(inbound, contact.language), now
        rendered = _write(session, contact, turn, outcome, desk=desk, now=now)
        _alert(session, contact, turn, outcome, now=now)
        return _add_reply(session, contact, turn.inbound_id, rendered, now=now)


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


def _write(session: Session, contact: Contact, turn: Turn, outcome: Outcome, *, desk: Desk, now: datetime) -> Rendered:
    """Apply what was decided and render it; danger and a silent engine leave the dialogue as it was."""
    draft = _draft(session, contact, outcome, now=now)
    before = outcome.dialogue or turn.seen.dialogue
    voice = voice_for(contact, desk.copy, now=now)
    doing = Doing(session, contact, turn.inbound_id, before, draft, desk.team_hours, voice, now)
    messages = apply_effects(outcome.messages, doing)
    if outcome.dialogue is None:
        return render(messages, contact, desk.copy, now=now)
    return _converse(messages, doing, desk)


def _converse(messages: Messages, doing: Doing, desk: Desk) -> Rendered:
    contact, now = doing.contact, doing.now
    after = after_messages(doing.dialogue, messages, asked=doing.dialogue.asked)
    messages, after = offer_resume(messages, after, open_draft(doing.session, contact.id, now=now))
    messages = introduce(fill_private(messages, doing), contact, is_demo=desk.is_demo, now=now)
    rendered = render(messages, contact, desk.copy, now=now)
    listed = any(isinstance(message, Listings) for message in messages)
    unshown = rendered.unshown if listed else after.unshown
    contact.state, contact.state_at = write_state(replace(after, unshown=unshown)), now
    return rendered


def _claim(session: Session, turn: Turn, outcome: Outcome, now: datetime) -> bool:
    """Mark the message answered; False when it already is."""
    understood, verdict = outcome.understanding, outcome.verdict
    claim = update(InboundMessage).where(InboundMessage.id == turn.inbound_id, InboundMessage.answered_at.is_(None))
    values = {
        "answered_at": now,
        "danger_category": str(verdict.category),
        "danger_level": str(verdict.level),
        "danger_rule": verdict.rule[:80],
        "intent": understood.intent[:64] if understood else "",
        "confidence": understood.confidence if understood else None,
    }
    result = session.execute(claim.values(values))
    return isinstance(result, CursorResult) and result.rowcount == 1


def _give_back(contact: Contact, turn: Turn) -> None:
    """Give the lease back; danger and a text that waited too long never held one."""
    if turn.lease is None:
        return
    if contact.lease_token != turn.lease:
        raise LateAnswerError
    contact.lease_token = contact.lease_until = None


def _draft(session: Session, contact: Contact, outcome: Outcome, *, now: datetime) -> Draft | None:
    """Keep the open form as a draft, private answers and all, in the commit that answers it."""
    after = outcome.dialogue
    if after is None or not (after.open_form or outcome.keep):
        return open_draft(session, contact.id, now=now)
    slots = {name: after.slots[name] for name in _FORM_SLOTS if after.slots.get(name) is not None}
    return keep_draft(session, contact.id, slots=slots, private=outcome.keep, now=now)


def _alert(session: Session, contact: Contact, turn: Turn, outcome: Outcome, *, now: datetime) -> None:
    if outcome.verdict.is_danger:
        contact.danger_at = now
    if outcome.alert:
        alert = StaffAlert(
            contact_id=contact.id,
            inbound_id=turn.inbound_id,
            kind=outcome.alert,
            level=str(outcome.verdict.level),
            rule=outcome.verdict.rule[:80],
            created_at=now,
        )
        raise_alert(session, alert)


def _add_reply(
    session: Session, contact: Contact, inbound_id: uuid.UUID, rendered: Rendered, *, now: datetime
) -> Reply:
    """Record the reply that rides back on the webhook."""
    row = outgoing(contact, rendered, now=now)
    row.road, row.state, row.inbound_id, row.urgent = "reply", "replied", inbound_id, True
    session.add(row)
    return Reply(tuple(row.blocks), row.id, row.seq, rendered.copy_refs)
