"""Who said what: remember each message once, hand out the turn, and record its answer in one commit.

A turn is two short transactions with the engine between them (no connection is held while waiting).  The lease, a
row of the contact, keeps one person's texts in order; it ends by itself, so a killed process blocks nobody.  Statements
are built once: SQLAlchemy takes longer to build one than SQLite to answer it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from bot.answer import Ask
from conversations.dialogue import Dialogue, read_state
from conversations.drafts import Draft, open_draft
from conversations.episodes import open_episode
from conversations.inbound import Inbound
from conversations.models import Contact, InboundMessage, OutgoingMessage
from conversations.own_accord import has_checked_in
from conversations.providers import QUESTION as PROVIDER_QUESTION
from conversations.providers import open_provider_question
from conversations.remembering import remember_once
from conversations.reply import Reply
from conversations.steps import Seen
from storage.database import Database

#: Texts of the last minutes are read together for danger ("he took too much" / "wont wake up").
RECENT = timedelta(minutes=15)
RECENT_TEXTS = 5
#: What one person may send is counted over this time (`conversations.turn.TEXTS_A_MINUTE`).
PACE = timedelta(minutes=1)
#: More than these are not counted; the flood begins below (`conversations.turn.TEXTS_A_MINUTE`).
COUNTED = 40
_OF_MESSAGE = (
    select(Contact)
    .join(InboundMessage, InboundMessage.contact_id == Contact.id)
    .where(InboundMessage.id == bindparam("inbound_id"))
    .execution_options(populate_existing=True)
)
_REPLY_TO = select(OutgoingMessage).where(OutgoingMessage.inbound_id == bindparam("inbound_id"))
_TAKE_LEASE = (
    update(Contact)
    .where(
        Contact.id == bindparam("of_contact"),
        Contact.lease_until.is_(None) | (Contact.lease_until <= bindparam("now")),
    )
    .values(lease_token=bindparam("token"), lease_until=bindparam("until"))
    .execution_options(synchronize_session=False)
)
_LATELY = (
    select(InboundMessage.received_at, InboundMessage.body)
    .where(
        InboundMessage.contact_id == bindparam("contact_id"),
        InboundMessage.id != bindparam("but"),
        InboundMessage.received_at > bindparam("since"),
    )
    .order_by(InboundMessage.received_at.desc())
    .limit(COUNTED)
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may last: the lease of a turn, and the silence that ends a conversation."""

    lease: timedelta = timedelta(seconds=10)
    silence: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message in our hands: what it is read against; `lease` None when it was only looked at."""

    inbound_id: uuid.UUID
    contact_id: uuid.UUID
    lease: uuid.UUID | None
    language: str
    seen: Seen
    recent: tuple[str, ...] = ()
    sent_lately: int = 1
    introduced: bool = False
    address: str | None = None
    draft: Draft | None = None


class ConversationLog:
    """The record of conversations in one database."""

    def __init__(self, database: Database, patience: Patience = Patience()) -> None:
        self.database = database
        self.patience = patience

    def remember(self, inbound: Inbound, *, now: datetime) -> uuid.UUID:
        """Insert the message once and return its id; the same (channel, provider id) gives the same id."""
        with self.database.write() as session:
            return remember_once(session, inbound, now=now)[0].id

    def receive(self, inbound: Inbound, *, now: datetime) -> Turn | Reply:
        """Remember a message and take its turn in one commit, or give the reply it already has.

        The turn has no lease while an earlier text of this person is in hand.
        """
        with self.database.write() as session:
            message, is_new = remember_once(session, inbound, now=now)
            if is_new:  # nobody can have answered it
                return self._turn(session, message.id, self._take_lease(session, message.contact_id, now), now)
            return self._begin(session, message.id, now) or self._turn(session, message.id, None, now)

    def look(self, inbound_id: uuid.UUID, *, now: datetime) -> Turn | Reply:
        """Read a message without waiting for its turn (danger does not wait), or the reply it already has."""
        with self.database.read() as session:
            earlier = reply_to(session, inbound_id)
            return earlier or self._turn(session, inbound_id, None, now)

    def begin(self, inbound_id: uuid.UUID, *, now: datetime) -> Turn | Reply | None:
        """Give the turn, or the reply it already has, or None while another text of this person is in hand."""
        with self.database.write() as session:
            return self._begin(session, inbound_id, now)

    def words_of(self, inbound_id: uuid.UUID | None) -> str:
        """Return the words of an earlier message, "" when it is not there any more."""
        with self.database.read() as session:
            row = session.get(InboundMessage, inbound_id) if inbound_id else None
            return row.body if row else ""

    def _begin(self, session: Session, inbound_id: uuid.UUID, now: datetime) -> Turn | Reply | None:
        contact_id = _contact_of(session, inbound_id).id
        lease = self._take_lease(session, contact_id, now)
        earlier = reply_to(session, inbound_id)  # read after the lease: the rival may just have answered
        if earlier is None:
            return self._turn(session, inbound_id, lease, now) if lease else None
        if lease:
            _free(session, contact_id, lease)
        return earlier

    def _take_lease(self, session: Session, contact_id: uuid.UUID, now: datetime) -> uuid.UUID | None:
        """Take the turn of this person; None while an earlier text is in hand."""
        token = uuid.uuid4()
        asked = {"of_contact": contact_id, "now": now, "token": token, "until": now + self.patience.lease}
        return token if _one_row(session.execute(_TAKE_LEASE, asked)) else None

    def _turn(self, session: Session, inbound_id: uuid.UUID, lease: uuid.UUID | None, now: datetime) -> Turn:
        contact = _contact_of(session, inbound_id)
        lately = session.execute(_LATELY, {"contact_id": contact.id, "but": inbound_id, "since": now - RECENT}).all()
        return Turn(
            inbound_id=inbound_id,
            contact_id=contact.id,
            lease=lease,
            language=contact.language,
            seen=_seen(session, contact, self._dialogue(contact, now), now),
            recent=tuple(body for _, body in reversed(lately[:RECENT_TEXTS])),
            sent_lately=1 + sum(received_at > now - PACE for received_at, _ in lately),
            introduced=contact.introduced_at is not None,
            address=contact.address,
            draft=open_draft(session, contact.id, now=now),
        )

    def _dialogue(self, contact: Contact, now: datetime) -> Dialogue:
        """Read the dialogue, or begin a new one after a long silence; a language that was asked for stays."""
        is_over = contact.state_at is not None and now - contact.state_at > self.patience.silence
        dialogue = read_state(contact.state)
        return Dialogue(chosen=dialogue.chosen) if is_over else dialogue


def reply_to(session: Session, inbound_id: uuid.UUID) -> Reply | None:
    """Return the recorded reply to a message, or None while it has none."""
    recorded = session.scalars(_REPLY_TO, {"inbound_id": inbound_id}).first()
    return stored_reply(recorded) if recorded else None


def stored_reply(row: OutgoingMessage) -> Reply:
    """Turn a stored outgoing message back into the reply it was."""
    refs = tuple((str(copy_id), int(version), str(language)) for copy_id, version, language in row.copy_refs)
    return Reply(tuple(row.blocks), row.id, row.seq, refs)


def _free(session: Session, contact_id: uuid.UUID, lease: uuid.UUID) -> None:
    mine = update(Contact).where(Contact.id == contact_id, Contact.lease_token == lease)
    session.execute(mine.values(lease_token=None, lease_until=None))


def _contact_of(session: Session, inbound_id: uuid.UUID) -> Contact:
    return session.scalars(_OF_MESSAGE, {"inbound_id": inbound_id}).one()


def _seen(session: Session, contact: Contact, dialogue: Dialogue, now: datetime) -> Seen:
    checked_in = has_checked_in(session, contact, now=now)
    if checked_in:  # our own question, asked after all else
        dialogue = replace(dialogue, asked=Ask("check_in"))
    elif dialogue.asked is None or dialogue.asked.question == PROVIDER_QUESTION:
        dialogue = replace(dialogue, asked=open_provider_question(session, contact, now))
    spoke_after = contact.danger_at is not None and (contact.state_at is None or contact.danger_at >= contact.state_at)
    return Seen(
        dialogue=dialogue,
        opted_out=contact.opted_out_at is not None,
        held=contact.held_by is not None,
        paused=spoke_after and not checked_in,
        after=open_episode(session, contact.id, now=now),
    )


def _one_row(result: object) -> bool:
    return isinstance(result, CursorResult) and result.rowcount == 1
