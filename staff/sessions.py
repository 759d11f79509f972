"""Server-side sessions: a random token in the cookie, its hash here, and two clocks."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from staff.models import StaffSession, User
from storage.roles import Role

#: How exactly we know when somebody was last seen; a write for every page would be noise.
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionRules:
    """How long a session lasts: without any use, and at all."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)


DEFAULT_RULES = SessionRules()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in; `token` goes into the cookie and nowhere else."""

    user_id: UUID
    username: str
    role: Role
    token: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"SignedIn(user_id={self.user_id}, role={self.role})"


def start_session(session: Session, user: User, *, now: datetime, rules: SessionRules = DEFAULT_RULES) -> SignedIn:
    """Open a session for `user` with a fresh token of 256 random bits."""
    token = secrets.token_urlsafe(32)
    session.add(StaffSession(user_id=user.id, token_hash=_hash(token), started_at=now, last_seen_at=now))
    return SignedIn(user.id, user.username, user.role, token, now + rules.absolute)


def find_session(
    session: Session, token: str, *, now: datetime, rules: SessionRules = DEFAULT_RULES, is_use: bool = True
) -> SignedIn | None:
    """Return who holds `token` and note that they were seen, or None when it is unknown, ended or too old.

    The role is read anew each time, so a change of role counts at once.  A page that looks again by itself is no
    use: it would keep a desk that somebody left signed in all day.
    """
    known = select(StaffSession, User).join(User, User.id == StaffSession.user_id)
    found = session.execute(known.where(StaffSession.token_hash == _hash(token))).first()
    if found is None or not _is_alive(found[0], found[1], now, rules):
        return None
    row, user = found
    if is_use and now - row.last_seen_at >= _SEEN_EVERY:
        row.last_seen_at = now
    return SignedIn(user.id, user.username, user.role, token, row.started_at + rules.absolute)


def end_session(session: Session, token: str, *, now: datetime) -> None:
    """End one session; an unknown token is no error."""
    _end(session, StaffSession.token_hash == _hash(token), now)


def end_all_sessions(session: Session, user_id: UUID, *, now: datetime) -> None:
    """End every session of one user, as after a new password or role."""
    _end(session, StaffSession.user_id == user_id, now)


def _is_alive(row: StaffSession, user: User, now: datetime, rules: SessionRules) -> bool:
    ended = row.ended_at is not None or not user.active
    return not ended and now < row.last_seen_at + rules.idle and now < row.started_at + rules.absolute


def _end(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    session.execute(update(StaffSession).where(which, StaffSession.ended_at.is_(None)).values(ended_at=now))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
