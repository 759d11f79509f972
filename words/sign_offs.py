"""Who answers for a text: the sign-off holds for the fingerprint of the very words, until it is due again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.copy_files import CopyEntry
from bot.copy_review import ReviewState, review_state
from words.models import SignOff

#: A year: facts about medicine, law and places age.
HOLDS_FOR = timedelta(days=365)
_NAME = re.compile(r"[^\W\d_].{3,79}", re.DOTALL)


class SignOffRefusedError(ValueError):
    """The text cannot be signed like this; the message says why."""


def sign(
    session: Session,
    entry: CopyEntry,
    *,
    seen: str,
    name: str,
    by: UUID,
    now: datetime,
    holds_for: timedelta = HOLDS_FOR,
) -> SignOff:
    """Sign a text as it stands; `seen` is the fingerprint the signer read.  The caller audits it.

    Raises SignOffRefusedError when the words have changed meanwhile, or nobody is named.
    """
    if seen != entry.fingerprint:
        raise SignOffRefusedError("The words have changed since you read them; read them again")
    signer = " ".join(name.split())
    if not _NAME.fullmatch(signer):
        raise SignOffRefusedError("Write the name and profession of who answers for these words")
    row = SignOff(
        id=uuid4(),
        copy_id=entry.id,
        language=entry.language,
        version=entry.version,
        fingerprint=entry.fingerprint,
        words=words_of(entry),
        name=signer,
        by=by,
        at=now,
        due=(now + holds_for).date(),
    )
    session.add(row)
    session.flush()
    return row


def latest(session: Session) -> dict[tuple[str, str], SignOff]:
    """Return the latest sign-off of each (copy id, language)."""
    rows = session.scalars(select(SignOff).order_by(SignOff.at, SignOff.id))
    return {(row.copy_id, row.language): row for row in rows}


def history(session: Session, copy_id: str, language: str) -> Sequence[SignOff]:
    """List the sign-offs of one text, the latest first."""
    mine = select(SignOff).where(SignOff.copy_id == copy_id, SignOff.language == language)
    return session.scalars(mine.order_by(SignOff.at.desc(), SignOff.id)).all()


def state_of(entry: CopyEntry, signed: Mapping[tuple[str, str], SignOff]) -> ReviewState:
    """Tell where a text stands: signed in its file or by the console, for these very words, or not."""
    filed, row = review_state(entry), signed.get((entry.id, entry.language))
    if filed is ReviewState.REVIEWED or row is None:
        return filed
    return ReviewState.REVIEWED if row.fingerprint == entry.fingerprint else ReviewState.STALE


def unsigned(entries: Iterable[CopyEntry], signed: Mapping[tuple[str, str], SignOff]) -> list[CopyEntry]:
    """Return the texts nobody answers for as they stand."""
    return [entry for entry in entries if state_of(entry, signed) is not ReviewState.REVIEWED]


def overdue(signed: Mapping[tuple[str, str], SignOff], today: date) -> list[SignOff]:
    """Return the sign-offs that should have been renewed by now."""
    return [row for row in signed.values() if row.due < today]


def words_of(entry: CopyEntry) -> dict[str, str]:
    """Return what is signed: title, SMS as it is spelled, web words."""
    return {"title": entry.title, "sms": entry.sms, "web": entry.web}
