"""What operators do with texts that were not understood: read them in groups, say what they mean, delete them.

A mark is a candidate: a person reviews it in git, and nothing is ever trained on it before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session

from bot.topics import TOPICS
from conversations.unclear_texts import NO_SENSE, Candidate, UnclearText, drop_orphans
from storage.once import add_once


class MarkRefusedError(ValueError):
    """The text cannot be marked like this; the message says why and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Group:
    """The same redacted words by however many people: the newest row, how often it came, and its mark if any."""

    newest: UnclearText
    times: int
    candidate: Candidate | None


def unmarked(session: Session, *, limit: int, offset: int = 0) -> Sequence[Group]:
    """List groups that nobody has marked: the most frequent first, then the newest."""
    return _groups(session, _grouped().where(Candidate.id.is_(None)).limit(limit).offset(offset))


def marked(session: Session, *, limit: int) -> Sequence[Group]:
    """List groups that are marked and not exported: the latest mark first."""
    waiting = _grouped().where(Candidate.exported_at.is_(None), Candidate.id.is_not(None))
    return _groups(session, waiting.order_by(None).order_by(Candidate.marked_at.desc(), Candidate.id).limit(limit))


def to_export(session: Session) -> Sequence[Group]:
    """List marked groups an export would write, by language and topic; what makes no sense is not among them."""
    waiting = _grouped().where(Candidate.exported_at.is_(None), Candidate.topic.in_(TOPICS))
    return _groups(session, waiting.order_by(None).order_by(UnclearText.language, Candidate.topic, UnclearText.id))


def count_unmarked(session: Session) -> int:
    """Count the groups that nobody has marked."""
    return _count(session, Candidate.id.is_(None))


def mark(session: Session, text_id: UUID, *, topic: str, by: UUID, now: datetime) -> UUID:
    """Say what a text means, or change what was said; returns the candidate's id.  The caller audits it.

    Raises MarkRefusedError for a topic we do not have, a text that is gone, and a mark that was exported.
    """
    if topic not in TOPICS and topic != NO_SENSE:
        raise MarkRefusedError("What it means: please choose one")
    index = _index_of(session, text_id)
    new = Candidate(id=uuid4(), text_index=index, topic=topic, marked_by=by, marked_at=now)
    if add_once(session, new):
        return new.id
    earlier = _candidate(session, index)
    earlier.topic, earlier.marked_by, earlier.marked_at = topic, by, now
    return earlier.id


def take_back(session: Session, text_id: UUID) -> UUID:
    """Take a mark back, so that the text is asked about again; returns the id it had; raises MarkRefusedError."""
    candidate = _candidate(session, _index_of(session, text_id))
    session.delete(candidate)
    return candidate.id


def delete_words(session: Session, text_id: UUID) -> int:
    """Delete every copy of a text that tells who wrote it, and its mark; returns how many; raises MarkRefusedError."""
    of_group = delete(UnclearText).where(UnclearText.text_index == _index_of(session, text_id))
    count = len(session.execute(of_group.returning(UnclearText.id)).all())
    drop_orphans(session)
    return count


def _grouped() -> Select[UnclearText, int, Candidate]:
    """Give the newest row of each group with the number of its rows; one query on either database."""
    same = UnclearText.text_index
    newest_first = (UnclearText.received_at.desc(), UnclearText.id)
    counted = select(
        UnclearText.id,
        func.count().over(partition_by=same).label("times"),
        func.row_number().over(partition_by=same, order_by=newest_first).label("place"),
    ).subquery()
    return (
        select(UnclearText, counted.c.times, Candidate)
        .join(counted, counted.c.id == UnclearText.id)
        .outerjoin(Candidate, Candidate.text_index == same)
        .where(counted.c.place == 1)
        .order_by(counted.c.times.desc(), *newest_first)
    )


def _groups(session: Session, query: Select[UnclearText, int, Candidate]) -> list[Group]:
    return [Group(*row) for row in session.execute(query)]


def _count(session: Session, which: ColumnElement[bool]) -> int:
    query = select(func.count(UnclearText.text_index.distinct()))
    joined = query.outerjoin(Candidate, Candidate.text_index == UnclearText.text_index).where(which)
    return session.scalar(joined) or 0


def _index_of(session: Session, text_id: UUID) -> str:
    row = session.get(UnclearText, text_id)
    if row is None:
        raise MarkRefusedError("This text is no longer here")
    return row.text_index


def _candidate(session: Session, index: str) -> Candidate:
    """Return the mark of a group, held until the commit; raises MarkRefusedError once it has left for review."""
    found = session.scalars(select(Candidate).where(Candidate.text_index == index).with_for_update()).first()
    if found is None:
        raise MarkRefusedError("This text is not marked")
    if found.exported_at is not None:
        raise MarkRefusedError("This mark was exported already: change it in the review")
    return found
