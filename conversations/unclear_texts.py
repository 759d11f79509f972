"""Texts the engine did not understand: a redacted copy for operators, kept no longer than it helps.

Only `keep_unclear` writes here, in the commit of the turn; the words are redacted before they are stored, and belong
to their contact for one reason: FORGET must find them.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, delete, exists
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.answer import Understanding
from bot.keywords import plain
from bot.questions import REQUEST_QUESTIONS
from bot.redaction import redact, says_something
from bot.topics import TOPICS
from conversations.following import is_unsure
from conversations.inbound import Inbound
from conversations.models import Contact
from conversations.outcome import Outcome
from conversations.steps import Seen
from storage.base import Base, Json, UtcDateTime, UuidPk
from storage.encrypted import EncryptedText
from storage.keys import current

#: What staff may say of a text besides a topic of ours: nothing of ours, or nothing at all.
NOT_OURS, NO_SENSE = "out_of_scope", "no_sense"
#: How the engine names a reading it could not act on; to the person "not ours" and "not understood" are the same words.
UNCLEAR = frozenset({"nlu_fallback", "unsure", NOT_OURS})
#: How long a text helps a reviewer; after that it is dropped, marked or not.
KEPT = timedelta(days=30)
#: Longer than a question: a story tells who wrote it, and no example is made of it.
LENGTH_LIMIT = 300
#: Longer than this no text is short once it is redacted; so nobody can keep a turn busy with one.
READ_LIMIT = 2 * LENGTH_LIMIT
#: While one of these is open, a text may be its answer, however it was read.
_PRIVATE_TALK = frozenset({*(question.id for question in REQUEST_QUESTIONS), "change_what", "place"})


class UnclearText(Base):
    """One text that was not understood, redacted; the same words by many people are many rows of one `text_index`."""

    __tablename__ = "unclear_texts"
    __table_args__ = (Index("ix_unclear_texts_group", "text_index", "received_at"),)
    id: Mapped[UuidPk]
    contact_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contacts.id"), index=True)
    """For FORGET only; no page shows it."""
    text: Mapped[str] = mapped_column(EncryptedText)
    text_index: Mapped[str] = mapped_column(String(64))
    """Keyed pseudonym of the redacted words, folded: equal words are counted without being read."""
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[str] = mapped_column(String(8))
    intent: Mapped[str] = mapped_column(String(64))
    taken_for: Mapped[list[str]] = mapped_column(Json)
    """The likeliest topics, best first, at most three."""
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Candidate(Base):
    """What staff say a group of texts means: to be reviewed in git before anything learns from it.

    It holds no words and lives no longer than the texts it is about.
    """

    __tablename__ = "candidates"
    id: Mapped[UuidPk]
    text_index: Mapped[str] = mapped_column(String(64), unique=True)
    topic: Mapped[str] = mapped_column(String(64))
    """A topic of `bot.topics`, or NO_SENSE."""
    marked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    marked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    exported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def keep_unclear(
    session: Session, inbound: Inbound, contact: Contact, seen: Seen, outcome: Outcome, *, now: datetime
) -> None:
    """Store a redacted copy of a text that was not understood; of danger, answers and long stories nothing."""
    understood = outcome.understanding
    if understood is None or len(inbound.said) > READ_LIMIT or not _may_be_kept(seen, outcome, understood):
        return
    words = redact(inbound.said)
    if len(words) > LENGTH_LIMIT or not says_something(words):
        return
    kept = UnclearText(
        contact_id=contact.id,
        text=words,
        text_index=current().pseudonym("unclear_text", plain(words)),
        language=contact.language,
        channel=inbound.channel,
        intent=understood.intent,
        taken_for=_guesses(understood),
        received_at=now,
    )
    session.add(kept)


def forget_unclear(session: Session, contact_id: uuid.UUID) -> None:
    """Drop what one person wrote, and every mark that was about nobody else's words."""
    session.execute(delete(UnclearText).where(UnclearText.contact_id == contact_id))
    drop_orphans(session)


def drop_expired_unclear(session: Session, *, now: datetime) -> int:
    """Drop texts older than 30 days, exported or not, and the marks left without any; returns how many texts."""
    dropped = session.execute(delete(UnclearText).where(UnclearText.received_at < now - KEPT).returning(UnclearText.id))
    count = len(dropped.all())
    drop_orphans(session)
    return count


def drop_orphans(session: Session) -> None:
    """Drop every mark whose texts are all gone."""
    session.execute(delete(Candidate).where(~exists().where(UnclearText.text_index == Candidate.text_index)))


def _may_be_kept(seen: Seen, outcome: Outcome, understood: Understanding) -> bool:
    """Tell whether a text is ordinary talk: no danger in it or open, no request under way, no private question."""
    asked = seen.dialogue.asked
    is_private = seen.dialogue.open_form or (asked is not None and asked.question in _PRIVATE_TALK)
    is_danger = outcome.verdict.is_danger or seen.after is not None
    was_lost = understood.intent in UNCLEAR and is_unsure(outcome.messages)
    return was_lost and not is_private and not is_danger


def _guesses(understood: Understanding) -> list[str]:
    """Return three guesses at most; a plain column: only topics of ours may stand in it."""
    likely = dict.fromkeys((*understood.choices, *(topic for topic, _ in understood.ranking)))
    return [topic for topic in likely if topic in TOPICS and topic != NOT_OURS][:3]
