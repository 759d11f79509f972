"""Count what the directory holds, for `portline directory stats` and the freshness report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from resources_directory.models import (
    Attribute,
    Location,
    Phone,
    Place,
    Provenance,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)


@dataclass(frozen=True, slots=True)
class Stats:
    """How many services are shown and held back, by need and by confidence, and how much is known of the shown ones."""

    shown: int
    held_back: int
    doubted: int
    with_hours: int
    with_phone: int
    with_point: int
    by_need: Mapping[str, int]
    by_confidence: Mapping[str, int]
    places: Mapping[str, int]


def stats(session: Session) -> Stats:
    """Count services and places; figures about hours, phones and points are of shown services only."""
    shown = Service.status == "active"
    sites = select(func.count()).select_from(ServiceAtLocation).join(Service).where(shown)
    return Stats(
        shown=_count(session, select(func.count()).select_from(Service).where(shown)),
        held_back=_count(session, select(func.count()).select_from(Service).where(~shown)),
        doubted=_count(
            session, select(func.count()).select_from(Provenance).join(Service).where(shown, Provenance.doubt != "")
        ),
        with_hours=_count(session, sites.join(Schedule)),
        with_phone=_count(session, select(func.count(Phone.service_id.distinct())).join(Service).where(shown)),
        with_point=_count(session, sites.join(Location).where(Location.latitude.is_not(None))),
        by_need=_by(session, select(TaxonomyTerm.code, func.count()).join(Attribute).join(Service).where(shown)),
        by_confidence=_by(session, select(Provenance.confidence, func.count()).join(Service).where(shown)),
        places=_by(session, select(Place.kind, func.count())),
    )


def _count(session: Session, query: Select[int]) -> int:
    return session.execute(query).scalar_one()


def _by(session: Session, query: Select[str, int]) -> dict[str, int]:
    kind = query.selected_columns[0]
    return {row[0]: row[1] for row in session.execute(query.group_by(kind).order_by(kind))}
