"""Who works here, their open sessions, names that failed to sign in; who is on duty, and what went wrong."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from staff.codes import IncidentChannel, IncidentKind
from storage.base import Base, UuidPk, choice
from storage.encrypted import EncryptedText
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


class Shift(Base):
    """One person on duty for danger alerts from `starts_at` until before `ends_at`; ended early it ends then."""

    __tablename__ = "duty_shifts"
    __table_args__ = (
        Index("ix_duty_shifts_time", "ends_at", "starts_at"),
        CheckConstraint("starts_at <= ends_at", "forward"),
    )
    id: Mapped[UuidPk]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    order: Mapped[int] = mapped_column(Integer)
    """1 first contact, 2 second contact (`staff.codes.ContactOrder`)."""
    number: Mapped[str | None] = mapped_column(EncryptedText)
    """Where they are texted, E.164; NULL: they watch the console."""


class Incident(Base):
    """One answer of ours that was wrong; open until somebody says what was changed."""

    __tablename__ = "incidents"
    __table_args__ = (Index("ix_incidents_open", "settled_at", "at"),)
    id: Mapped[UuidPk]
    alert_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """The alert it is about; no foreign key, because staff know nothing of conversations.  NULL: there was none."""
    kind: Mapped[IncidentKind] = mapped_column(choice(IncidentKind))
    channel: Mapped[IncidentChannel] = mapped_column(choice(IncidentChannel))
    happened_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(EncryptedText)
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    change: Mapped[str | None] = mapped_column(EncryptedText)
    """What was changed because of it; never NULL once settled."""
