"""Danger episodes in the database: one open row per contact, no words in it, only what was said and asked."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, Integer, String, bindparam, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.safety import Category, Level
from conversations.episode import LAW, Episode
from conversations.models import OutgoingMessage
from storage.base import Base, UtcDateTime, UuidPk

#: Naloxone wears off in 30 to 90 minutes; an hour without a word, and what comes next is told from the beginning.
STALE_AFTER = timedelta(minutes=60)
#: A queued text of these states has left, or may have.
_LEFT = ("sending", "sent", "delivered", "shown")


class DangerEpisode(Base):
    """One danger of one person, from the text that opened it until it is over or an hour old."""

    __tablename__ = "danger_episodes"
    __table_args__ = (
        Index(
            "uq_danger_episodes_open",
            "contact_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: Mapped[UuidPk]
    contact_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contacts.id"))
    inbound_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("inbound_messages.id"))
    """The text that opened it."""
    category: Mapped[str] = mapped_column(String(24))
    level: Mapped[str] = mapped_column(String(12))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    turns: Mapped[int] = mapped_column(Integer)
    """Danger texts in it."""
    step: Mapped[str] = mapped_column(String(64))
    said: Mapped[str] = mapped_column(String(64))
    asked: Mapped[str] = mapped_column(String(32))
    gave_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ending: Mapped[str] = mapped_column(String(16), default="")
    """over, died, stale; "" while it is open."""


_OPEN = (
    select(DangerEpisode)
    .where(DangerEpisode.contact_id == bindparam("contact_id"), DangerEpisode.ended_at.is_(None))
    .execution_options(populate_existing=True)
)


def timer_key(episode_id: uuid.UUID) -> str:
    """Name the one text about a second dose that an episode may queue."""
    return f"second_dose:{episode_id}"


def open_episode(session: Session, contact_id: uuid.UUID, *, now: datetime) -> Episode | None:
    """Return the danger a person is in, or None when there is none or it is an hour old."""
    row = _open_row(session, contact_id)
    if row is None or now - row.last_at > STALE_AFTER:
        return None
    told_at = _told_of_second_dose(session, row.id)
    return Episode(
        category=Category(row.category),
        level=Level(row.level),
        turns=row.turns,
        step=row.step,
        said="bystander_second_dose" if told_at is not None and told_at > row.last_at else row.said,
        asked=row.asked,
        gave_at=row.gave_at,
        second_dose_told=told_at is not None,
        id=row.id,
        opened_by=row.inbound_id,
        last_at=row.last_at,
    )


def keep_episode(
    session: Session, contact_id: uuid.UUID, inbound_id: uuid.UUID, episode: Episode | None, *, now: datetime
) -> uuid.UUID | None:
    """Store an episode in the turn's commit and return its id; the caller holds the contact's row.

    A row that another text has changed since only deepens: danger, which waits for no turn, is not written over.
    """
    if episode is None:
        return None
    row = _open_row(session, contact_id)
    if row is not None and row.id == episode.id:
        _change(row, episode, is_latest=row.last_at == episode.last_at, now=now)
        return row.id
    if episode.id is not None:  # it was ended, or gave way to another, while this turn was made
        return row.id if row else None
    if row is not None and now - row.last_at <= STALE_AFTER and row.step != LAW:
        _deepen(row, episode, now)  # two danger texts at once: the first to be stored opened it
        return row.id
    if row is not None:
        _end(row, "over" if row.step == LAW else "stale", now)
        session.flush()
    return _add(session, contact_id, inbound_id, episode, now)


def end_stale_episodes(session: Session, *, now: datetime) -> int:
    """End episodes nobody has written in for an hour; returns how many."""
    stale = update(DangerEpisode).where(DangerEpisode.ended_at.is_(None), DangerEpisode.last_at < now - STALE_AFTER)
    ended = session.execute(stale.values(ended_at=now, ending="stale", asked="").returning(DangerEpisode.id))
    return len(ended.all())


def _open_row(session: Session, contact_id: uuid.UUID) -> DangerEpisode | None:
    return session.scalars(_OPEN, {"contact_id": contact_id}).first()


def _told_of_second_dose(session: Session, episode_id: uuid.UUID) -> datetime | None:
    told = select(OutgoingMessage.not_before).where(
        OutgoingMessage.idempotency_key == timer_key(episode_id), OutgoingMessage.state.in_(_LEFT)
    )
    return session.scalars(told).first()


def _add(session: Session, contact_id: uuid.UUID, inbound_id: uuid.UUID, episode: Episode, now: datetime) -> uuid.UUID:
    row = DangerEpisode(id=uuid.uuid4(), contact_id=contact_id, inbound_id=inbound_id, opened_at=now)
    _change(row, episode, is_latest=True, now=now)
    session.add(row)
    session.flush()
    return row.id


def _change(row: DangerEpisode, episode: Episode, *, is_latest: bool, now: datetime) -> None:
    if not is_latest:
        _deepen(row, episode, now)
        return
    row.category, row.level, row.turns = str(episode.category), str(episode.level), episode.turns
    row.step, row.said, row.asked = episode.step, episode.said, episode.asked
    row.gave_at, row.last_at = episode.gave_at, now
    if episode.ending:
        _end(row, episode.ending, now)


def _deepen(row: DangerEpisode, episode: Episode, now: datetime) -> None:
    stored = Episode(Category(row.category), Level(row.level))
    deeper = stored.deepened(episode)
    row.category, row.level = str(deeper.category), str(deeper.level)
    row.turns, row.last_at = max(row.turns + 1, episode.turns), now
    row.gave_at = row.gave_at or episode.gave_at


def _end(row: DangerEpisode, ending: str, now: datetime) -> None:
    row.ending, row.ended_at, row.asked = ending, now, ""
