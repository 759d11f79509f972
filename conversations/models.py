"""Contacts and everything said between them and us; words and numbers only in encrypted columns."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from staff.codes import Done
from storage.base import Base, Json, UtcDateTime, UuidPk, choice
from storage.encrypted import EncryptedJson, EncryptedText


class Contact(Base):
    """One person on one channel, known by a keyed pseudonym; the number itself is encrypted."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("channel", "address_index"),)
    id: Mapped[UuidPk]
    channel: Mapped[str] = mapped_column(String(8))
    address_index: Mapped[str] = mapped_column(String(64))
    address: Mapped[str | None] = mapped_column(EncryptedText)
    language: Mapped[str] = mapped_column(String(8), default="en")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    introduced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opted_out_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    danger_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When danger last spoke; a question asked before it no longer takes the next text as its answer."""
    not_safe_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the person said that texting is not safe; while set, nothing goes out of our own accord."""
    held_by: Mapped[uuid.UUID | None]
    """The operator who holds the chat; while set, the engine is not asked."""
    state: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJson)
    """The dialogue: engine part and door part (`conversations.dialogue`), at most 16 KB."""
    state_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_seq: Mapped[int] = mapped_column(Integer, default=1)
    lease_token: Mapped[uuid.UUID | None]
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InboundMessage(Base):
    """One message exactly as it reached us; inserted once, answered once."""

    __tablename__ = "inbound_messages"
    __table_args__ = (
        UniqueConstraint("channel", "provider_message_id"),
        Index("ix_inbound_messages_unanswered", "answered_at", "received_at"),
        Index("ix_inbound_messages_recent", "contact_id", "received_at"),
    )
    id: Mapped[UuidPk]
    contact_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contacts.id"))
    channel: Mapped[str] = mapped_column(String(8))
    provider_message_id: Mapped[str] = mapped_column(String(128))
    body: Mapped[str] = mapped_column(EncryptedText)
    media_count: Mapped[int] = mapped_column(Integer, default=0)
    opt_out_type: Mapped[str] = mapped_column(String(8), default="")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    danger_category: Mapped[str] = mapped_column(String(24), default="none")
    danger_level: Mapped[str] = mapped_column(String(12), default="none")
    danger_rule: Mapped[str] = mapped_column(String(80), default="")
    intent: Mapped[str] = mapped_column(String(64), default="")
    confidence: Mapped[float | None]


class OutgoingMessage(Base):
    """One message to a person, and the road it takes.

    Roads: `reply` rode back on the webhook, `push` is sent by the worker (the outbox), `page` waits for a web page.
    States: replied (in the webhook's answer), pending, sending, sent, delivered, undelivered, failed, held (not
    sent, waits in the person's view or for their opt-in), cancelled.  Blocks may be empty: silence, on purpose.
    """

    __tablename__ = "outgoing_messages"
    __table_args__ = (
        UniqueConstraint("contact_id", "seq"),
        Index("ix_outgoing_messages_due", "state", "not_before"),
    )
    id: Mapped[UuidPk]
    contact_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contacts.id"))
    seq: Mapped[int] = mapped_column(Integer)
    road: Mapped[str] = mapped_column(String(8))
    inbound_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("inbound_messages.id"), unique=True)
    idempotency_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(EncryptedJson)
    copy_refs: Mapped[list[list[Any]]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(12))
    urgent: Mapped[bool] = mapped_column(Boolean, default=False)
    """True for what answers the person's own text; quiet hours do not hold it back."""
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    provider_sid: Mapped[str | None] = mapped_column(String(64), index=True)
    error_code: Mapped[str] = mapped_column(String(16), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RequestDraft(Base):
    """An unfinished request: its private answers, and the form's other slots to go on from; kept 7 days."""

    __tablename__ = "request_drafts"
    id: Mapped[UuidPk]
    contact_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contacts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(8), default="open")
    """open, sent (a referral exists), or dropped."""
    private: Mapped[dict[str, str]] = mapped_column(EncryptedJson)
    slots: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StaffAlert(Base):
    """Something staff must see: danger in a text, an engine that does not answer, a word that may have meant help."""

    __tablename__ = "staff_alerts"
    __table_args__ = (Index("ix_staff_alerts_open", "seen_at", "created_at"),)
    id: Mapped[UuidPk]
    contact_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("contacts.id"))
    inbound_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("inbound_messages.id"))
    kind: Mapped[str] = mapped_column(String(24))
    level: Mapped[str] = mapped_column(String(12))
    rule: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_by: Mapped[uuid.UUID | None]
    done: Mapped[Done | None] = mapped_column(choice(Done))
    """What the signer did; NULL until signed, and for what was signed before we asked."""
    unattended: Mapped[bool | None] = mapped_column(Boolean)
    """Whether nobody was on duty when the worker first looked, for danger only; NULL until it has looked."""


class AlertNotice(Base):
    """One member of staff told of one alert at one step of the policy; at most once on the air.

    States: pending, sending, sent, delivered; undelivered, failed (refused), cut_off (nobody knows whether it left),
    dropped (signed off, off duty, or no alerts wanted before it left); folded: another notice tells of it too.
    """

    __tablename__ = "alert_notices"
    __table_args__ = (
        UniqueConstraint("alert_id", "user_id", "step"),
        Index("ix_alert_notices_due", "state", "not_before"),
    )
    id: Mapped[UuidPk]
    alert_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff_alerts.id"))
    user_id: Mapped[uuid.UUID]
    shift_id: Mapped[uuid.UUID]
    order: Mapped[int] = mapped_column(Integer)
    step: Mapped[int] = mapped_column(Integer)
    folded_into: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("alert_notices.id"))
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    error_code: Mapped[str] = mapped_column(String(16), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Consent(Base):
    """One yes or no, with the words (copy id and version) it was said to; appended, never changed."""

    __tablename__ = "consents"
    id: Mapped[UuidPk]
    contact_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("contacts.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(32))
    given: Mapped[bool] = mapped_column(Boolean)
    copy_id: Mapped[str] = mapped_column(String(64))
    copy_version: Mapped[int] = mapped_column(Integer)
    copy_language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
