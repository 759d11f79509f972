"""Make the rows of a table what they should be, writing only what differs and nothing that staff corrected."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, UniqueConstraint, delete, insert, select, update
from sqlalchemy.orm import Session

from resources_directory.corrections import Keeping, subject, write_changes
from resources_directory.field_texts import ROWS_FIELDS, Key, column_fields
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
Rows = Mapping[uuid.UUID, Row]
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
    goal = {row["id"]: row for row in wanted}
    goal = _honoured(model, kept, goal, keeping) if keeping and keeping.corrected else goal
    added = [row for key, row in goal.items() if key not in kept]
    changed = [row for key, row in goal.items() if key in kept and _differs(row, kept[key], ignore)]
    removed = [key for key in kept if key not in goal]
    moved = {row["id"] for row in changed if model in _FREE and _moves(model, row, kept[row["id"]])}
    _remove(session, model, [*removed, *moved])
    for batch in _batches([*added, *({**kept[key], **goal[key]} for key in moved)]):
        session.execute(insert(model), batch)
    stay = [row for row in changed if row["id"] not in moved]
    if stay:
        session.execute(update(model), stay)
    if keeping and (changed or removed):
        write_changes(session, _changes(model, kept, goal, [row["id"] for row in changed]), keeping)
    return Changes(len(added), len(changed), len(removed))


def _honoured(model: type[Base], kept: Rows, goal: Rows, keeping: Keeping) -> dict[uuid.UUID, Row]:
    """Return `goal` as corrections let it be: corrected columns, and whole fields of several rows, as they are kept."""
    name = RESOURCES.get(model, "")
    goal = {key: keeping.honour(name, row, kept[key]) if key in kept else row for key, row in goal.items()}
    several = ROWS_FIELDS.get(model)
    if several is None:
        return goal
    ours, theirs = several.by_key(kept.values()), several.by_key(goal.values())
    # A field that staff emptied has no row of ours, so the keys of both are asked.
    mine = [key for key in {**ours, **theirs} if keeping.is_corrected(key)]
    for key in mine:
        keeping.weigh(key, several.text(ours.get(key, [])), several.text(theirs.get(key, [])))
    rows = [row for key, each in theirs.items() if key not in mine for row in each]
    return {row["id"]: row for row in [*rows, *(row for key in mine for row in ours.get(key, []))]}


def _changes(model: type[Base], kept: Rows, goal: Rows, changed: Sequence[uuid.UUID]) -> dict[Key, tuple[str, str]]:
    """Return the fields that changed with what they were and are; one that had no rows before is new, not changed."""
    several = ROWS_FIELDS.get(model)
    if several is not None:
        ours, theirs = several.by_key(kept.values()), several.by_key(goal.values())
        return {key: (several.text(rows), several.text(theirs.get(key, []))) for key, rows in ours.items()}
    name = RESOURCES.get(model, model.__tablename__)
    pairs = ((subject(name, kept[key]), column_fields(kept[key]), column_fields(goal[key])) for key in changed)
    return {
        (name, owner, field): (was[field], text) for owner, was, becomes in pairs for field, text in becomes.items()
    }


def _moves(model: type[Base], row: Row, kept: Row) -> bool:
    """Tell whether a row takes another place among those of which no two may share one."""
    table = model.metadata.tables[model.__tablename__]
    constraints = [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    indexes = [each.columns for each in table.indexes if each.unique]
    names = [column.name for columns in (*constraints, *indexes) for column in columns]
    return any(kept[name] != row.get(name, kept[name]) for name in names)


def _differs(row: Row, kept: Row, ignore: frozenset[str]) -> bool:
    return any(kept[name] != value for name, value in row.items() if name not in ignore)


def _remove(session: Session, model: type[Base], keys: Sequence[uuid.UUID]) -> None:
    for batch in _batches(keys):
        session.execute(
            delete(model).where(model.__table__.c.id.in_(batch)).execution_options(synchronize_session=False)
        )


def _batches(rows: Sequence[Any]) -> list[Any]:
    return [rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH)]
