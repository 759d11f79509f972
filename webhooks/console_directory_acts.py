"""What editors do with the directory: propose a change, decide about another's, take one back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from resources_directory.field_reading import ValueRefusedError, read_source
from resources_directory.fields import Field, Target
from resources_directory.hours import BOSTON
from resources_directory.models import FieldChange, Proposal
from resources_directory.proposals import (
    NewProposal,
    ProposalRefusedError,
    approve,
    propose,
    propose_revert,
    reject,
    target_of,
    withdraw,
)
from resources_directory.service_record import read_record, service_of
from webhooks.access import Door, open_to
from webhooks.console_directory import EDITORS, service_page
from webhooks.console_door import record, viewer
from webhooks.console_forms import FormRefusedError, read_text
from webhooks.services import services

directory_acts = Blueprint("directory_acts", __name__, url_prefix="/directory")

_REFUSED = (ProposalRefusedError, ValueRefusedError, FormRefusedError)
_PROPOSED = "It waits for a second person."


@directory_acts.post("/service/<uuid:service_id>/propose")
@open_to(Door.STAFF, *EDITORS)
def propose_change(service_id: UUID) -> ResponseReturnValue:
    """Propose one field of a service, with where the value is from."""
    pointed = request.form.get("target", "")

    def act(session: Session) -> None:
        target = _target(pointed)
        found = read_record(session, service_id)
        if found is None or target not in found.values:
            raise ProposalRefusedError("There is no such field")
        note = read_text(request.form, "note", what="Note", required=False)
        source = read_source(request.form.get("link", ""), request.form.get("called", ""), _today())
        new = NewProposal(target, request.form.get("value", ""), source, viewer().user_id, note)
        propose(session, new, now=services().clock())
        record(session, f"propose:{target.field}", "service", str(service_id))

    return _done(act, service_id, _PROPOSED, form=pointed)


@directory_acts.post("/change/<uuid:change_id>/revert")
@open_to(Door.STAFF, *EDITORS)
def revert(change_id: UUID) -> ResponseReturnValue:
    """Propose what a field was before a change."""
    with services().database.read() as session:
        change = session.get(FieldChange, change_id) or abort(404, "There is no such change.")
        service_id = _service_of_change(session, change)

    def act(session: Session) -> None:
        note = read_text(request.form, "note", what="Why")
        propose_revert(session, change, by=viewer().user_id, note=note, now=services().clock())
        record(session, f"propose_revert:{change.field_name}"[:64], "service", str(service_id))

    return _done(act, service_id, _PROPOSED, form=str(change_id))


@directory_acts.post("/proposal/<uuid:proposal_id>/decide")
@open_to(Door.STAFF, *EDITORS)
def decide(proposal_id: UUID) -> ResponseReturnValue:
    """Approve or reject what another proposed, or take back one's own."""
    verb = request.form.get("verb", "")

    def act(session: Session) -> None:
        note = read_text(request.form, "note", what="Note", required=verb == "reject")
        row = _decide(session, proposal_id, verb, note)
        record(session, f"{verb}:{row.field_name}"[:64], "service", str(service_id), note)

    with services().database.read() as session:
        found = session.get(Proposal, proposal_id)
        if found is None or found.field_name not in set(Field):
            abort(404, "There is no such proposal.")
        service_id = service_of(session, target_of(found)) or abort(404, "There is no such service any more.")
    return _done(act, service_id, _SAID.get(verb, ""), form=str(proposal_id))


_SAID = {
    "approve": "It is changed, and said from now on.",
    "reject": "It is rejected; nothing was changed.",
    "withdraw": "It is taken back.",
}


def _decide(session: Session, proposal_id: UUID, verb: str, note: str) -> Proposal:
    me, now = viewer().user_id, services().clock()
    match verb:
        case "approve":
            return approve(session, proposal_id, by=me, note=note, now=now)
        case "reject":
            return reject(session, proposal_id, by=me, note=note, now=now)
        case "withdraw":
            return withdraw(session, proposal_id, by=me, now=now)
    raise FormRefusedError("Please choose what to do")


def _done(act: Callable[[Session], None], service_id: UUID, words: str, *, form: str) -> ResponseReturnValue:
    try:
        with services().database.write() as session:
            act(session)
    except _REFUSED as error:
        return service_page(service_id, str(error), form=form), 422
    flash(words)
    return redirect(url_for("console.directory.show_service", service_id=service_id), code=303)


def _target(pointed: str) -> Target:
    """Read "location:<id>:address"; raises FormRefusedError."""
    try:
        kind, owner, name = pointed.split(":")
        return Target(kind, UUID(owner), Field(name))
    except ValueError:
        raise FormRefusedError("There is no such field") from None


def _service_of_change(session: Session, change: FieldChange) -> UUID:
    target = Target(change.resource_type, change.resource_id, Field.NAME)
    return service_of(session, target) or abort(404, "There is no such service any more.")


def _today() -> date:
    return services().clock().astimezone(BOSTON).date()
