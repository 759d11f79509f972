"""Signing in: the same answer and the same time for a wrong name and a wrong password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from staff import lockout, passwords
from staff.accounts import audit_account, normal
from staff.models import User
from staff.sessions import SignedIn, start_session
from storage import audit
from storage.roles import Role


@dataclass(frozen=True, slots=True)
class Refused:
    """No sign-in; `retry_at` is set when this name has to wait, whether or not there is such a user."""

    retry_at: datetime | None = None


def sign_in(session: Session, username: str, password: str, now: datetime) -> SignedIn | Refused:
    """Open a session for a good name and password, and audit either way; commit also when refused."""
    name = normal(username)
    failures = lockout.locked_row(session, name, now)
    user = session.scalars(select(User).where(User.username == name, User.active)).first()
    if failures.locked_until is not None and now < failures.locked_until:
        return _refuse(session, user, now, retry_at=failures.locked_until)
    if not passwords.matches(user.password_hash if user else None, password) or user is None:
        lockout.count_failure(failures, now)
        return _refuse(session, user, now, retry_at=failures.locked_until)
    lockout.forgive(failures)
    return _welcome(session, user, password, now)


def _welcome(session: Session, user: User, password: str, now: datetime) -> SignedIn:
    if passwords.needs_new_hash(user.password_hash):
        user.password_hash = passwords.hash_password(password)
    signed_in = start_session(session, user, now=now)
    audit_account(session, user, "login_ok", by=str(user.id), role=user.role, now=now)
    return signed_in


def _refuse(session: Session, user: User | None, now: datetime, *, retry_at: datetime | None) -> Refused:
    """Audit a refusal; an unknown name is not written down, it may be a password typed in the wrong box."""
    audit.record(
        session,
        actor="nobody",
        role=Role.SYSTEM,
        action="login_locked" if retry_at else "login_fail",
        subject_kind="user",
        subject_id=str(user.id) if user else "unknown",
        now=now,
    )
    return Refused(retry_at)
