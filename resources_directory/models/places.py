"""The gazetteer: the names people use for places in and around Boston, and where those are."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, UuidPk


class Place(Base):
    """A neighborhood, town, ZIP code, station or landmark."""

    __tablename__ = "directory_places"
    __table_args__ = (UniqueConstraint("kind", "name"),)
    id: Mapped[UuidPk]
    name: Mapped[str]
    kind: Mapped[str]
    """`neighborhood`, `city`, `zip`, `station` or `landmark`."""
    latitude: Mapped[float]
    longitude: Mapped[float]
    town: Mapped[str] = mapped_column(default="")
    """The town it lies in when that is not Boston; empty inside Boston."""
    source_url: Mapped[str] = mapped_column(default="")


class PlaceAlias(Base):
    """Another name people use for a place."""

    __tablename__ = "directory_place_aliases"
    __table_args__ = (UniqueConstraint("place_id", "name"),)
    id: Mapped[UuidPk]
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory_places.id"))
    name: Mapped[str]
