"""Where anybody says that a listing is wrong, at `/directory/wrong/<id>`: six reasons, no words of theirs, no script.

Nothing is kept of who says it.  The form holds a CSRF token, so that no other site can send it for a visitor.
"""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from resources_directory.editors_search import names_of
from resources_directory.reports import Channel, UnknownListingError, is_shown, report
from resources_directory.service_record import service_at
from resources_directory.trust import Reason
from webhooks.access import Door, open_to
from webhooks.directory_asked import NotAskableError, language
from webhooks.directory_pages import database_away, directory_page, not_askable
from webhooks.services import services

directory_wrong = Blueprint("directory_wrong", __name__, url_prefix="/directory/wrong")
directory_wrong.register_error_handler(NotAskableError, not_askable)
directory_wrong.register_error_handler(SQLAlchemyError, database_away)


@directory_wrong.get("/<uuid:place_id>")
@open_to(Door.PUBLIC)
def ask(place_id: UUID) -> Response:
    """Show the reasons for one listing; 404 for one that people may not see."""
    return _form(place_id)


@directory_wrong.post("/<uuid:place_id>")
@open_to(Door.PUBLIC)
def tell(place_id: UUID) -> AnyResponse:
    """Keep one reason; without one the form comes again."""
    reason = request.form.get("reason", "")
    if reason not in set(Reason):
        response = _form(place_id, must_choose=True)
        response.status_code = 422
        return response
    try:
        with services().database.write() as session:
            report(session, place_id, Reason(reason), Channel.WEB, now=services().clock())
    except UnknownListingError:
        raise NotAskableError(404, "page_wrong_gone") from None
    return redirect(url_for("directory_wrong.thank", lang=language()), code=303)


@directory_wrong.get("/thanks")
@open_to(Door.PUBLIC)
def thank() -> Response:
    """Say what happens next."""
    return directory_page("directory_wrong_thanks.html", language())


def _form(place_id: UUID, *, must_choose: bool = False) -> Response:
    with services().database.read() as session:
        if not is_shown(session, place_id):
            raise NotAskableError(404, "page_wrong_gone")
        service_id = service_at(session, place_id) or abort(404)
        name = names_of(session, [service_id])[service_id]
    page = directory_page(
        "directory_wrong.html", language(), place_id=place_id, name=name, reasons=list(Reason), must_choose=must_choose
    )
    page.headers["Cache-Control"] = "no-store"  # the token is one visitor's
    return page
