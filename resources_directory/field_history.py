"""What changed in each field, when and on whose word: rows that are only ever added."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.fields import Target
from resources_directory.models import FieldChange

#: Kinds of change (`FieldChange.last_action_type`).
UPDATE, REVERT, IMPORT = "update", "revert", "import"


@dataclass(frozen=True, slots=True)
class Act:
    """On whose word a field changes: `source` is a page or a call; `by` None where no member of staff did it."""

    by: UUID | None
    now: datetime
    source: str
    kind: str = UPDATE


def note_change(session: Session, target: tuple[str, UUID, str], was: str, becomes: str, act: Act) -> None:
    """Add one row of history; `target` is the type of the record, its id, and the name of the field."""
    resource_type, resource_id, field_name = target
    change = FieldChange(
        resource_type=str(resource_type),
        resource_id=resource_id,
        field_name=str(field_name),
        previous_value=was,
        replacement_value=becomes,
        last_action_date=act.now,
        last_action_type=act.kind,
        source_url=act.source,
        updated_by=act.by,
    )
    session.add(change)


def history(session: Session, resource_ids: Collection[UUID]) -> Sequence[FieldChange]:
    """Return the changes of these records, newest first."""
    about = select(FieldChange).where(FieldChange.resource_id.in_(resource_ids))
    return session.scalars(about.order_by(FieldChange.last_action_date.desc(), FieldChange.id)).all()


def last_change(session: Session, target: Target, *, before: datetime | None = None) -> FieldChange | None:
    """Return the newest change of one field (before a moment), None when it never changed."""
    of_field = select(FieldChange).where(
        FieldChange.resource_type == target.resource_type,
        FieldChange.resource_id == target.resource_id,
        FieldChange.field_name == target.field,
    )
    if before is not None:
        of_field = of_field.where(FieldChange.last_action_date < before)
    return session.scalars(of_field.order_by(FieldChange.last_action_date.desc(), FieldChange.id).limit(1)).first()
