"""Lists of places to read and print at `/directory`: one per need, in seven languages, public, without a script.

They are ranked and worded as in the chat.  With the database away a page still names the lines that answer.
"""

from __future__ import annotations

from datetime import datetime
from math import ceil
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, url_for
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.chinese import without_script
from bot.clock_words import BOSTON, clock, date_words
from bot.copy_store import CopyText
from bot.render import Voice
from resources_directory.gazetteer import PlaceFound
from resources_directory.hsds_reading import services_of_places
from resources_directory.needs import NEEDS
from resources_directory.neighborhoods import neighborhoods
from resources_directory.search import Found, Search, look_up
from webhooks.access import Door, open_to
from webhooks.directory_asked import LANGUAGES, Asked, NotAskableError, language
from webhooks.directory_listing import Shown, shown
from webhooks.phone_links import Part, with_links
from webhooks.services import services

directory_pages = Blueprint("directory_pages", __name__, url_prefix="/directory")

ON_A_PAGE = 20
_KEPT_S = 60  # as /about/answers: what was withdrawn is off the page within the minute promised
_EVERY = 10_000


@directory_pages.get("")
@open_to(Door.PUBLIC)
def index() -> Response:
    """Show the lists there are: danger and help lines first, then each need with how many places it has."""
    now = services().clock()
    with services().database.read() as session:
        catalogue = services().shelf.current(session, now)
    counts = {need: catalogue.count(need) for need in NEEDS}
    spoken = language()
    return directory_page(
        "directory_index.html",
        spoken,
        counts=counts,
        help_lines=directory_text("helplines_overview", spoken),
        online=services().public_url + url_for("directory_pages.index", lang=spoken),
    )


@directory_pages.get("/<need>")
@open_to(Door.PUBLIC)
def show_need(need: str) -> Response:
    """Show the places for one need, best first; 404 for a need or page that is not there, 400 for a neighborhood."""
    asked, now = Asked.read(need), services().clock()
    with services().database.read() as session:
        areas = neighborhoods(session)
        place = asked.place(areas)
        found = _found(session, asked, place, now)
        pages = max(1, ceil(len(found.cards) / ON_A_PAGE))
        if asked.page > pages:
            raise NotAskableError(404, "page_no_page")
        listings = _listings(session, found, asked, now)
    return directory_page(
        "directory_need.html",
        asked.language,
        asked=asked,
        areas=areas,
        place=place.name if place else "Boston",
        listings=listings,
        pages=pages,
        as_of=f"{date_words(now, asked.language)}, {clock(now, asked.language)}",
        online=services().public_url + asked.link(),
    )


@directory_pages.errorhandler(NotAskableError)
def not_askable(error: NotAskableError) -> Response:
    """Say what a link asks for that is not there."""
    response = directory_page("directory_sorry.html", language(), message=directory_text(error.copy_id, language()))
    response.status_code = error.status
    return response


@directory_pages.errorhandler(SQLAlchemyError)
def database_away(_error: SQLAlchemyError) -> Response:
    """Name the lines that answer while we cannot read the directory."""
    response = directory_page("directory_sorry.html", language(), message=directory_text("engine_down", language()))
    response.status_code = 503
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(_KEPT_S)
    return response


def _found(session: Session, asked: Asked, place: PlaceFound | None, now: datetime) -> Found:
    """Find all places, in the order of the chat; what is not known to be closed is never left out."""
    search = Search(asked.need, place, now, language=without_script(asked.language), limit=_EVERY)
    found = look_up(services().shelf.current(session, now), search)
    if not asked.hide_closed:
        return found
    return Found(tuple(card for card in found.cards if card.open_state != "closed"), found.remaining)


def _listings(session: Session, found: Found, asked: Asked, now: datetime) -> list[Shown]:
    """Put the listings of the page asked for in words."""
    cards = found.cards[(asked.page - 1) * ON_A_PAGE : asked.page * ON_A_PAGE]
    records = services_of_places(session, [UUID(card.id) for card in cards])
    voice = Voice(services().copy, asked.language, "web", now)
    # What was held back a moment ago is in no record any more.
    return [shown(card, records[UUID(card.id)], voice) for card in cards if UUID(card.id) in records]


def directory_page(template: str, spoken: str, **values: object) -> Response:
    """Render a page; `say` gives its labels, `linked` the parts of a text with the numbers to call."""
    now = services().clock()
    voice = Voice(services().copy, spoken, "web", now)
    page = render_template(
        template,
        **values,
        spoken=spoken,
        languages=LANGUAGES,
        say=voice.phrase,
        linked=_linked,
        danger=directory_text("stand_in_danger", spoken),
        crisis=_crisis_line(),
        today=now.astimezone(BOSTON).date().isoformat(),
        is_demo=services().stage == "demo",
    )
    response = make_response(page)
    response.headers["Cache-Control"] = f"public, max-age={_KEPT_S}"
    return response


def directory_text(copy_id: str, spoken: str) -> CopyText:
    """Return words of ours for a page, with the language they are really in."""
    return services().copy.text(copy_id, spoken, "web")


def _crisis_line() -> str:
    """Return the number of the crisis line, "" once it is withdrawn."""
    copy = services().copy
    number = copy.contacts["crisis"].value
    return "" if copy.withdrawn.names_one(number) else number


def _linked(text: str) -> tuple[Part, ...]:
    contacts = services().copy.contacts.values()
    return with_links(text, (each.value for each in contacts if each.kind in {"service", "phone"}))
