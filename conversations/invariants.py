"""What must be true of the database at any quiet moment; run after every integration test and by `portline doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from conversations.models import Contact, InboundMessage, OutgoingMessage, RequestDraft, StaffAlert
from port_queue.models import Move, Referral

#: A text may be in somebody's hands this long before it counts as forgotten.
IN_HAND = timedelta(seconds=60)
#: Length of an encrypted `{}`: a key id of 9 and a Fernet token of one block (100); one answer needs a second block.
EMPTY_TOKEN = 109
OUTGOING_STATES = frozenset(
    {"replied", "pending", "sending", "sent", "delivered", "undelivered", "failed", "held", "shown", "cancelled"}
)


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is not as it must be: the rule, and the id of the row (never its content)."""

    rule: str
    row_id: str


def breaches(session: Session, *, now: datetime) -> list[Breach]:
    """Check every rule and return what breaks one; empty is healthy."""
    return [Breach(rule, str(row_id)) for rule, check in RULES.items() for row_id in _ids(session, check(now))]


def _ids(session: Session, query: Select[Any]) -> Iterator[object]:
    yield from session.scalars(query.limit(100))


def _forgotten_text(now: datetime) -> Select[Any]:
    answered = InboundMessage.answered_at.is_not(None)
    return select(InboundMessage.id).where(~answered, InboundMessage.received_at < now - IN_HAND)


def _answered_without_reply(_now: datetime) -> Select[Any]:
    reply = exists().where(OutgoingMessage.inbound_id == InboundMessage.id)
    return select(InboundMessage.id).where(InboundMessage.answered_at.is_not(None), ~reply)


def _reply_to_unanswered(_now: datetime) -> Select[Any]:
    unanswered = InboundMessage.answered_at.is_(None)
    return (
        select(OutgoingMessage.id)
        .join(InboundMessage, InboundMessage.id == OutgoingMessage.inbound_id)
        .where(unanswered)
    )


def _unknown_state(_now: datetime) -> Select[Any]:
    return select(OutgoingMessage.id).where(OutgoingMessage.state.not_in(OUTGOING_STATES))


def _sent_without_proof(_now: datetime) -> Select[Any]:
    pushed = (OutgoingMessage.road == "push") & (OutgoingMessage.state == "sent")
    return select(OutgoingMessage.id).where(pushed, OutgoingMessage.provider_sid.is_(None))


def _stuck_sending(now: datetime) -> Select[Any]:
    pushed = (OutgoingMessage.road == "push") & (OutgoingMessage.state == "sending")
    return select(OutgoingMessage.id).where(pushed, OutgoingMessage.changed_at < now - timedelta(minutes=10))


def _sent_draft_without_referral(_now: datetime) -> Select[Any]:
    matched = exists().where(_bare(Referral.idempotency_key) == "draft:" + _bare(RequestDraft.id))
    return select(RequestDraft.id).where(RequestDraft.state == "sent", ~matched)


def _referral_from_unsent_draft(_now: datetime) -> Select[Any]:
    same = "draft:" + _bare(RequestDraft.id) == _bare(Referral.idempotency_key)
    sent = exists().where(same, RequestDraft.state == "sent")
    return select(Referral.id).where(Referral.idempotency_key.like("draft:%"), ~sent)


def _ended_draft_with_private_words(_now: datetime) -> Select[Any]:
    """Find ended drafts whose token is longer than an empty object's, so that it still holds words."""
    holds_words = or_(*(func.length(column) > EMPTY_TOKEN for column in (RequestDraft.private, RequestDraft.slots)))
    return select(RequestDraft.id).where(RequestDraft.state != "open", holds_words)


def _danger_without_alert(_now: datetime) -> Select[Any]:
    alert = exists().where(StaffAlert.inbound_id == InboundMessage.id)
    return select(InboundMessage.id).where(InboundMessage.danger_level != "none", ~alert)


def _referral_without_move(_now: datetime) -> Select[Any]:
    return select(Referral.id).where(~exists().where(Move.referral_id == Referral.id))


def _sequence_ahead(_now: datetime) -> Select[Any]:
    ahead = exists().where(OutgoingMessage.contact_id == Contact.id, OutgoingMessage.seq >= Contact.next_seq)
    return select(Contact.id).where(or_(ahead, Contact.next_seq < 1))


def _bare(column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """Write a uuid (or a text that holds one) without dashes: SQLite stores it so, PostgreSQL does not."""
    return func.replace(cast(column, String), "-", "")


RULES: dict[str, Callable[[datetime], Select[Any]]] = {
    "every accepted text has one recorded answer": _forgotten_text,
    "an answered text has its reply": _answered_without_reply,
    "a reply belongs to an answered text": _reply_to_unanswered,
    "an outgoing message is in a known state": _unknown_state,
    "what was sent has the provider's id": _sent_without_proof,
    "nothing is stuck in the middle of sending": _stuck_sending,
    "every confirmed request has its referral": _sent_draft_without_referral,
    "every referral from a chat was confirmed": _referral_from_unsent_draft,
    "an ended draft keeps no private words": _ended_draft_with_private_words,
    "every danger text has its alert": _danger_without_alert,
    "every referral has its first move": _referral_without_move,
    "a contact's sequence is ahead of its messages": _sequence_ahead,
}
