"""The directory for other programs: the HSDS 3.1 read API at `/hsds/3.1`, public, without cookies, with ETags.

Lists take the standard's parameters in the query or, by POST, in a JSON body (so that a place need not stand in a URL).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import NoReturn
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, request, url_for
from sqlalchemy.orm import Session

from resources_directory import hsds_objects as objects
from resources_directory import hsds_reading as reading
from resources_directory.hsds_objects import TAXONOMY_NAME, Json
from resources_directory.hsds_reading import Page, Query
from resources_directory.identity import stable_id
from webhooks.access import Door, open_to
from webhooks.hsds_query import MOST_ON_A_PAGE, asked_for, query_of
from webhooks.services import services

hsds_api = Blueprint("hsds", __name__, url_prefix="/hsds/3.1")

VERSION = "3.1"
TAXONOMY_ID = stable_id("taxonomy", TAXONOMY_NAME)
#: Where the standard's own description of this API is kept.
_OPENAPI = "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json"


@hsds_api.get("/")
@open_to(Door.PUBLIC)
def about() -> Response:
    """Say which version of the standard this is, and where our own fields are told."""
    return _answer({"version": VERSION, "profile": url_for("hsds.profile", _external=True), "openapi_url": _OPENAPI})


@hsds_api.get("/profile")
@open_to(Door.PUBLIC)
def profile() -> Response:
    """Tell the fields that are ours and not the standard's."""
    return _answer({"name": "Boston recovery support directory", "hsds": VERSION, "fields": PROFILE})


@hsds_api.route("/services", methods=["GET", "POST"])
@open_to(Door.PUBLIC)
def list_services() -> Response:
    """List services; `full=true` gives each whole."""
    asked = asked_for()
    full = asked.get("full") == "true"

    def read(session: Session, page: Page) -> list[Json]:
        now = services().clock()
        rows = reading.read_services(session, page.ids)
        return [objects.full_service(each, now=now) if full else _listed(each) for each in rows]

    return _list(reading.services_page, read, asked)


@hsds_api.get("/services/<uuid:service_id>")
@open_to(Door.PUBLIC)
def show_service(service_id: UUID) -> Response:
    """Show one service whole."""
    with services().database.read() as session:
        found = reading.read_services(session, [service_id])
        return _answer(objects.full_service(found[0], now=services().clock())) if found else _missing()


@hsds_api.route("/organizations", methods=["GET", "POST"])
@open_to(Door.PUBLIC)
def list_organizations() -> Response:
    """List organizations that run a service."""

    def read(session: Session, page: Page) -> list[Json]:
        return [objects.organization(row) for row in reading.read_organizations(session, page.ids)]

    return _list(reading.organizations_page, read, asked_for())


@hsds_api.get("/organizations/<uuid:organization_id>")
@open_to(Door.PUBLIC)
def show_organization(organization_id: UUID) -> Response:
    """Show one organization with its services."""
    with services().database.read() as session:
        mine = reading.services_page(session, Query(organization_id=organization_id, per_page=MOST_ON_A_PAGE))
        rows, now = reading.read_services(session, mine.ids), services().clock()
        if not rows:
            return _missing()
        whole = [objects.full_service(each, now=now) for each in rows]
        return _answer({**objects.organization(rows[0].organization), "services": whole})


@hsds_api.route("/service_at_locations", methods=["GET", "POST"])
@open_to(Door.PUBLIC)
def list_places() -> Response:
    """List services at locations."""

    def read(session: Session, page: Page) -> list[Json]:
        found = reading.services_of_places(session, page.ids)
        return [_place(place_id, rows) for place_id, rows in found.items()]

    return _list(reading.places_page, read, asked_for())


@hsds_api.get("/service_at_locations/<uuid:place_id>")
@open_to(Door.PUBLIC)
def show_place(place_id: UUID) -> Response:
    """Show one service at one location."""
    with services().database.read() as session:
        found = reading.services_of_places(session, [place_id])
        return _answer(_place(place_id, found[place_id])) if found else _missing()


@hsds_api.route("/taxonomies", methods=["GET", "POST"])
@open_to(Door.PUBLIC)
def list_taxonomies() -> Response:
    """List our one taxonomy."""
    return _list(lambda _session, _query: Page([TAXONOMY_ID], 1), lambda *_: [_taxonomy()], asked_for())


@hsds_api.get("/taxonomies/<uuid:taxonomy_id>")
@open_to(Door.PUBLIC)
def show_taxonomy(taxonomy_id: UUID) -> Response:
    """Show our taxonomy."""
    return _answer(_taxonomy()) if taxonomy_id == TAXONOMY_ID else _missing()


@hsds_api.route("/taxonomy_terms", methods=["GET", "POST"])
@open_to(Door.PUBLIC)
def list_terms() -> Response:
    """List the needs our directory knows."""

    def read(session: Session, page: Page) -> list[Json]:
        return [objects.taxonomy_term(row) for row in reading.read_terms(session, page.ids)]

    return _list(reading.terms_page, read, asked_for())


@hsds_api.get("/taxonomy_terms/<uuid:term_id>")
@open_to(Door.PUBLIC)
def show_term(term_id: UUID) -> Response:
    """Show one need."""
    with services().database.read() as session:
        found = reading.read_terms(session, [term_id])
        return _answer(objects.taxonomy_term(found[0])) if found else _missing()


#: Our own fields; everything else is the standard's.
PROFILE: Mapping[str, str] = {
    "x_walk_in": "true when the source says people may come without an appointment; false when nobody says so",
    "x_source_url": "the page the record was read on",
    "x_source_date": "the date of that page, as far as it gives one: a year, a month or a day",
    "x_confidence": "high, medium or low: how sure we are",
    "x_doubt": "why we are less sure; empty when nothing is in doubt",
    "x_neighborhood": "the place as a person would say it",
    "x_opening_hours": "OpenStreetMap opening_hours, Boston time; empty when not known",
    "x_open_state": "open, closed or unknown at the moment of the answer",
}


def _listed(rows: objects.ServiceRows) -> Json:
    return {**objects.service(rows), "organization": objects.organization(rows.organization)}


def _place(place_id: UUID, rows: objects.ServiceRows) -> Json:
    here = next(place for place in rows.places if place.link.id == place_id)
    return {**objects.service_at_location(here, now=services().clock()), "service": _listed(rows)}


def _taxonomy() -> Json:
    return {
        "id": str(TAXONOMY_ID),
        "name": TAXONOMY_NAME,
        "description": "What people ask us for, from naloxone to a bed for a family.",
        "version": VERSION,
    }


def _list(
    find: Callable[[Session, Query], Page], read: Callable[[Session, Page], list[Json]], asked: Mapping[str, str]
) -> Response:
    query = query_of(asked)
    with services().database.read() as session:
        page = find(session, query)
        contents = read(session, page)
    pages = max(1, ceil(page.total / query.per_page))
    return _answer(
        {
            "total_items": page.total,
            "total_pages": pages,
            "page_number": query.page,
            "size": len(contents),
            "first_page": query.page == 1,
            "last_page": query.page >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )


def _missing() -> NoReturn:
    abort(404, "There is no such record.")


def _answer(body: Mapping[str, object]) -> Response:
    """Answer JSON with an ETag; who has it already gets 304 and no body."""
    response = jsonify(body)
    response.headers["Cache-Control"] = "public, max-age=60"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    response.make_conditional(request)
    return response
