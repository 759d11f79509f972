"""Load the directory from its source files; loading the same files again changes nothing."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, select, true, update
from sqlalchemy.orm import Session

from resources_directory.corrections import Conflict, Keeping, propose
from resources_directory.models import (
    Address,
    Attribute,
    Language,
    Location,
    Organization,
    Phone,
    Place,
    PlaceAlias,
    Provenance,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from resources_directory.reconcile import Changes, reconcile
from resources_directory.revision import bump
from resources_directory.seed_places import PlaceFiles, place_rows
from resources_directory.seed_services import service_rows
from storage.base import Base

CsvRow = Mapping[str, str]
Rows = Mapping[type[Base], Sequence[Mapping[str, Any]]]

#: Parents before children, as foreign keys ask.
_ORDER: tuple[type[Base], ...] = (
    TaxonomyTerm, Organization, Service, Location, Address, ServiceAtLocation, Schedule, Phone, Language, Attribute,
    Provenance, Place, PlaceAlias,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seeded:
    """What a seeding did: how much the files hold, how many rows it wrote, and where staff had said otherwise."""

    services: int
    held_back: int
    places: int
    changes: Changes
    conflicts: tuple[Conflict, ...] = ()


def seed(session: Session, directory: Path, now: datetime) -> Seeded:
    """Load services and places from the CSV files in `directory`; raises UnreadableSeedError or OSError.

    Commits nothing.  A service that the files no longer have is made inactive, not deleted; records the files never
    had are not touched.  What staff corrected stays; where a file now says something new, that is proposed to them.
    """
    services = service_rows(_read(directory, "services"), _read(directory, "review"), now)
    files = PlaceFiles(*(_read(directory, name) for name in _PLACE_FILES))
    rows: Rows = {**services, **place_rows(files)}
    keeping = Keeping.load(session, now)
    changes = sum((_load(session, model, rows, keeping) for model in _ORDER), _retire(session, rows, keeping))
    propose(session, keeping.conflicts, now, "")
    if changes:
        bump(session)
    held = sum(row["status"] == "inactive" for row in rows[Service])
    return Seeded(len(rows[Service]), held, len(rows[Place]), changes, tuple(keeping.conflicts))


def load_services(session: Session, services: Sequence[CsvRow], now: datetime) -> Changes:
    """Load services given as rows of `services.csv`, beside what is there; raises UnreadableSeedError."""
    rows: Rows = service_rows(services, (), now)
    keeping = Keeping.load(session, now)
    changes = sum((_load(session, model, rows, keeping) for model in _ORDER if model in rows), Changes())
    bump(session)
    return changes


#: The date of the last import is written with a change; alone it is none, so importing again changes nothing.
_NOT_A_CHANGE = frozenset({"last_action_date"})
_PLACE_FILES = ("neighborhoods", "zip_codes", "landmarks", "more_aliases", "outside_boston", "more_zip_codes")


def _read(directory: Path, name: str) -> list[CsvRow]:
    with (directory / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load(session: Session, model: type[Base], rows: Rows, keeping: Keeping) -> Changes:
    wanted, scope = rows.get(model, ()), _scope(model, rows)
    return reconcile(session, model, wanted, scope=scope, ignore=_NOT_A_CHANGE, keeping=keeping)


def _scope(model: type[Base], rows: Rows) -> ColumnElement[bool]:
    """Say which rows of `model` the files own: all places, what hangs on their services, else only what they name."""
    table = model.__table__
    if model in {Place, PlaceAlias}:
        return true()
    if model is Schedule:
        return table.c.service_at_location_id.in_([row["id"] for row in rows[ServiceAtLocation]])
    if model in _DETAILS:
        return table.c.service_id.in_([row["id"] for row in rows[Service]])
    return table.c.id.in_([row["id"] for row in rows[model]])


_DETAILS = {Phone, Language, Attribute, Provenance}


def _retire(session: Session, rows: Rows, keeping: Keeping) -> Changes:
    """Make inactive what an earlier seeding brought and these files no longer have, unless staff set its status."""
    known = [row["id"] for row in rows[Service]]
    known += [key for _, key, name in keeping.corrected if name == "status"]
    imported = select(Provenance.service_id).where(Provenance.last_action_type == "import")
    gone = update(Service).where(Service.id.in_(imported), Service.id.not_in(known), Service.status == "active")
    retired = session.execute(gone.values(status="inactive").returning(Service.id)).all()
    return Changes(changed=len(retired))
