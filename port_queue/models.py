"""People waiting for the team, what was agreed with them, and everything that was done."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from port_queue.codes import Agency, Kind, OutcomeCode, Reason, Requester, SafeWords
from port_queue.states import Status
from storage.base import Base, Json, UuidPk, choice
from storage.encrypted import EncryptedJson, EncryptedText
from storage.roles import Role


class Referral(Base):
    """One request for the team; everything that tells who it is about is encrypted."""

    __tablename__ = "referrals"
    __table_args__ = (
        Index("ix_referrals_urgency", "status", "severity", "opened_at"),
        CheckConstraint(
            "status = 'requested' OR status = 'consent_pending' OR owner IS NOT NULL OR closed_at IS NOT NULL", "owned"
        ),
    )
    id: Mapped[UuidPk]
    idempotency_key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    status: Mapped[Status] = mapped_column(choice(Status))
    channel: Mapped[str] = mapped_column(String(16))
    requester: Mapped[Requester] = mapped_column(choice(Requester))
    language: Mapped[str] = mapped_column(String(8))
    contact_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """The conversation it came from; no foreign key, because the queue knows nothing of conversations."""
    phone_index: Mapped[str | None] = mapped_column(String(64), index=True)
    """Keyed pseudonym of the phone, to find the person's other referrals."""
    follows_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("referrals.id"))
    """The closed referral that was "not solved"."""
    name: Mapped[str | None] = mapped_column(EncryptedText)
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    meeting_place: Mapped[str | None] = mapped_column(EncryptedText)
    best_time: Mapped[str | None] = mapped_column(EncryptedText)
    safe_words: Mapped[SafeWords] = mapped_column(choice(SafeWords))
    safe_notes: Mapped[str | None] = mapped_column(EncryptedText)
    neighborhood: Mapped[str | None] = mapped_column(String(64))
    risks: Mapped[list[str]] = mapped_column(EncryptedJson)
    severity: Mapped[int] = mapped_column(Integer)
    owner: Mapped[str | None] = mapped_column(String(64), index=True)
    opened_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    first_attempt_at: Mapped[datetime | None]
    resume_at: Mapped[datetime | None]
    """When a referral on hold comes back; NULL unless on hold."""
    closed_at: Mapped[datetime | None]
    closing_reason: Mapped[Reason | None] = mapped_column(choice(Reason))
    next_place: Mapped[str | None] = mapped_column(String(200))
    """Where the team sent the person on to; never NULL when rejected."""


class Move(Base):
    """One change of status: who, role, when, from, to, reason, channel; inserted once, never updated."""

    __tablename__ = "referral_moves"
    __table_args__ = (UniqueConstraint("referral_id", "number"),)
    id: Mapped[UuidPk]
    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referrals.id"))
    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64))
    role: Mapped[Role] = mapped_column(choice(Role))
    from_status: Mapped[Status | None] = mapped_column(choice(Status))
    """NULL for the first row, the opening."""
    to_status: Mapped[Status] = mapped_column(choice(Status))
    reason: Mapped[str] = mapped_column(EncryptedText)
    channel: Mapped[str] = mapped_column(String(16))


class ReferralConsent(Base):
    """One agency that may be told who the person is, until when, and the words they agreed to."""

    __tablename__ = "referral_consents"
    id: Mapped[UuidPk]
    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referrals.id"), index=True)
    agency: Mapped[Agency] = mapped_column(choice(Agency))
    wording: Mapped[str] = mapped_column(String(80))
    """Copy id, version and language of what was said, as in `ask_police_ok:1:en`."""
    given_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Attempt(Base):
    """One try to reach the person; a phone call or text comes before any door."""

    __tablename__ = "referral_attempts"
    id: Mapped[UuidPk]
    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referrals.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64))
    means: Mapped[str] = mapped_column(String(16))
    reached: Mapped[bool]
    notes: Mapped[str] = mapped_column(EncryptedText)


class ReferralOutcome(Base):
    """One thing that came of a referral."""

    __tablename__ = "referral_outcomes"
    id: Mapped[UuidPk]
    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referrals.id"), index=True)
    code: Mapped[OutcomeCode] = mapped_column(choice(OutcomeCode))
    details: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime]
