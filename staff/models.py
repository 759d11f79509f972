"""Who works here, their open sessions, and names that failed to sign in."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UuidPk, choice
from storage.roles import Role


class User(Base):
    """One member of staff; never deleted, only made inactive, so that the audit keeps its sense."""

    __tablename__ = "users"
    id: Mapped[UuidPk]
    username: Mapped[str] = mapped_column(String(64), unique=True)
    """Lower case."""
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(choice(Role))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime]
    password_set_at: Mapped[datetime]


class StaffSession(Base):
    """One sign-in; only a hash of its token is kept, so a stolen database opens no session."""

    __tablename__ = "staff_sessions"
    id: Mapped[UuidPk]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInFailures(Base):
    """Failures in a row for one name, known or not: a lock-out must not tell which names exist."""

    __tablename__ = "sign_in_failures"
    name_index: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Keyed pseudonym of the name as typed: people sometimes type a password there."""
    failures: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
