"""Listings that are said to be wrong, in the console: staff say so too, and an editor settles it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from resources_directory.reports import Channel, UnknownListingError, report, settle_reports
from resources_directory.service_record import read_record, service_at
from resources_directory.trust import Reason
from webhooks.access import Door, open_to
from webhooks.console_directory import EDITORS, FLAGGERS, service_page
from webhooks.console_door import record, viewer
from webhooks.console_forms import FormRefusedError, read_code, read_id, read_text
from webhooks.services import services

directory_reports = Blueprint("directory_reports", __name__, url_prefix="/directory")


@directory_reports.post("/service/<uuid:service_id>/flag")
@open_to(Door.STAFF, *FLAGGERS)
def flag(service_id: UUID) -> ResponseReturnValue:
    """Keep that a listing of this service is wrong, as somebody told staff."""
    try:
        reason = read_code(request.form, "reason", Reason, what="What is wrong")
        with services().database.write() as session:
            report(session, _place(session, service_id), reason, Channel.OPERATOR, now=services().clock())
            record(session, f"flag:{reason}", "service", str(service_id))
    except FormRefusedError as error:
        return service_page(service_id, str(error)), 422
    except UnknownListingError:
        return service_page(service_id, "People are not shown this place"), 422
    return _back(service_id, "It is kept. An editor looks into it.")


@directory_reports.post("/service/<uuid:service_id>/settle")
@open_to(Door.STAFF, *EDITORS)
def settle(service_id: UUID) -> ResponseReturnValue:
    """Close what was said to be wrong with a service, with what came of it."""
    try:
        note = read_text(request.form, "note", what="What came of it")
        with services().database.write() as session:
            found = read_record(session, service_id)
            places = [place for place, _ in found.places] if found else []
            settle_reports(session, places, by=viewer().user_id, now=services().clock())
            record(session, "settle_reports", "service", str(service_id), note)
    except FormRefusedError as error:
        return service_page(service_id, str(error)), 422
    return _back(service_id, "It is settled.")


def _place(session: Session, service_id: UUID) -> UUID:
    """Read which place of the service is meant; raises FormRefusedError for another's."""
    place_id = read_id(request.form, "place", what="Which place")
    if service_at(session, place_id) != service_id:
        raise FormRefusedError("Which place: please choose one")
    return place_id


def _back(service_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("console.directory.show_service", service_id=service_id), code=303)
