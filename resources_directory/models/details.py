"""What is known about a service or location: how to reach it, when, in which language, and who says so."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UuidPk


class Address(Base):
    """Where a location is, as its source writes it; HSDS address."""

    __tablename__ = "directory_addresses"
    id: Mapped[UuidPk]
    location_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_locations.id"), unique=True)
    address_type: Mapped[str]
    address_1: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    state_province: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="US")


class Phone(Base):
    """One number of a service; HSDS phone."""

    __tablename__ = "directory_phones"
    __table_args__ = (UniqueConstraint("service_id", "type", "position"),)
    id: Mapped[UuidPk]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_services.id"))
    number: Mapped[str]
    type: Mapped[str]
    """`voice` or `sms`."""
    position: Mapped[int]
    """The order in which the source gives them; 0 is the one to show."""


class Schedule(Base):
    """When a service is open at a location; HSDS schedule.  No row means unknown, never closed.

    A place has either one row of ours with `opening_hours`, or rows of the standard with a rule each (RFC 5545).
    """

    __tablename__ = "directory_schedules"
    id: Mapped[UuidPk]
    service_at_location_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_service_at_locations.id"), index=True
    )
    opening_hours: Mapped[str] = mapped_column(default="")
    """OpenStreetMap `opening_hours` syntax, Boston time; empty on a row of the standard."""
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    dtstart: Mapped[date | None]
    until: Mapped[date | None]
    count: Mapped[int | None]
    freq: Mapped[str] = mapped_column(default="")
    """`WEEKLY` or `MONTHLY`."""
    interval: Mapped[int | None]
    byday: Mapped[str] = mapped_column(default="")
    bymonthday: Mapped[str] = mapped_column(default="")
    wkst: Mapped[str] = mapped_column(default="")
    opens_at: Mapped[str] = mapped_column(default="")
    """As the source writes it, `09:00` or `09:00-05:00`; the clock of the place is meant."""
    closes_at: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")


class Language(Base):
    """A language spoken at a service; HSDS language."""

    __tablename__ = "directory_languages"
    __table_args__ = (UniqueConstraint("service_id", "code"),)
    id: Mapped[UuidPk]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_services.id"))
    code: Mapped[str]
    """ISO 639-1."""


class TaxonomyTerm(Base):
    """One word of our vocabulary: a need, or a trait of a service; HSDS taxonomy_term."""

    __tablename__ = "directory_taxonomy_terms"
    id: Mapped[UuidPk]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    taxonomy: Mapped[str] = mapped_column(default="need")
    """`need` (what is offered), `trait` (for whom, on what terms), or the name of an imported taxonomy."""
    term_uri: Mapped[str] = mapped_column(default="")
    """The same thing in Open Eligibility, where it has a term."""


class Attribute(Base):
    """The link that says a service meets a need; HSDS attribute with link_entity `service`."""

    __tablename__ = "directory_attributes"
    __table_args__ = (Index(None, "taxonomy_term_id", "service_id", unique=True),)
    id: Mapped[UuidPk]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_services.id"), index=True)
    taxonomy_term_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_taxonomy_terms.id"))


class Provenance(Base):
    """Where a service's facts come from and how sure we are; HSDS metadata, kept whole per record."""

    __tablename__ = "directory_metadata"
    id: Mapped[UuidPk]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_services.id"), unique=True)
    source_url: Mapped[str]
    source_date: Mapped[str] = mapped_column(default="")
    """As the source gives it: a year, a year and month, a day, or empty."""
    confidence: Mapped[str]
    """`high`, `medium`, `low`, or `name_only` (no way to reach it is known)."""
    notes: Mapped[str] = mapped_column(default="")
    doubt: Mapped[str] = mapped_column(default="")
    """Why we hold it back or trust it less, in our words; empty when nothing is in doubt."""
    last_action_date: Mapped[datetime]
    last_action_type: Mapped[str]
