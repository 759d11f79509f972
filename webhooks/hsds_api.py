"""The directory for other programs: the HSDS 3.1 read API at `/hsds/3.1`, public, without cookies, with ETags.

Lists take the standard's parameters in the query or, by POST, in a JSON body (so that a place need not stand in a URL).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session

from resources_directory import hsds_objects as objects
from resources_directory import hsds_reading as reading
from resources_directory.hsds_objects import Json
from resources_directory.hsds_reading import Page, Query
from resources_directory.vocabulary import taxonomy_id as id_of
from webhooks.access import Door, open_to
from webhooks.hsds_answers import answer, lines, missing, page_of
from webhooks.hsds_openapi import PROFILE, openapi
from webhooks.hsds_query import MOST_ON_A_PAGE, as_ndjson, asked_for, circle, is_yes, query_of
from webhooks.services import services

hsds_api = Blueprint("hsds", __name__, url_prefix="/hsds/3.1")

VERSION = "3.1"


@hsds_api.before_request
def not_too_often() -> Response | None:
    """Refuse whoever asks too often."""
    return services().api_limit.refusal()


@hsds_api.get("/")
@open_to(Door.PUBLIC)
def about() -> Response:
    """Say which version of the standard this is, and where our own fields are told."""
    return answer(
        {
            "version": VERSION,
            "profile": url_for("hsds.profile", _external=True),
            "openapi_url": url_for("hsds.description", _external=True),
        }
    )


@hsds_api.get("/profile")
@open_to(Door.PUBLIC)
def profile() -> Response:
    """Tell the fields that are ours and not the standard's."""
    return answer({"name": "Boston recovery support directory", "hsds": VERSION, "fields": PROFILE})


@hsds_api.get("/openapi.json")
@open_to(Door.PUBLIC)
def description() -> Response:
    """Describe this API by OpenAPI."""
    return answer(openapi(VERSION))


@hsds_api.route("/services", methods=["GET", "POST"])
@open_to(Door.PUBLIC)
def list_services() -> Response:
    """List services; `full=true` gives each whole, `minimal=true` only its id and when it changed."""
    asked = asked_for()
    full, minimal = is_yes(asked, "full"), is_yes(asked, "minimal")
    now = services().clock()

    def read(session: Session, page: Page) -> list[Json]:
        rows = reading.read_services(session, page.ids)
        if minimal:
            return [objects.minimal_service(each) for each in rows]
        return [objects.full_service(each, now=now) if full else _listed(each) for each in rows]

    return _list(reading.services_page, read, asked)


@hsds_api.get("/services/<uuid:service_id>")
@open_to(Door.PUBLIC)
def show_service(service_id: UUID) -> Response:
    """Show one service whole."""
    with services().database.read() as session:
        found = reading.read_services(session, [service_id])
        return answer(objects.full_service(found[0], now=services().clock())) if found else missing()


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
            return missing()
        whole = [objects.full_service(each, now=now) for each in rows]
        return answer({**objects.organization(rows[0].organization), "services": whole})


@hsds_api.route("/service_at_locations", methods=["GET", "POST"])
@open_to(Door.PUBLIC)
def list_places() -> Response:
    """List services at locations."""

    def read(session: Session, page: Page) -> list[Json]:
        found = reading.services_of_places(session, page.ids)
        return [_place(place_id, rows, now) for place_id, rows in found.items()]

    now = services().clock()
    return _list(reading.places_page, read, asked_for())


@hsds_api.get("/service_at_locations/<uuid:place_id>")
@open_to(Door.PUBLIC)
def show_place(place_id: UUID) -> Response:
    """Show one service at one location."""
    with services().database.read() as session:
        found = reading.services_of_places(session, [place_id])
        return answer(_place(place_id, found[place_id], services().clock())) if found else missing()


@hsds_api.route("/taxonomies", methods=["GET", "POST"])
@open_to(Door.PUBLIC)
def list_taxonomies() -> Response:
    """List our needs and traits, and whatever taxonomies an import brought."""

    def find(session: Session, query: Query) -> Page:
        ids = [id_of(name) for name in reading.taxonomies(session)]
        before = (query.page - 1) * query.per_page
        return Page(ids[before : before + query.per_page], len(ids))

    return _list(find, lambda session, page: [_taxonomy(session, each) for each in page.ids], asked_for())


@hsds_api.get("/taxonomies/<uuid:taxonomy_id>")
@open_to(Door.PUBLIC)
def show_taxonomy(taxonomy_id: UUID) -> Response:
    """Show one taxonomy."""
    with services().database.read() as session:
        return answer(_taxonomy(session, taxonomy_id))


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
        return answer(objects.taxonomy_term(found[0])) if found else missing()


def _listed(rows: objects.ServiceRows) -> Json:
    return {**objects.service(rows), "organization": objects.organization(rows.organization)}


def _place(place_id: UUID, rows: objects.ServiceRows, now: datetime) -> Json:
    here = next(place for place in rows.places if place.link.id == place_id)
    return {**objects.service_at_location(here, now=now), "service": _listed(rows)}


def _taxonomy(session: Session, asked: UUID) -> Json:
    named = [name for name in reading.taxonomies(session) if id_of(name) == asked]
    return objects.taxonomy(named[0]) if named else missing()


def _list(
    find: Callable[[Session, Query], Page], read: Callable[[Session, Page], list[Json]], asked: Mapping[str, str]
) -> Response:
    """Answer a page, or with `format=ndjson` every record, one a line."""
    with services().database.read() as session:
        near, radius = circle(asked, partial(reading.zip_center, session))
        query = replace(query_of(asked), near=near, radius_m=radius)
        if not as_ndjson(asked):
            page = find(session, query)
            return answer(page_of(query, page.total, read(session, page)))
    return lines(lambda session, number: _whole_page(find, read, replace(query, page=number), session))


def _whole_page(
    find: Callable[[Session, Query], Page],
    read: Callable[[Session, Page], list[Json]],
    query: Query,
    session: Session,
) -> list[Json]:
    return read(session, find(session, replace(query, per_page=MOST_ON_A_PAGE)))
