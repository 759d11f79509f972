"""What was said, in order: for the chat page, and for whoever may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from conversations.log import stored_reply
from conversations.models import Contact, InboundMessage, OutgoingMessage
from conversations.reply import Blocks, Refs, Reply
from storage.keys import current

#: States a person can see; `held` waits for staff, `cancelled` was taken back.
VISIBLE = ("replied", "shown", "sent", "delivered")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chat: theirs (`text`) or ours (`blocks`), never both."""

    at: datetime
    text: str = ""
    blocks: Blocks = ()
    copy_refs: Refs = ()


def said_since(session: Session, web_session: str, after: int) -> list[Reply]:
    """Return what we said to a web chat after `after` (a seq), oldest first."""
    rows = (
        select(OutgoingMessage)
        .join(Contact, Contact.id == OutgoingMessage.contact_id)
        .where(_is(web_session), OutgoingMessage.seq > after, OutgoingMessage.state.in_(VISIBLE))
        .order_by(OutgoingMessage.seq)
    )
    return [stored_reply(row) for row in session.scalars(rows)]


def transcript(session: Session, web_session: str, *, lines: int = 60) -> list[Line]:
    """Return the last lines of a web chat, both sides, oldest first."""
    theirs = select(InboundMessage).join(Contact, Contact.id == InboundMessage.contact_id).where(_is(web_session))
    ours = (
        select(OutgoingMessage)
        .join(Contact, Contact.id == OutgoingMessage.contact_id)
        .where(_is(web_session), OutgoingMessage.state.in_(VISIBLE))
    )
    last_of_theirs = theirs.order_by(InboundMessage.received_at.desc()).limit(lines)
    last_of_ours = ours.order_by(OutgoingMessage.seq.desc()).limit(lines)
    said = [Line(row.received_at, text=row.body) for row in session.scalars(last_of_theirs)]
    said += [_ours(row) for row in session.scalars(last_of_ours)]
    return sorted(said, key=lambda line: (line.at, bool(line.blocks)))[-lines:]


def _ours(row: OutgoingMessage) -> Line:
    reply = stored_reply(row)
    return Line(row.not_before, blocks=reply.blocks, copy_refs=reply.copy_refs)


def _is(web_session: str) -> ColumnElement[bool]:
    return Contact.address_index == current().pseudonym("web", web_session)
