"""A checked source into the directory: in short transactions, writing only what differs, sparing what staff corrected.

Each transaction stands by itself and doing one again changes nothing, so an import that was killed is finished by
running it again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.corrections import Conflict, Keeping, propose
from resources_directory.exchange.batches import Batch, batches
from resources_directory.exchange.check import Checked, check
from resources_directory.exchange.known import Known
from resources_directory.exchange.placing import Source, place
from resources_directory.exchange.plan import Plan, plan
from resources_directory.exchange.reading import read_source
from resources_directory.exchange.rows import Fault
from resources_directory.exchange.standard import KINDS
from resources_directory.models import Extra
from resources_directory.reconcile import Changes, reconcile
from resources_directory.revision import bump
from storage.database import Database

#: History is about records, it is no part of them; and a record that stands by itself is never removed.
_NEVER_STALE = frozenset(
    {"metadata", "organization", "service", "location", "service_at_location", "taxonomy_term", "taxonomy", "unit"}
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: services in the source, held back, database rows written, and where staff had said otherwise.

    `proposed` counts the conflicts that are new; `notes` say what was kept and is not used.
    """

    services: int
    held_back: int
    changes: Changes
    conflicts: tuple[Conflict, ...]
    proposed: int
    notes: tuple[Fault, ...]


def read_and_check(database: Database, path: Path) -> tuple[Checked, Known]:
    """Read a source and hold it against the standard and the directory; raises UnreadableSourceError."""
    with _uncollected():
        read = read_source(path)
        with database.read() as session:
            known = Known.load(session)
        return check(read, known), known


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave the search for reference cycles out: rows have none, and a long list makes a million of them.

    Measured on 10,000 services: 14 s of processor time instead of 19.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def import_checked(database: Database, checked: Checked, known: Known, source: Source, now: datetime) -> Imported:
    """Write the rows of a source that passed the check."""
    with _uncollected():
        return _import(database, checked, known, source, now)


def _import(database: Database, checked: Checked, known: Known, source: Source, now: datetime) -> Imported:
    placed = place(checked.tables, known, source)
    planned = plan(placed.tables, known, now)
    with database.read() as session:
        planned.extras = _worth_writing(session, planned)
    done = [_write(database, batch, source, now) for batch in batches(planned)]
    changes = sum((each for each, _, _ in done), Changes())
    conflicts = tuple(conflict for _, found, _ in done for conflict in found)
    proposed = sum(count for _, _, count in done)
    services = len(placed.tables.get("service", ()))
    return Imported(services, placed.held_back, changes, conflicts, proposed, placed.notes)


def _write(database: Database, batch: Batch, source: Source, now: datetime) -> tuple[Changes, list[Conflict], int]:
    """Make one transaction; returns what it wrote, the conflicts it met, and how many of them are new."""
    with database.write() as session:
        keeping = Keeping.load(session, now, source.url)
        changes = sum((_reconciled(session, batch, keeping)), Changes())
        proposed = propose(session, keeping.conflicts, now, source.url)
        if changes:
            bump(session)
    return changes, keeping.conflicts, proposed


def _reconciled(session: Session, batch: Batch, keeping: Keeping) -> Iterable[Changes]:
    for part in batch:
        if part.keys:
            scope = part.model.__table__.c[part.column].in_(part.keys)
            spared = None if part.model is Extra else keeping
            yield reconcile(session, part.model, part.rows, scope=scope, ignore=part.ignore, keeping=spared)


def _worth_writing(session: Session, planned: Plan) -> dict[tuple[str, UUID], dict[str, Any]]:
    """Return what `Extra` should hold of the source's records: something, or nothing where it now holds something.

    Nothing also of what only `Extra` holds, belonged to a record of the source, and is no longer in it.
    """
    named = {(kind, str(key)) for kind, key in planned.extras}
    wanted = {key: body for key, body in planned.extras.items() if body}
    kinds = {kind for kind, _ in planned.extras}
    rows = session.execute(
        select(Extra.resource_type, Extra.resource_id, Extra.body).where(Extra.resource_type.in_(kinds))
    )
    for kind, key, body in rows:
        is_gone = kind not in _NEVER_STALE and (kind, key) not in planned.extras and _belongs(kind, body, named)
        if is_gone or (kind, key) in planned.extras:
            wanted.setdefault((kind, key), {})
    return wanted


def _belongs(kind: str, body: dict[str, object], named: set[tuple[str, str]]) -> bool:
    owners = KINDS[kind].owners if kind in KINDS else []
    return any((owner.refers_to, str(body.get(owner.name))) in named for owner in owners)
