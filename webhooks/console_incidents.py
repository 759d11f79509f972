"""Wrong answers: whoever sees one reports it, a supervisor settles it, an evaluator sees how many there are."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

import staff.incidents as book
from conversations.alerts import find_alert
from conversations.models import Contact, StaffAlert
from port_queue import Role
from staff import users
from staff.codes import IncidentChannel, IncidentKind
from staff.duty import ALERT_READERS
from staff.incidents import IncidentRefusedError, NewIncident
from webhooks.access import Door, open_to
from webhooks.console_door import record, viewer
from webhooks.console_forms import Form, FormRefusedError, read_code, read_moment, read_text
from webhooks.console_words import choices
from webhooks.services import services

incidents = Blueprint("incidents", __name__, url_prefix="/incidents")


@incidents.get("/")
@open_to(Door.STAFF, Role.SUPERVISOR, Role.EVALUATOR)
def show() -> ResponseReturnValue:
    """Show how many there are of each kind, and to a supervisor each one; never a note."""
    with services().database.write() as session:
        tally = book.tally(session)
        rows = book.incidents(session) if viewer().role is Role.SUPERVISOR else None
        record(session, "list", "console", "incidents")
    return render_template("console/incidents.html", tally=tally, rows=rows)


@incidents.get("/report")
@open_to(Door.STAFF, *ALERT_READERS)
def ask() -> ResponseReturnValue:
    """Show the form, about one alert or about none."""
    return _form(_read_alert_id(request.args.get("alert", "")))


@incidents.post("/report")
@open_to(Door.STAFF, *ALERT_READERS)
def report() -> ResponseReturnValue:
    """Record an incident; a refusal shows the form as it was filled in."""
    alert_id = _read_alert_id(request.form.get("alert", ""))
    try:
        with services().database.write() as session:
            new = _read_incident(request.form, session, _alert(session, alert_id))
            incident_id = book.report(session, new, now=services().clock())
            record(session, f"create:{new.kind}", "incident", str(incident_id))
    except (FormRefusedError, IncidentRefusedError) as error:
        return _form(alert_id, str(error)), 422
    flash("It is recorded. A supervisor looks into it.")
    return redirect(url_for("console.home.show"), code=303)


@incidents.get("/<uuid:incident_id>")
@open_to(Door.STAFF, Role.SUPERVISOR)
def look(incident_id: UUID) -> ResponseReturnValue:
    """Show one incident with its note."""
    return _page(incident_id)


@incidents.post("/<uuid:incident_id>/settle")
@open_to(Door.STAFF, Role.SUPERVISOR)
def settle(incident_id: UUID) -> ResponseReturnValue:
    """Close it with what was changed."""
    try:
        change = read_text(request.form, "change", what="What was changed")
        with services().database.write() as session:
            book.settle(session, incident_id, by=viewer().user_id, change=change, now=services().clock())
            record(session, "settle", "incident", str(incident_id))
    except (FormRefusedError, IncidentRefusedError) as error:
        return _page(incident_id, str(error)), 422
    flash("The incident is settled.")
    return redirect(url_for("console.incidents.show"), code=303)


def _page(incident_id: UUID, refusal: str = "") -> str:
    with services().database.write() as session:
        row = book.find(session, incident_id) or abort(404, "There is no such incident.")
        names = {user.id: user.username for user in users(session)}
        record(session, "view", "incident", str(incident_id))
    typed = request.form.get("change", "")
    return render_template("console/incident.html", row=row, names=names, refusal=refusal, typed=typed)


def _form(alert_id: UUID | None, refusal: str = "") -> str:
    with services().database.read() as session:
        alert = _alert(session, alert_id)
    return render_template(
        "console/report.html",
        alert=alert,
        refusal=refusal,
        typed=request.form,
        kind=request.form.get("kind") or request.args.get("kind") or ("" if alert else IncidentKind.MISSED_DANGER),
        kinds=choices(IncidentKind),
        channels=choices(IncidentChannel),
    )


def _read_incident(form: Form, session: Session, alert: StaffAlert | None) -> NewIncident:
    """Read the form; time and channel of an alert are known, otherwise the reporter gives them."""
    kind = read_code(form, "kind", IncidentKind, what="What was wrong")
    note = read_text(form, "note", what="In your words", required=kind is IncidentKind.OTHER)
    if alert is not None:
        return NewIncident(kind, alert.created_at, viewer().user_id, _channel(session, alert), alert.id, note)
    happened_at = read_moment(form, "happened", what="When it happened")
    channel = read_code(form, "channel", IncidentChannel, what="Where they wrote")
    return NewIncident(kind, happened_at, viewer().user_id, channel, note=note)


def _channel(session: Session, alert: StaffAlert) -> IncidentChannel:
    contact = session.get(Contact, alert.contact_id) if alert.contact_id else None
    return IncidentChannel(contact.channel) if contact else IncidentChannel.NOT_KNOWN


def _alert(session: Session, alert_id: UUID | None) -> StaffAlert | None:
    if alert_id is None:
        return None
    return find_alert(session, alert_id) or abort(404, "There is no such alert.")


def _read_alert_id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        abort(404, "There is no such alert.")
