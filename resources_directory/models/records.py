"""Who helps, with what, where: organization, service, location, and the service at the location."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UuidPk


class Organization(Base):
    """Whoever runs services; HSDS organization."""

    __tablename__ = "directory_organizations"
    id: Mapped[UuidPk]
    name: Mapped[str]
    """Two sources may each bring an organization of one name; a person joins them, never an import."""
    description: Mapped[str] = mapped_column(default="")
    """Required by HSDS; the seed has none, so it is empty rather than made up."""


class Service(Base):
    """One program in one category; HSDS service."""

    __tablename__ = "directory_services"
    id: Mapped[UuidPk]
    organization_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_organizations.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    """The slug the source file gives it; it never changes, even when the program is renamed."""
    name: Mapped[str]
    status: Mapped[str]
    """`active`, or `inactive` when it is held back and must never reach a person."""
    description: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    eligibility_description: Mapped[str] = mapped_column(default="")
    fees_description: Mapped[str] = mapped_column(default="")
    walk_in: Mapped[bool] = mapped_column(default=False)
    """Our profile's `x_walk_in`; False means nobody said so, not that walking in is refused."""
    minimum_age: Mapped[int | None]
    maximum_age: Mapped[int | None]
    """In whole years; None when the source names no limit."""


class Location(Base):
    """A place with or without a door; HSDS location."""

    __tablename__ = "directory_locations"
    id: Mapped[UuidPk]
    name: Mapped[str] = mapped_column(default="")
    location_type: Mapped[str]
    """`physical` (one can go there), `postal` (an office one should not walk to) or `virtual` (a line)."""
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    neighborhood: Mapped[str] = mapped_column(default="")
    """Our profile's `x_neighborhood`: as a person would say it; the town outside Boston may be in the address only."""


class ServiceAtLocation(Base):
    """One service at one location: what a person is shown; HSDS service_at_location."""

    __tablename__ = "directory_service_at_locations"
    __table_args__ = (UniqueConstraint("service_id", "location_id"),)
    id: Mapped[UuidPk]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_services.id"))
    location_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_locations.id"), index=True)
