"""Adding people, their passwords and roles; each change is audited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from staff import passwords
from staff.models import User
from staff.sessions import end_all_sessions
from storage import audit
from storage.once import add_once
from storage.roles import STAFF_ROLES, Role

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")


class AccountRefusedError(ValueError):
    """The account cannot be made or changed like this; the message says why and repeats no password."""


def add_user(
    session: Session, *, username: str, password: str, role: str, now: datetime, by: str = "command_line"
) -> UUID:
    """Add a member of staff and return their id; raises AccountRefusedError or WeakPasswordError."""
    name = normal(username)
    if not _USERNAME.fullmatch(name):
        raise AccountRefusedError("a username is 3 to 64 of a-z, 0-9, dot, dash, underscore")
    user = User(id=uuid4(), username=name, role=_staff_role(role), active=True, created_at=now)
    _set_password(user, password, now)
    if not add_once(session, user):
        raise AccountRefusedError("this username is taken")
    audit_account(session, user, f"user_added:{user.role}", by=by, role=Role.ADMIN, now=now)
    return user.id


def set_password(session: Session, user_id: UUID, password: str, *, now: datetime, by: str = "command_line") -> None:
    """Give a user a new password and end all their sessions; raises AccountRefusedError or WeakPasswordError."""
    user = _existing(session, user_id)
    _set_password(user, password, now)
    end_all_sessions(session, user_id, now=now)
    audit_account(session, user, "password_set", by=by, role=Role.ADMIN, now=now)


def set_role(session: Session, user_id: UUID, role: str, *, now: datetime, by: str = "command_line") -> None:
    """Change a user's role and end all their sessions; raises AccountRefusedError."""
    user = _existing(session, user_id)
    user.role = _staff_role(role)
    end_all_sessions(session, user_id, now=now)
    audit_account(session, user, f"role_changed:{user.role}", by=by, role=Role.ADMIN, now=now)


def deactivate(session: Session, user_id: UUID, *, now: datetime, by: str = "command_line") -> None:
    """Keep a user from signing in, from now on and everywhere; raises AccountRefusedError."""
    user = _existing(session, user_id)
    user.active = False
    end_all_sessions(session, user_id, now=now)
    audit_account(session, user, "user_deactivated", by=by, role=Role.ADMIN, now=now)


def find_user(session: Session, username: str) -> User | None:
    """Return the user of that name, active or not, or None."""
    return session.scalars(select(User).where(User.username == normal(username))).first()


def users(session: Session) -> Sequence[User]:
    """Return everybody, by name."""
    return session.scalars(select(User).order_by(User.username)).all()


def normal(username: str) -> str:
    """Return a username as it is stored: no spaces around it, lower case."""
    return username.strip().lower()


def audit_account(session: Session, user: User, action: str, *, by: str, role: Role, now: datetime) -> None:
    """Add the audit entry of an act on an account."""
    audit.record(session, actor=by, role=role, action=action, subject_kind="user", subject_id=str(user.id), now=now)


def _existing(session: Session, user_id: UUID) -> User:
    user = session.get(User, user_id, with_for_update=True)
    if user is None:
        raise AccountRefusedError("there is no such user")
    return user


def _set_password(user: User, password: str, now: datetime) -> None:
    passwords.check_password(password, user.username)
    user.password_hash = passwords.hash_password(password)
    user.password_set_at = now


def _staff_role(role: str) -> Role:
    if role not in STAFF_ROLES:
        raise AccountRefusedError(f"a role is one of: {', '.join(sorted(STAFF_ROLES))}")
    return Role(role)
