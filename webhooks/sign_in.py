"""Signing in to the console and out of it; a refusal never tells which names exist."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from staff import Refused, end_session
from staff import sign_in as open_session
from webhooks.access import Door, open_to
from webhooks.console_door import give_cookie, record, session_token, take_cookie, viewer
from webhooks.console_words import when
from webhooks.services import services

sign_in = Blueprint("sign_in", __name__)

_REFUSED = "That name and password do not go together."
_ENDED = "Your session has ended. Alerts are not shown here. Please sign in again."
_LOCKED = "Too many tries for this name. Try again after {time}."


@sign_in.get("/sign-in")
@open_to(Door.PUBLIC)
def show() -> ResponseReturnValue:
    """Show the sign-in form."""
    return render_template("console/sign_in.html", refusal=_ENDED if request.args.get("ended") else "")


@sign_in.post("/sign-in")
@open_to(Door.PUBLIC)
def enter() -> ResponseReturnValue:
    """Open a session, or show the form again: 403 when refused, 429 while the name has to wait."""
    now = services().clock()
    with services().database.write() as session:
        result = open_session(session, request.form.get("username", ""), request.form.get("password", ""), now)
    if isinstance(result, Refused):
        return _refused(result, now)
    response = redirect(url_for("console.home.show"), code=303)
    give_cookie(response, result.token)
    return response


@sign_in.post("/sign-out")
@open_to(Door.STAFF)
def leave() -> ResponseReturnValue:
    """End the session here and in the database."""
    with services().database.write() as session:
        end_session(session, session_token(), now=services().clock())
        record(session, "logout", "user", str(viewer().user_id))
    response = redirect(url_for("console.sign_in.show"), code=303)
    take_cookie(response)
    return response


def _refused(refused: Refused, now: datetime) -> ResponseReturnValue:
    if refused.retry_at is None:
        return render_template("console/sign_in.html", refusal=_REFUSED), 403
    wait_s = max(1, int((refused.retry_at - now).total_seconds()))
    words = _LOCKED.format(time=when(refused.retry_at + timedelta(seconds=59)))  # the next whole minute
    return render_template("console/sign_in.html", refusal=words), 429, {"Retry-After": str(wait_s)}
