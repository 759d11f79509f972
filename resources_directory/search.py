"""Find places that meet a need, near a place, at a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from math import isinf

from sqlalchemy.orm import Session

from bot.answer import Card
from resources_directory.gazetteer import PlaceFound
from resources_directory.geography import miles, walk_minutes
from resources_directory.listing import card
from resources_directory.needs import NEEDS
from resources_directory.ranking import Ranked, Wish, rank
from resources_directory.shown import listings


class UnknownNeedError(ValueError):
    """The directory has no such need; `resources_directory.needs.NEEDS` lists those it has."""


@dataclass(frozen=True, slots=True)
class Search:
    """A question to the directory; `walk_in` prefers places known to take people without an appointment."""

    need: str
    place: PlaceFound | None
    now: datetime
    walk_in: bool = False
    language: str = "en"
    limit: int = 3
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The cards asked for, best first, and how many more there are after them."""

    cards: tuple[Card, ...]
    remaining: int


def find(session: Session, search: Search) -> Found:
    """Find the places that meet a need, best first; raises UnknownNeedError and, for a naive `now`, ValueError.

    Far, closed and doubtful places come last but are never left out, so a need that has any place always finds one.
    """
    if search.need not in NEEDS:
        raise UnknownNeedError("no such need")
    place = search.place
    wish = Wish(search.now, (place.latitude, place.longitude) if place else None, search.walk_in, search.language)
    ranked = rank(listings(session, search.need), wish)
    page = ranked[search.offset : search.offset + search.limit]
    remaining = max(0, len(ranked) - search.offset - search.limit)
    return Found(tuple(_card(item, search) for item in page), remaining)


def _card(item: Ranked, search: Search) -> Card:
    """Show a place with how far it is: on foot up to an hour, else in miles, so that far is never left unsaid."""
    shown = card(item.listing, item.hours, search.now)
    if search.place is None or item.listing.is_line or isinf(item.metres):
        return shown
    walk = walk_minutes(item.metres)
    return replace(shown, walk_minutes=walk, miles=miles(item.metres) if walk is None else None)
