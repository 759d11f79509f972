"""What a service costs, asks for and can take now, and how its door can be passed; HSDS objects most sources lack."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UuidPk


class CostOption(Base):
    """One price of a service; HSDS cost_option."""

    __tablename__ = "directory_cost_options"
    id: Mapped[UuidPk]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_services.id"), index=True)
    option: Mapped[str] = mapped_column(default="")
    """Who pays this price, in the source's words."""
    amount: Mapped[float | None]
    currency: Mapped[str] = mapped_column(default="")
    amount_description: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class RequiredDocument(Base):
    """A paper a service asks to see; HSDS required_document."""

    __tablename__ = "directory_required_documents"
    id: Mapped[UuidPk]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_services.id"), index=True)
    document: Mapped[str]
    uri: Mapped[str] = mapped_column(default="")


class Accessibility(Base):
    """How a person with a disability gets in; HSDS accessibility."""

    __tablename__ = "directory_accessibility"
    id: Mapped[UuidPk]
    location_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_locations.id"), index=True)
    description: Mapped[str] = mapped_column(default="")
    details: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")


class ServiceCapacity(Base):
    """How much of one thing (a detox bed) a service has left; HSDS service_capacity.

    A count is worth twelve hours (`resources_directory.trust.BEDS_LAST`); what is older is shown as not known.
    """

    __tablename__ = "directory_service_capacities"
    __table_args__ = (UniqueConstraint("service_id", "unit"),)
    id: Mapped[UuidPk]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_services.id"), index=True)
    unit: Mapped[str]
    """What is counted, for one person: `bed`, `appointment`."""
    available: Mapped[float]
    maximum: Mapped[float | None]
    description: Mapped[str] = mapped_column(default="")
    updated: Mapped[datetime]
