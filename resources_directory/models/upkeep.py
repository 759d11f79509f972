"""How the directory is kept true: what changed in each field, what is proposed, what people say is wrong."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Json, UuidPk


class FieldChange(Base):
    """One change of one field: what it was, what it is, on whose word; HSDS metadata.

    A field whose last change was a person's (`last_action_type` `update`) is not overwritten by an import.
    """

    __tablename__ = "directory_changes"
    __table_args__ = (Index(None, "resource_type", "resource_id", "field_name"),)
    id: Mapped[UuidPk]
    resource_type: Mapped[str]
    resource_id: Mapped[uuid.UUID]
    field_name: Mapped[str]
    previous_value: Mapped[str] = mapped_column(default="")
    replacement_value: Mapped[str] = mapped_column(default="")
    last_action_date: Mapped[datetime]
    last_action_type: Mapped[str]
    """`update` by staff, `import`, or `revert`."""
    source_url: Mapped[str] = mapped_column(default="")
    updated_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """The member of staff who agreed to it; never published."""


class Proposal(Base):
    """A change of one field that waits for a second person."""

    __tablename__ = "directory_proposals"
    __table_args__ = (Index(None, "state", "proposed_at"), Index(None, "resource_type", "resource_id"))
    id: Mapped[UuidPk]
    resource_type: Mapped[str]
    resource_id: Mapped[uuid.UUID]
    field_name: Mapped[str]
    current_value: Mapped[str] = mapped_column(default="")
    """The value when it was proposed; if another stands there at the decision, the decision is refused."""
    proposed_value: Mapped[str] = mapped_column(default="")
    origin: Mapped[str]
    """`editor`, `import` (a source differs from a correction of ours), `provider`, or `revert` (of a change)."""
    source_url: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    proposed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime]
    state: Mapped[str]
    """`open`, `approved`, `rejected` or `withdrawn`."""
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(default="")


class ListingReport(Base):
    """Somebody said a listing is wrong: which and in what way, never who, and no words of theirs."""

    __tablename__ = "directory_reports"
    __table_args__ = (Index(None, "state", "at"),)
    id: Mapped[UuidPk]
    service_at_location_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_service_at_locations.id"))
    reason: Mapped[str]
    """`closed`, `moved`, `hours`, `phone`, `turned_away` or `other`."""
    channel: Mapped[str]
    """`sms`, `web` or `operator`."""
    at: Mapped[datetime]
    state: Mapped[str]
    """`open` or `settled`."""
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None]


class Confirmation(Base):
    """One question to a provider ("is this still right?") and the digit that came back."""

    __tablename__ = "directory_confirmations"
    __table_args__ = (Index(None, "number", "answered_at"),)
    id: Mapped[UuidPk]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_services.id"), index=True)
    number: Mapped[str]
    """The provider's own public number, E.164, as the directory lists it."""
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    """`1` still right, `2` hours changed, `3` no longer offered; empty until answered."""


class Extra(Base):
    """What HSDS knows of a record and our columns do not: kept whole, so that an export loses nothing."""

    __tablename__ = "directory_extras"
    __table_args__ = (UniqueConstraint("resource_type", "resource_id"),)
    id: Mapped[UuidPk]
    resource_type: Mapped[str]
    """The HSDS name of the object: `organization`, `contact`, `funding`."""
    resource_id: Mapped[uuid.UUID]
    body: Mapped[dict[str, Any]] = mapped_column(Json)


class Revision(Base):
    """How often the directory has changed: one row, so that a process sees that its search index is behind."""

    __tablename__ = "directory_revision"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
