"""Alerts: what staff must see first.  Words and number are opened for a reason, and that leaves an audit row."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from conversations.alerts import find_alert, number_of_alert, see_alert, words_of_alert
from conversations.models import StaffAlert
from staff.codes import Done, IncidentKind
from staff.duty import ALERT_READERS
from staff.incidents import count_about
from webhooks.access import Door, open_to
from webhooks.console_alert_rows import AlertRow, Reading, alert_rows
from webhooks.console_door import record, refuse, viewer
from webhooks.console_forms import FormRefusedError, read_code, read_text
from webhooks.console_words import choices
from webhooks.services import services

alerts = Blueprint("alerts", __name__, url_prefix="/alerts")


@dataclass(frozen=True, slots=True)
class Revealed:
    """The words and the number behind an alert, "" where there are none."""

    words: str
    number: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A form that was refused, by its name, and why."""

    form: str
    message: str


@alerts.get("/<uuid:alert_id>")
@open_to(Door.STAFF, *ALERT_READERS)
def show(alert_id: UUID) -> ResponseReturnValue:
    """Show one alert, its words still closed."""
    return _closed_page(alert_id)


@alerts.post("/<uuid:alert_id>/reveal")
@open_to(Door.STAFF, *ALERT_READERS)
def reveal(alert_id: UUID) -> ResponseReturnValue:
    """Show the words and the number once, for a typed reason."""
    try:
        reason = read_text(request.form, "reason", what="Why you need to see this")
    except FormRefusedError as error:
        return _closed_page(alert_id, Refusal("reveal", str(error))), 422
    with services().database.write() as session:
        alert = _existing(session, alert_id)
        row = _row(session, alert)
        incidents = count_about(session, alert_id)
        revealed = _reveal(session, alert, reason) if row.may_reveal else None
    if revealed is None:
        refuse("alert", str(alert_id))
    return _page(row, incidents, revealed=revealed)


@alerts.post("/<uuid:alert_id>/seen")
@open_to(Door.STAFF, *ALERT_READERS)
def sign_off(alert_id: UUID) -> ResponseReturnValue:
    """Take one alert off the list with what was done; what was no danger can be recorded as a false alarm next."""
    try:
        done = read_code(request.form, "done", Done, what="What was done")
    except FormRefusedError as error:
        return _closed_page(alert_id, Refusal("done", str(error))), 422
    with services().database.write() as session:
        _existing(session, alert_id)
        signed = see_alert(session, alert_id, by=viewer().user_id, done=done, now=services().clock())
        record(session, f"sign_off:{done}" if signed else "sign_off_late", "alert", str(alert_id))
    flash("You have signed for the alert." if signed else "Somebody else has signed for this alert already.")
    if signed and done is Done.NOT_DANGER:
        target = url_for("console.incidents.ask", alert=alert_id, kind=IncidentKind.FALSE_ALARM)
        return redirect(target, code=303)
    return redirect(url_for("console.home.show"), code=303)


def reading() -> Reading:
    """Return how the viewer reads alerts now."""
    return Reading(viewer(), services().clock(), services().alert_policy)


def _closed_page(alert_id: UUID, refusal: Refusal | None = None) -> str:
    with services().database.write() as session:
        row = _row(session, _existing(session, alert_id))
        incidents = count_about(session, alert_id)
        record(session, "view", "alert", str(alert_id))
    return _page(row, incidents, refusal=refusal)


def _page(row: AlertRow, incidents: int, *, revealed: Revealed | None = None, refusal: Refusal | None = None) -> str:
    return render_template(
        "console/alert.html",
        alert=row,
        incidents=incidents,
        revealed=revealed,
        refusal=refusal,
        choices=choices(Done),
        only_looked=Done.ONLY_LOOKED,
    )


def _reveal(session: Session, alert: StaffAlert, reason: str) -> Revealed:
    revealed = Revealed(words_of_alert(session, alert), number_of_alert(session, alert))
    for field in ("words", "phone"):
        record(session, f"reveal:{field}", "alert", str(alert.id), reason)
    return revealed


def _row(session: Session, alert: StaffAlert) -> AlertRow:
    return alert_rows(session, [alert], reading())[0]


def _existing(session: Session, alert_id: UUID) -> StaffAlert:
    return find_alert(session, alert_id) or abort(404, "There is no such alert.")
