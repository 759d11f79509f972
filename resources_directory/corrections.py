"""What staff corrected is kept when a source says otherwise, and the difference is proposed to a person, once.

A field is corrected when its last change (`FieldChange`) is an `update` or a `revert` by staff.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from resources_directory.identity import stable_id
from resources_directory.models import FieldChange, Proposal

Row = Mapping[str, Any]
_BY_STAFF = ("update", "revert")
#: When and how a record was last changed is what the history itself says.
_NO_FIELDS = frozenset({"last_action_date", "last_action_type"})
#: SQLite takes at most 32,766 values in one statement.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Conflict:
    """A source differs from a correction of ours: the value that stays, and what the source says, as text.

    `field_name` is `*` where the source no longer has the whole record.
    """

    resource_type: str
    resource_id: UUID
    field_name: str
    kept: str
    offered: str

    def __str__(self) -> str:
        about = f"{self.resource_type} {self.resource_id}"
        if self.field_name == "*":
            return f"{about}: the source no longer has it; it stays, because staff corrected it"
        return f"{about}: {self.field_name}: staff says {self.kept!r}, the source says {self.offered!r}; ours stays"


@dataclass(slots=True)
class Keeping:
    """One import: what staff corrected, under which name changes are written down, and what it met so far."""

    corrected: Mapping[tuple[UUID, str], str]
    now: datetime
    source_url: str = ""
    conflicts: list[Conflict] = field(default_factory=list)

    @classmethod
    def load(cls, session: Session, now: datetime, source_url: str = "") -> Keeping:
        """Read what staff corrected."""
        return cls(_corrected(session), now, source_url)

    def honour(self, resource_type: str, wanted: Row, kept: Row) -> Row:
        """Return `wanted` with the corrected fields as they are kept; a new difference becomes a conflict."""
        key = subject(resource_type, wanted)
        mine = [name for name in wanted if (key, name) in self.corrected]
        for name in mine:
            offered = as_text(wanted[name])
            if offered not in {as_text(kept[name]), self.corrected[key, name]}:
                self.conflicts.append(Conflict(resource_type, key, name, as_text(kept[name]), offered))
        return {**wanted, **{name: kept[name] for name in mine}} if mine else wanted

    def holds(self, resource_type: str, row: Row) -> bool:
        """Tell whether a record that the source no longer has stays, because staff corrected it."""
        key = subject(resource_type, row)
        stays = any(key == corrected for corrected, _ in self.corrected)
        if stays:
            self.conflicts.append(Conflict(resource_type, key, "*", "", ""))
        return stays


def as_text(value: object) -> str:
    """Return a value as the history of changes writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def subject(resource_type: str, row: Row) -> UUID:
    """Return the id of the record a row speaks of: the source of a service is a part of the service."""
    key: UUID = row["service_id"] if resource_type == "service" and "service_id" in row else row["id"]
    return key


def write_changes(session: Session, resource_type: str, pairs: Iterable[tuple[Row, Row]], keeping: Keeping) -> None:
    """Write down each field that differs between a kept row and what takes its place."""
    rows = [
        {
            "resource_type": resource_type,
            "resource_id": subject(resource_type, kept),
            "field_name": name,
            "previous_value": as_text(kept[name]),
            "replacement_value": as_text(value),
            "last_action_date": keeping.now,
            "last_action_type": "import",
            "source_url": keeping.source_url,
        }
        for kept, wanted in pairs
        for name, value in wanted.items()
        if kept[name] != value and name not in _NO_FIELDS
    ]
    for start in range(0, len(rows), _BATCH):
        session.execute(insert(FieldChange), rows[start : start + _BATCH])


def propose(session: Session, conflicts: Sequence[Conflict], now: datetime, source_url: str) -> int:
    """Put what a source offers in front of staff, once each, decided or not; returns how many are new."""
    rows = {_proposal_id(each): each for each in conflicts if each.field_name != "*"}
    known = set(session.scalars(select(Proposal.id).where(Proposal.id.in_(rows))))
    new = [
        {
            "id": key,
            "resource_type": each.resource_type,
            "resource_id": each.resource_id,
            "field_name": each.field_name,
            "current_value": each.kept,
            "proposed_value": each.offered,
            "origin": "import",
            "source_url": source_url,
            "proposed_at": now,
            "state": "open",
        }
        for key, each in rows.items()
        if key not in known
    ]
    if new:
        session.execute(insert(Proposal), new)
    return len(new)


def _proposal_id(each: Conflict) -> UUID:
    return stable_id("proposal", str(each.resource_id), each.field_name, each.offered)


def _corrected(session: Session) -> dict[tuple[UUID, str], str]:
    """Return each corrected field with what stood there before staff first touched it: what the source said then."""
    touched = select(FieldChange.resource_id).where(FieldChange.last_action_type.in_(_BY_STAFF))
    changes = session.scalars(
        select(FieldChange).where(FieldChange.resource_id.in_(touched)).order_by(FieldChange.last_action_date)
    )
    found: dict[tuple[UUID, str], str] = {}
    for change in changes:
        key = (change.resource_id, change.field_name)
        if change.last_action_type in _BY_STAFF:
            found.setdefault(key, change.previous_value)
        else:
            found.pop(key, None)
    return found
