"""What staff corrected is kept when a source says otherwise, and the difference is proposed to a person, once.

A field is corrected when its last change (`FieldChange`) is an `update` or a `revert` by staff.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from resources_directory.field_texts import Key, Row, column_fields, field_of_column
from resources_directory.identity import stable_id
from resources_directory.models import FieldChange, Proposal

_BY_STAFF = ("update", "revert")
#: SQLite takes at most 32,766 values in one statement.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Conflict:
    """A source differs from a correction of ours: the value that stays, and what the source says, as text."""

    resource_type: str
    resource_id: UUID
    field_name: str
    kept: str
    offered: str

    def __str__(self) -> str:
        about = f"{self.resource_type} {self.resource_id}: {self.field_name}"
        return f"{about}: staff says {self.kept!r}, the source says {self.offered!r}; ours stays"


@dataclass(slots=True)
class Keeping:
    """One import: what staff corrected, what it met of that so far, and what it changed, to be written down."""

    corrected: Mapping[Key, str]
    now: datetime
    source_url: str = ""
    conflicts: list[Conflict] = field(default_factory=list)

    @classmethod
    def load(cls, session: Session, now: datetime, source_url: str = "") -> Keeping:
        """Read what staff corrected."""
        return cls(_corrected(session), now, source_url)

    def is_corrected(self, key: Key) -> bool:
        """Tell whether staff decided what stands in a field."""
        return key in self.corrected

    def weigh(self, key: Key, kept: str, offered: str) -> None:
        """Note a conflict when a source says of a corrected field what is neither ours nor what it said before."""
        if offered not in {kept, self.corrected[key]}:
            self.conflicts.append(Conflict(*key, kept, offered))

    def honour(self, resource: str, wanted: Row, kept: Row) -> Row:
        """Return a row with its corrected columns as they are kept."""
        owner = subject(resource, kept)
        mine = [name for name in wanted if self.is_corrected((resource, owner, field_of_column(name)))]
        if not mine:
            return wanted
        was, offered = column_fields(kept), column_fields(wanted)
        for name in dict.fromkeys(map(field_of_column, mine)):
            self.weigh((resource, owner, name), was[name], offered[name])
        return {**wanted, **{name: kept[name] for name in mine}}


def subject(resource: str, row: Row) -> UUID:
    """Return the id of the record a row speaks of: the source of a service is a part of the service."""
    key: UUID = row["service_id"] if resource == "service" and "service_id" in row else row["id"]
    return key


def write_changes(session: Session, changed: Mapping[Key, tuple[str, str]], keeping: Keeping) -> None:
    """Write down fields that an import changed: what each was, and what it is."""
    rows = [
        {
            "resource_type": resource,
            "resource_id": owner,
            "field_name": name,
            "previous_value": was,
            "replacement_value": becomes,
            "last_action_date": keeping.now,
            "last_action_type": "import",
            "source_url": keeping.source_url,
        }
        for (resource, owner, name), (was, becomes) in changed.items()
        if was != becomes
    ]
    for start in range(0, len(rows), _BATCH):
        session.execute(insert(FieldChange), rows[start : start + _BATCH])


def propose(session: Session, conflicts: Sequence[Conflict], now: datetime, source_url: str) -> int:
    """Put what a source offers in front of staff, once each, decided or not; returns how many are new."""
    rows = {_proposal_id(each): each for each in conflicts}
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


def _corrected(session: Session) -> dict[Key, str]:
    """Return each corrected field with what stood there before staff first touched it: what the source said then."""
    touched = select(FieldChange.resource_id).where(FieldChange.last_action_type.in_(_BY_STAFF))
    changes = session.scalars(
        select(FieldChange).where(FieldChange.resource_id.in_(touched)).order_by(FieldChange.last_action_date)
    )
    found: dict[Key, str] = {}
    for change in changes:
        key = (change.resource_type, change.resource_id, change.field_name)
        if change.last_action_type in _BY_STAFF:
            found.setdefault(key, change.previous_value)
        else:
            found.pop(key, None)
    return found
