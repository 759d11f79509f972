"""What to check next: whom to call, why and what to ask; and what one editor may keep alone after a call."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from resources_directory.call_list import reasons, to_ask
from resources_directory.call_rows import call_list
from resources_directory.checked import CountRefusedError, confirm, set_beds
from resources_directory.field_history import Act
from resources_directory.field_reading import by_phone
from resources_directory.hours import BOSTON
from resources_directory.models import Service
from webhooks.access import Door, open_to
from webhooks.console_directory import EDITORS, READERS, page_number, service_page
from webhooks.console_door import record, viewer
from webhooks.services import services

directory_calls = Blueprint("directory_calls", __name__, url_prefix="/directory")

_ON_A_PAGE = 40


@directory_calls.get("/check-next")
@open_to(Door.STAFF, *READERS)
def show() -> ResponseReturnValue:
    """Show whom to call, most urgent first."""
    number, today = page_number(), services().clock().astimezone(BOSTON).date()
    with services().database.write() as session:
        found = call_list(session, today)
        record(session, "list", "console", "directory_calls")
    shown = found[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
    return render_template(
        "console/check_next.html",
        checks=[(check, reasons(check, today), to_ask(check)) for check in shown],
        total=len(found),
        number=number,
        is_last=number * _ON_A_PAGE >= len(found),
        may_edit=viewer().role in EDITORS,
    )


@directory_calls.post("/service/<uuid:service_id>/confirm")
@open_to(Door.STAFF, *EDITORS)
def confirm_service(service_id: UUID) -> ResponseReturnValue:
    """Keep that the viewer called today, and that everything is as listed."""
    with services().database.write() as session:
        _there(session, service_id)
        confirm(session, service_id, _act())
        record(session, "confirm", "service", str(service_id))
    flash("Kept: checked today by phone.")
    if request.form.get("from") == "list":
        return redirect(url_for("console.directory_calls.show"), code=303)
    return redirect(url_for("console.directory.show_service", service_id=service_id), code=303)


@directory_calls.post("/service/<uuid:service_id>/beds")
@open_to(Door.STAFF, *EDITORS)
def count_beds(service_id: UUID) -> ResponseReturnValue:
    """Keep how many beds are free now."""
    try:
        available, maximum = _count("available"), _count("maximum") if request.form.get("maximum") else None
        with services().database.write() as session:
            _there(session, service_id)
            set_beds(session, service_id, available, maximum, _act())
            record(session, "count_beds", "service", str(service_id))
    except CountRefusedError as error:
        return service_page(service_id, str(error), form="beds"), 422
    flash("Kept for twelve hours.")
    return redirect(url_for("console.directory.show_service", service_id=service_id), code=303)


def _act() -> Act:
    now = services().clock()
    return Act(viewer().user_id, now, by_phone(now.astimezone(BOSTON).date()))


def _count(name: str) -> int:
    text = request.form.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise CountRefusedError("Beds: give a whole number")
    return int(text)


def _there(session: Session, service_id: UUID) -> None:
    if session.get(Service, service_id) is None:
        abort(404, "There is no such service.")
