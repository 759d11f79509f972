"""How fresh the directory is, in the console: counts, a picture, and the oldest."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from resources_directory.freshness import Freshness, freshness, share
from resources_directory.freshness_picture import WORDS, picture
from resources_directory.hours import BOSTON
from resources_directory.shown import listings
from webhooks.access import Door, open_to
from webhooks.console_directory import READERS
from webhooks.console_door import record
from webhooks.services import services

directory_freshness = Blueprint("directory_freshness", __name__, url_prefix="/directory")


@directory_freshness.get("/freshness")
@open_to(Door.STAFF, *READERS)
def show() -> ResponseReturnValue:
    """Show the report."""
    with services().database.write() as session:
        report = _report(session)
        record(session, "list", "console", "directory_freshness")
    return render_template("console/freshness.html", report=report, words=WORDS, share=share)


@directory_freshness.get("/freshness.svg")
@open_to(Door.STAFF, *READERS)
def show_picture() -> Response:
    """Draw the report's picture; it belongs to the page that was noted as opened."""
    with services().database.read() as session:
        report = _report(session)
    return Response(picture(report), mimetype="image/svg+xml")


def _report(session: Session) -> Freshness:
    return freshness(listings(session), services().clock().astimezone(BOSTON).date())
