"""Alerts: what staff must see first.  Words and number are opened for a reason, and that leaves an audit row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from conversations.alerts import find_alert, number_of_alert, open_alerts, see_alert, words_of_alert
from conversations.models import Contact, StaffAlert
from port_queue import Role
from webhooks.access import Door, open_to
from webhooks.console_door import record, refuse, viewer
from webhooks.console_forms import FormRefusedError, read_text
from webhooks.console_words import ago
from webhooks.services import services

alerts = Blueprint("alerts", __name__, url_prefix="/alerts")

READERS = (Role.OPERATOR, Role.ADVOCATE, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert as it is listed: nothing a person wrote, and no number."""

    id: UUID
    kind: str
    level: str
    clock: str
    at: datetime
    channel: str
    is_open: bool
    may_reveal: bool

    @property
    def is_emergency(self) -> bool:
        """Tell whether somebody may be dying now."""
        return self.level == "emergency"


@dataclass(frozen=True, slots=True)
class Revealed:
    """The words and the number behind an alert, "" where there are none."""

    words: str
    number: str


@alerts.get("/<uuid:alert_id>")
@open_to(Door.STAFF, *READERS)
def show(alert_id: UUID) -> ResponseReturnValue:
    """Show one alert, its words still closed."""
    return _closed_page(alert_id)


@alerts.post("/<uuid:alert_id>/reveal")
@open_to(Door.STAFF, *READERS)
def reveal(alert_id: UUID) -> ResponseReturnValue:
    """Show the words and the number once, for a typed reason."""
    try:
        reason = read_text(request.form, "reason", what="Why you need to see this")
    except FormRefusedError as error:
        return _closed_page(alert_id, str(error)), 422
    with services().database.write() as session:
        alert = _existing(session, alert_id)
        row = _row(session, alert, services().clock())
        revealed = _reveal(session, alert, reason) if row.may_reveal else None
    if revealed is None:
        refuse("alert", str(alert_id))
    return render_template("console/alert.html", alert=row, revealed=revealed, refusal="")


@alerts.post("/<uuid:alert_id>/seen")
@open_to(Door.STAFF, *READERS)
def sign_off(alert_id: UUID) -> ResponseReturnValue:
    """Take the alert off the list: the viewer has seen it and looks after it."""
    with services().database.write() as session:
        _existing(session, alert_id)
        signed = see_alert(session, alert_id, by=viewer().user_id, now=services().clock())
        record(session, "sign_off" if signed else "sign_off_late", "alert", str(alert_id))
    flash("You have signed for the alert." if signed else "Somebody else has signed for this alert already.")
    return redirect(url_for("console.home.show"), code=303)


def listed_alerts(session: Session, now: datetime) -> tuple[AlertRow, ...]:
    """List what nobody has signed for yet, emergencies first."""
    return tuple(_row(session, alert, now) for alert in open_alerts(session))


def _closed_page(alert_id: UUID, refusal: str = "") -> str:
    with services().database.write() as session:
        row = _row(session, _existing(session, alert_id), services().clock())
        record(session, "view", "alert", str(alert_id))
    return render_template("console/alert.html", alert=row, revealed=None, refusal=refusal)


def _reveal(session: Session, alert: StaffAlert, reason: str) -> Revealed:
    revealed = Revealed(words_of_alert(session, alert), number_of_alert(session, alert))
    for field in ("words", "phone"):
        record(session, f"reveal:{field}", "alert", str(alert.id), reason)
    return revealed


def _row(session: Session, alert: StaffAlert, now: datetime) -> AlertRow:
    contact = session.get(Contact, alert.contact_id) if alert.contact_id else None
    return AlertRow(
        id=alert.id,
        kind=alert.kind,
        level=alert.level,
        clock=ago(alert.created_at, now),
        at=alert.created_at,
        channel=contact.channel if contact else "",
        is_open=alert.seen_at is None,
        may_reveal=_may_reveal(alert),
    )


def _may_reveal(alert: StaffAlert) -> bool:
    """Open an alert's words to whoever is looking after it: anybody until it is signed for, then only that one."""
    return alert.seen_at is None or alert.seen_by == viewer().user_id or viewer().role is Role.SUPERVISOR


def _existing(session: Session, alert_id: UUID) -> StaffAlert:
    return find_alert(session, alert_id) or abort(404, "There is no such alert.")
