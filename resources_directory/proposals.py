"""Changes that wait for a second person: proposed, then approved, rejected or taken back.

Whoever proposed never decides, and a change of a field that has become something else meanwhile is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.field_changing import change_field
from resources_directory.field_history import IMPORT, REVERT, UPDATE, Act, last_change
from resources_directory.field_reading import ValueRefusedError, read_value
from resources_directory.fields import ABOUT, Field, Resource, Target, resource_of, why_not_shown
from resources_directory.hours import BOSTON
from resources_directory.models import FieldChange, Location, Proposal, Service, ServiceAtLocation
from resources_directory.revision import bump
from resources_directory.service_record import ServiceRecord, read_record, service_of
from storage.base import Base

#: States of a proposal, and where it comes from (`Proposal.origin`).
OPEN, APPROVED, REJECTED, WITHDRAWN = "open", "approved", "rejected", "withdrawn"
BY_EDITOR, BY_PROVIDER, BY_IMPORT, BY_REVERT = "editor", "provider", "import", "revert"
_MODELS: Mapping[str, type[Base]] = {
    Resource.SERVICE: Service,
    Resource.LOCATION: Location,
    Resource.SERVICE_AT_LOCATION: ServiceAtLocation,
}


class ProposalRefusedError(ValueError):
    """A proposal cannot be made or decided like this; the message says why."""


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A change somebody wants: `typed` as it came, `source` a page or "by phone on" a day."""

    target: Target
    typed: str
    source: str
    by: UUID | None
    note: str = ""
    origin: str = BY_EDITOR


def propose(session: Session, new: NewProposal, *, now: datetime) -> UUID:
    """Store a proposal and return its id; raises ProposalRefusedError when it could never be approved."""
    record = _record(session, new.target)
    value = _checked(record, new.target, new.typed, now)
    row = Proposal(
        id=uuid4(),
        resource_type=new.target.resource_type,
        resource_id=new.target.resource_id,
        field_name=new.target.field,
        current_value=record.values[new.target],
        proposed_value=value,
        origin=new.origin,
        source_url=new.source,
        note=new.note,
        proposed_by=new.by,
        proposed_at=now,
        state=OPEN,
    )
    session.add(row)
    session.flush()
    if new.origin == BY_PROVIDER:
        bump(session)  # its listings are doubtful from now on
    return row.id


def propose_revert(session: Session, change: FieldChange, *, by: UUID, note: str, now: datetime) -> UUID:
    """Propose what a field was before `change`; raises ProposalRefusedError, so for a field that nobody may type."""
    if change.field_name not in set(Field):
        raise ProposalRefusedError("This follows from another change: take that one back")
    target = Target(change.resource_type, change.resource_id, Field(change.field_name))
    before = last_change(session, target, before=change.last_action_date)
    source = before.source_url if before else _record(session, target).about.source_url
    new = NewProposal(target, change.previous_value, source, by, note, BY_REVERT)
    return propose(session, new, now=now)


def approve(session: Session, proposal_id: UUID, *, by: UUID, note: str, now: datetime) -> Proposal:
    """Make the change; raises ProposalRefusedError for the proposer, and where the field has changed meanwhile."""
    row = _open_row(session, proposal_id)
    if row.proposed_by == by:
        raise ProposalRefusedError("You proposed this yourself: another person must decide")
    target = target_of(row)
    session.get(_MODELS[target.resource_type], target.resource_id, with_for_update=True)  # one decision at a time
    record = _record(session, target)
    if has_moved_on(row, record):
        raise ProposalRefusedError("The field has changed since this was proposed: reject it, and propose it anew")
    value = _checked(record, target, row.proposed_value, now)
    act = Act(by, now, row.source_url, _kind(session, row, target))
    change_field(session, target, row.current_value, value, act)
    _decide(session, row, APPROVED, by, note, now)
    return row


def reject(session: Session, proposal_id: UUID, *, by: UUID, note: str, now: datetime) -> Proposal:
    """Decide against a proposal; raises ProposalRefusedError for the proposer (who may take it back instead)."""
    row = _open_row(session, proposal_id)
    if row.proposed_by == by:
        raise ProposalRefusedError("You proposed this yourself: take it back instead")
    _decide(session, row, REJECTED, by, note, now)
    return row


def withdraw(session: Session, proposal_id: UUID, *, by: UUID, now: datetime) -> Proposal:
    """Take back one's own proposal; raises ProposalRefusedError for anybody else's."""
    row = _open_row(session, proposal_id)
    if row.proposed_by != by:
        raise ProposalRefusedError("Only who proposed it can take it back")
    _decide(session, row, WITHDRAWN, by, "", now)
    return row


def open_proposals(session: Session, resource_ids: Sequence[UUID] | None = None) -> Sequence[Proposal]:
    """Return what waits for a decision, oldest first; of these records only where they are given."""
    is_field = Proposal.field_name.in_(list(Field))  # a name nobody can decide about must not break a page
    waiting = select(Proposal).where(Proposal.state == OPEN, is_field).order_by(Proposal.proposed_at, Proposal.id)
    if resource_ids is not None:
        waiting = waiting.where(Proposal.resource_id.in_(resource_ids))
    return session.scalars(waiting).all()


def target_of(row: Proposal) -> Target:
    """Return the field a proposal is about."""
    return Target(row.resource_type, row.resource_id, Field(row.field_name))


def has_moved_on(row: Proposal, record: ServiceRecord) -> bool:
    """Tell whether another value stands in the field than when this was proposed."""
    return record.values.get(target_of(row)) != row.current_value


def _record(session: Session, target: Target) -> ServiceRecord:
    if resource_of(target.field) != target.resource_type:
        raise ProposalRefusedError("There is no such field")
    service_id = service_of(session, target)
    record = read_record(session, service_id) if service_id else None
    if record is None or target not in record.values:
        raise ProposalRefusedError("There is no such service any more")
    return record


def _checked(record: ServiceRecord, target: Target, typed: str, now: datetime) -> str:
    """Return the value as it is stored; raises ProposalRefusedError when it cannot stand there."""
    try:
        value = read_value(target.field, typed, now.astimezone(BOSTON).date())
    except ValueRefusedError as error:
        raise ProposalRefusedError(f"{ABOUT[target.field].label}: {_lower(str(error))}") from None
    if value == record.values[target]:
        raise ProposalRefusedError(f"{ABOUT[target.field].label}: this is what it is already")
    if why := why_not_shown(target.field, record.after(target, value)):
        raise ProposalRefusedError(why)
    return value


def _kind(session: Session, row: Proposal, target: Target) -> str:
    """Name the kind of change: taking back what an import wrote is ours, or the next import would write it again."""
    before = last_change(session, target)
    is_ours = row.origin != BY_REVERT or (before is not None and before.last_action_type == IMPORT)
    return UPDATE if is_ours else REVERT


def _open_row(session: Session, proposal_id: UUID) -> Proposal:
    row = session.get(Proposal, proposal_id, with_for_update=True, populate_existing=True)
    if row is None or row.state != OPEN:
        raise ProposalRefusedError("This is not waiting for a decision any more")
    return row


def _decide(session: Session, row: Proposal, state: str, by: UUID, note: str, now: datetime) -> None:
    """Close a proposal; what a provider said made its listings doubtful until now."""
    if row.origin == BY_PROVIDER:
        bump(session)
    row.state, row.decided_by, row.decided_at, row.decision_note = state, by, now, note


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
