"""The roster: who is on duty for danger alerts, now and next.  Alert readers see it, a supervisor writes it."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from port_queue import Role
from staff import users
from staff.codes import ContactOrder
from staff.duty import ALERT_READERS, NewShift, ShiftRefusedError, add_shift, end_shift, roster
from webhooks.access import Door, open_to
from webhooks.console_alert_rows import order_words
from webhooks.console_door import record
from webhooks.console_forms import Form, FormRefusedError, read_id, read_moment, read_text
from webhooks.services import services

duty = Blueprint("duty", __name__, url_prefix="/duty")

_ORDERS = {str(order.value): order_words(order).capitalize() for order in ContactOrder}
_NUMBER_MOST = 40


@duty.get("/")
@open_to(Door.STAFF, *ALERT_READERS)
def show() -> ResponseReturnValue:
    """Show who is on duty and who comes next."""
    return _page()


@duty.post("/add")
@open_to(Door.STAFF, Role.SUPERVISOR)
def add() -> ResponseReturnValue:
    """Put somebody on the roster; a refusal shows the form as it was filled in."""
    try:
        with services().database.write() as session:
            shift_id = add_shift(session, _read_shift(request.form), now=services().clock())
            record(session, "create", "shift", str(shift_id))
    except (FormRefusedError, ShiftRefusedError) as error:
        return _page(str(error)), 422
    flash("The shift is on the roster.")
    return redirect(url_for("console.duty.show"), code=303)


@duty.post("/<uuid:shift_id>/end")
@open_to(Door.STAFF, Role.SUPERVISOR)
def end(shift_id: UUID) -> ResponseReturnValue:
    """Take a shift off the roster from now on."""
    with services().database.write() as session:
        ended = end_shift(session, shift_id, now=services().clock())
        record(session, "end" if ended else "end_late", "shift", str(shift_id))
    flash("The shift has ended." if ended else "This shift was over already.")
    return redirect(url_for("console.duty.show"), code=303)


def _page(refusal: str = "") -> str:
    now = services().clock()
    with services().database.write() as session:
        rows, people = roster(session, now), _people(session)
        record(session, "list", "console", "duty")
    return render_template(
        "console/duty.html",
        on_now=[row for row in rows if row.is_on(now)],
        to_come=[row for row in rows if not row.is_on(now)],
        people=people,
        orders=_ORDERS,
        order_words=order_words,
        refusal=refusal,
        typed=request.form,
    )


def _people(session: Session) -> dict[str, str]:
    """Return who can be on duty, by id."""
    able = (user for user in users(session) if user.active and user.role in ALERT_READERS)
    return {str(user.id): user.username for user in able}


def _read_shift(form: Form) -> NewShift:
    return NewShift(
        user_id=read_id(form, "person", what="Who"),
        starts_at=read_moment(form, "starts", what="From"),
        ends_at=read_moment(form, "ends", what="Until"),
        order=_read_order(form),
        number=read_text(form, "number", what="Number for alerts", required=False, most=_NUMBER_MOST),
    )


def _read_order(form: Form) -> ContactOrder:
    if form.get("order") not in _ORDERS:
        raise FormRefusedError("Which contact: please choose one")
    return ContactOrder(int(form["order"]))
