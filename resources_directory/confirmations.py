"""Questions to providers and their answers, kept: each row is one question (`Confirmation`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from resources_directory.checked import confirm
from resources_directory.confirming import ANSWER_WITHIN, Candidate, Said, text_number, whom_to_ask
from resources_directory.editors_search import Wanted, find_services, needs_by_service
from resources_directory.field_history import Act
from resources_directory.fields import Field, Resource, Target
from resources_directory.hours import BOSTON
from resources_directory.listing import display_name
from resources_directory.models import Confirmation, Phone, Service
from resources_directory.proposals import BY_PROVIDER, NewProposal, ProposalRefusedError, open_proposals, propose
from resources_directory.service_record import read_record

_OPEN = (
    select(Confirmation)
    .where(
        Confirmation.number == bindparam("number"),
        Confirmation.answered_at.is_(None),
        Confirmation.asked_at > bindparam("since"),
    )
    .order_by(Confirmation.asked_at.desc())
    .limit(1)
)


def due(session: Session, now: datetime) -> list[Candidate]:
    """Return whom to ask now, one service for each number."""
    last = select(Confirmation.number, func.max(Confirmation.asked_at)).group_by(Confirmation.number)
    return whom_to_ask(_candidates(session, now), dict(session.execute(last).all()), now)


def note_asked(session: Session, candidate: Candidate, now: datetime) -> Confirmation | None:
    """Keep that a question goes out; None when another worker was faster."""
    session.get(Service, candidate.service_id, with_for_update=True)
    if candidate not in due(session, now):
        return None
    row = Confirmation(service_id=candidate.service_id, number=candidate.number, asked_at=now)
    session.add(row)
    session.flush()
    return row


def open_question(session: Session, number: str, now: datetime) -> Confirmation | None:
    """Return the question this number (E.164) has not answered yet, None when there is none or it is too old."""
    return session.scalars(_OPEN, {"number": number, "since": now - ANSWER_WITHIN}).first()


def keep_answer(session: Session, row: Confirmation, said: Said, now: datetime) -> None:
    """Keep an answer: all right dates the listing today; anything else is a proposal, and a doubt until it is decided.

    What people said to be wrong stays open: a provider does not settle that.
    """
    row.answered_at, row.answer = now, said
    source = f"the provider by text on {now.astimezone(BOSTON).date().isoformat()}"
    if said is Said.STILL_RIGHT:
        confirm(session, row.service_id, Act(None, now, source), settles=False)
        return
    for target, value in _changes(session, row.service_id, said):
        _propose_once(session, NewProposal(target, value, source, None, origin=BY_PROVIDER), now)


def _changes(session: Session, service_id: UUID, said: Said) -> Iterator[tuple[Target, str]]:
    """Yield what a provider's answer makes of the listing: hours nobody knows, or a service held back."""
    if said is Said.NOT_OFFERED:
        yield Target(Resource.SERVICE, service_id, Field.STATUS), "inactive"
        return
    record = read_record(session, service_id)
    yield from ((target, "") for target in (record.values if record else ()) if target.field is Field.HOURS)


def _propose_once(session: Session, new: NewProposal, now: datetime) -> None:
    """Propose what is not proposed already; hours that are not known cannot become less so."""
    waiting = open_proposals(session, [new.target.resource_id])
    if any((row.field_name, row.origin) == (new.target.field, BY_PROVIDER) for row in waiting):
        return
    try:
        propose(session, new, now=now)
    except ProposalRefusedError:
        return


def _candidates(session: Session, now: datetime) -> Iterator[Candidate]:
    numbers = select(Phone.service_id, Phone.number).where(Phone.type == "sms", Phone.position == 0)
    texted, needs = dict(session.execute(numbers).all()), needs_by_service(session)
    for line in find_services(session, Wanted(state="shown"), now.astimezone(BOSTON).date()):
        met = needs.get(line.id, ())
        number = text_number(texted[line.id], met) if line.id in texted else ""
        if number:
            name = display_name(line.organization, line.name)
            yield Candidate(line.id, name, number, met, line.source_date)
