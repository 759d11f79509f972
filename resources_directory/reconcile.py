"""Make the rows of a table what they should be, writing only what differs and nothing that staff corrected."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, UniqueConstraint, delete, insert, select, update
from sqlalchemy.orm import Session

from resources_directory.corrections import Keeping, write_changes
from resources_directory.models import (
    Accessibility,
    Address,
    Attribute,
    CostOption,
    Language,
    Location,
    Organization,
    Phone,
    Provenance,
    RequiredDocument,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
    TaxonomyTerm,
)
from storage.base import Base

Row = Mapping[str, Any]
#: SQLite takes at most 32,766 values in one statement.
_BATCH = 500
#: The HSDS name of what each table holds, as changes and proposals name it.
RESOURCES: Mapping[type[Base], str] = {
    Accessibility: "accessibility",
    Address: "address",
    Attribute: "attribute",
    CostOption: "cost_option",
    Language: "language",
    Location: "location",
    Organization: "organization",
    Phone: "phone",
    Provenance: "service",
    RequiredDocument: "required_document",
    Schedule: "schedule",
    Service: "service",
    ServiceAtLocation: "service_at_location",
    ServiceCapacity: "service_capacity",
    TaxonomyTerm: "taxonomy_term",
}
#: Nothing refers to these, so one whose place in an order changes is written anew: two may swap places.
_FREE = (Attribute, Language, Phone, ServiceCapacity)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.added + other.added, self.changed + other.changed, self.removed + other.removed)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def reconcile(
    session: Session,
    model: type[Base],
    wanted: Sequence[Row],
    *,
    scope: ColumnElement[bool],
    ignore: frozenset[str] = frozenset(),
    keeping: Keeping | None = None,
) -> Changes:
    """Add, change and remove rows of `model` within `scope` until they equal `wanted` (full rows, each with an id).

    Columns in `ignore` are written with a change but are not one by themselves (the date of the last action).
    With `keeping`, corrected fields stay as they are, and each changed field is written down.
    """
    table = model.__table__
    kept = {row["id"]: dict(row) for row in session.execute(select(table).where(scope)).mappings()}
    goal = _goal(model, kept, {row["id"]: row for row in wanted}, keeping)
    added = [row for key, row in goal.items() if key not in kept]
    changed = [row for key, row in goal.items() if key in kept and _differs(row, kept[key], ignore)]
    removed = [key for key in kept if key not in goal]
    moved = [row["id"] for row in changed if model in _FREE and _moves(model, row, kept[row["id"]])]
    _remove(session, model, [*removed, *moved])
    for batch in _batches([*added, *({**kept[key], **goal[key]} for key in moved)]):
        session.execute(insert(model), batch)
    stay = [row for row in changed if row["id"] not in set(moved)]
    if stay:
        session.execute(update(model), stay)
    if keeping and changed:
        pairs = [(kept[row["id"]], {k: v for k, v in row.items() if k not in ignore}) for row in changed]
        write_changes(session, RESOURCES.get(model, ""), pairs, keeping)
    return Changes(len(added), len(changed), len(removed))


def _goal(
    model: type[Base], kept: Mapping[uuid.UUID, Row], wanted: dict[uuid.UUID, Row], keeping: Keeping | None
) -> dict[uuid.UUID, Row]:
    """Return `wanted` as corrections let it be."""
    if keeping is None or not keeping.corrected:
        return wanted
    name = RESOURCES.get(model, "")
    goal = {key: keeping.honour(name, row, kept[key]) if key in kept else row for key, row in wanted.items()}
    held = {key: row for key, row in kept.items() if key not in goal and keeping.holds(name, row)}
    taken = {_place(model, row) for row in held.values()} if held else set()
    return {**{key: row for key, row in goal.items() if _place(model, row) not in taken}, **held} if held else goal


def _place(model: type[Base], row: Row) -> tuple[Any, ...]:
    """Return what no two rows of `model` may share."""
    return tuple(row.get(name) for name in _unique(model)) or (row["id"],)


def _moves(model: type[Base], row: Row, kept: Row) -> bool:
    return any(kept[name] != row.get(name, kept[name]) for name in _unique(model))


def _unique(model: type[Base]) -> list[str]:
    table = model.metadata.tables[model.__tablename__]
    constraints = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    columns = [each.columns for each in constraints] or [each.columns for each in table.indexes if each.unique]
    return [column.name for each in columns[:1] for column in each]


def _differs(row: Row, kept: Row, ignore: frozenset[str]) -> bool:
    return any(kept[name] != value for name, value in row.items() if name not in ignore)


def _remove(session: Session, model: type[Base], keys: Sequence[uuid.UUID]) -> None:
    for batch in _batches(keys):
        session.execute(
            delete(model).where(model.__table__.c.id.in_(batch)).execution_options(synchronize_session=False)
        )


def _batches(rows: Sequence[Any]) -> list[Any]:
    return [rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH)]
