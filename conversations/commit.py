"""The second commit of a turn: verdict, effects, dialogue and reply are stored together or not at all."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CursorResult, bindparam, update
from sqlalchemy.orm import Session

from bot.answer import Listings
from bot.copy_store import CopyStore
from bot.questions import REQUEST_QUESTIONS
from bot.render import Rendered
from bot.topics import INTENTS
from conversations.again import not_again
from conversations.alerts import raise_alert
from conversations.composing import (
    Messages,
    fill_private,
    introduce,
    name_interpreters,
    offer_resume,
    render,
    voice_for,
)
from conversations.dialogue import write_state
from conversations.doing import Doing
from conversations.drafts import Draft, keep_draft, open_draft
from conversations.effects import apply_effects, last_said
from conversations.episodes import keep_episode
from conversations.inbound import Inbound
from conversations.language import reply_language
from conversations.log import Turn, reply_to
from conversations.models import Contact, InboundMessage, StaffAlert
from conversations.outcome import Outcome, after_messages
from conversations.outgoing import outgoing
from conversations.reply import Reply
from conversations.unclear_texts import keep_unclear
from conversations.wrong_listing import listed_ids
from port_queue.hours import TeamHours
from storage.database import Database

#: Built once: SQLAlchemy takes longer to build a statement than SQLite to answer it.
_CLAIM = (
    update(InboundMessage)
    .where(InboundMessage.id == bindparam("message"), InboundMessage.answered_at.is_(None))
    .values(
        answered_at=bindparam("now"),
        danger_category=bindparam("category"),
        danger_level=bindparam("level"),
        danger_rule=bindparam("rule"),
        intent=bindparam("known_intent"),
        confidence=bindparam("how_sure"),
    )
    .execution_options(synchronize_session=False)
)
_FORM_SLOTS = ("request_kind", *(question.id for question in REQUEST_QUESTIONS))


class LateAnswerError(Exception):
    """The lease ended and another request took the turn; this answer is dropped."""


class Carrier(StrEnum):
    """Who takes a reply to the phone: the webhook that waits for it, the worker, or staff who must look first."""

    WEBHOOK = "webhook"
    WORKER = "worker"
    STAFF = "staff"


_ROAD_AND_STATE = {
    Carrier.WEBHOOK: ("reply", "replied"),
    Carrier.WORKER: ("push", "pending"),
    Carrier.STAFF: ("push", "held"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a commit works with: the database, the words, the team's hours, a demo or not, and who carries the reply."""

    database: Database
    copy: CopyStore
    team_hours: TeamHours
    is_demo: bool = True
    carrier: Carrier = Carrier.WEBHOOK


def record(inbound: Inbound, turn: Turn, outcome: Outcome, *, desk: Desk, now: datetime) -> Reply:
    """Store a turn's outcome and return its reply; a message already answered gives its recorded reply.

    Raises LateAnswerError when the turn was lost to another request; danger is never too late.
    """
    with desk.database.write() as session:
        contact = session.get_one(Contact, turn.contact_id, with_for_update=True)
        if not _claim(session, turn, outcome, now):
            _give_back(contact, turn)
            return reply_to(session, turn.inbound_id) or Reply()
        if not _give_back(contact, turn) and not outcome.verdict.is_danger:
            raise LateAnswerError
        contact.language = _language(inbound, contact, turn, outcome.verdict.rule, copy=desk.copy)
        contact.last_seen_at = now
        rendered = _write(session, contact, turn, outcome, desk=desk, now=now)
        keep_unclear(session, inbound, contact, turn.seen, outcome, now=now)
        _alert(session, contact, turn, outcome, now=now)
        return _add_reply(
            session, contact, turn.inbound_id, rendered, carrier=desk.carrier, now=now, said_as=outcome.reply_id
        )


def _write(session: Session, contact: Contact, turn: Turn, outcome: Outcome, *, desk: Desk, now: datetime) -> Rendered:
    """Apply what was decided and render it; danger and a silent engine leave the dialogue as it was."""
    draft = _draft(session, contact, outcome, now=now)
    episode_id = keep_episode(session, contact.id, turn.inbound_id, outcome.after, now=now)
    before = outcome.dialogue or turn.seen.dialogue
    voice = voice_for(contact, desk.copy, now=now)
    doing = Doing(session, contact, turn.inbound_id, before, draft, desk.team_hours, voice, now, episode_id)
    messages = apply_effects(outcome.messages, doing)
    if outcome.dialogue is None:
        return render(messages, contact, desk.copy, now=now)
    return _converse(messages, doing, desk, at_door=outcome.understanding is None)


def _converse(messages: Messages, doing: Doing, desk: Desk, *, at_door: bool) -> Rendered:
    contact, now = doing.contact, doing.now
    after = after_messages(doing.dialogue, messages, asked=doing.dialogue.asked)
    messages, after = offer_resume(messages, after, doing.draft, at_door=at_door)
    messages = _not_again(messages, doing, desk)
    after = after_messages(after, messages, asked=after.asked)
    messages, after = name_interpreters(messages, after, contact, desk.copy, now=now)
    messages = introduce(fill_private(messages, doing), contact, is_demo=desk.is_demo, now=now)
    rendered = render(messages, contact, desk.copy, now=now)
    listings = [message for message in messages if isinstance(message, Listings)]
    after = replace(after, just_listed=bool(listings))
    if listings:
        listed = listed_ids(listings[-1], rendered.unshown)
        after = replace(after, unshown=rendered.unshown, listed=listed, looked_at="")
    contact.state, contact.state_at = write_state(after), now
    return rendered


def _not_again(messages: Messages, doing: Doing, desk: Desk) -> Messages:
    """Say it otherwise where the reply before said the same."""
    contact, now = doing.contact, doing.now

    def has(copy_id: str) -> bool:
        return desk.copy.has(copy_id, contact.language) or desk.copy.has(copy_id, "en")

    def rendered(way: Messages) -> Rendered:
        return render(fill_private(way, doing), contact, desk.copy, now=now)

    return not_again(messages, last_said(doing), doing.dialogue, render=rendered, has=has)


def _language(inbound: Inbound, contact: Contact, turn: Turn, rule: str, *, copy: CopyStore) -> str:
    """Return the language to go on in; in an open danger no guess changes it ("ya le di narcan" reads as Italian)."""
    chosen = turn.seen.dialogue.chosen
    language = reply_language(inbound, contact.language, turn.seen.asked, chosen=chosen, rule=rule)
    is_guess = turn.seen.after is not None and not copy.has("danger_overdose", language)
    return contact.language if is_guess else language


def _claim(session: Session, turn: Turn, outcome: Outcome, now: datetime) -> bool:
    """Mark the message answered; False when it already is."""
    understood, verdict = outcome.understanding, outcome.verdict
    values = {
        "message": turn.inbound_id,
        "now": now,
        "category": str(verdict.category),
        "level": str(verdict.level),
        "rule": verdict.rule[:80],
        # A plain column: only names we know ourselves may stand in it, never what an engine makes up.
        "known_intent": understood.intent if understood and understood.intent in INTENTS else "",
        "how_sure": understood.confidence if understood else None,
    }
    result = session.execute(_CLAIM, values)
    return isinstance(result, CursorResult) and result.rowcount == 1


def _give_back(contact: Contact, turn: Turn) -> bool:
    """Give the lease back; False when another took it.  A text that came during another's turn may have had none."""
    if turn.lease is None:
        return True
    if contact.lease_token != turn.lease:
        return False
    contact.lease_token = contact.lease_until = None
    return True


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
    session: Session,
    contact: Contact,
    inbound_id: uuid.UUID,
    rendered: Rendered,
    *,
    carrier: Carrier,
    now: datetime,
    said_as: uuid.UUID | None = None,
) -> Reply:
    """Record the reply and who carries it, in one row: silence needs nobody, and a web page finds its own."""
    row = outgoing(contact, rendered, now=now)
    row.id = said_as or row.id
    is_carried = bool(row.blocks) and contact.channel == "sms"
    row.road, row.state = _ROAD_AND_STATE[carrier if is_carried else Carrier.WEBHOOK]
    row.inbound_id, row.urgent = inbound_id, True
    session.add(row)
    if row.state == "held":
        late = StaffAlert(contact_id=contact.id, inbound_id=inbound_id, kind="late_answer", level="none")
        late.created_at = now
        raise_alert(session, late)
    return Reply(tuple(row.blocks), row.id, row.seq, rendered.copy_refs)
