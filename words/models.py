"""Sign-offs and withdrawals: appended, never deleted, so that it can be shown who answered for which words when."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Json, UuidPk, choice


class WithdrawnKind(StrEnum):
    """What was taken back."""

    TEXT = "text"
    NUMBER = "number"


class SignOff(Base):
    """One person answering for the very words of one text, until `due`; the words are kept, for what changed since."""

    __tablename__ = "copy_sign_offs"
    __table_args__ = (UniqueConstraint("copy_id", "language", "fingerprint", "name", "at"),)
    id: Mapped[UuidPk]
    copy_id: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    version: Mapped[int] = mapped_column(Integer)
    fingerprint: Mapped[str] = mapped_column(String(32))
    words: Mapped[dict[str, str]] = mapped_column(Json)
    """title, sms and web as they were signed; no word of a person."""
    name: Mapped[str] = mapped_column(String(80))
    """Who answers for it, with their profession: "Dr. A. Smith, addiction medicine"."""
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    due: Mapped[date] = mapped_column(Date)


class Withdrawal(Base):
    """A text (up to a version, in one language) or a number of the register that no road says while it stands."""

    __tablename__ = "copy_withdrawals"
    __table_args__ = (
        Index("ix_copy_withdrawals_standing", "lifted_at", "at"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", "lifted_by_someone"),
    )
    id: Mapped[UuidPk]
    kind: Mapped[WithdrawnKind] = mapped_column(choice(WithdrawnKind))
    subject: Mapped[str] = mapped_column(String(64))
    """The copy id, or the token of the number."""
    language: Mapped[str] = mapped_column(String(8), default="")
    version: Mapped[int] = mapped_column(Integer, default=0)
    value: Mapped[str] = mapped_column(String(200), default="")
    """The number as the register held it; a corrected one is said again by itself."""
    reason: Mapped[str] = mapped_column(String(500))
    by: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    lifted_at: Mapped[datetime | None]
