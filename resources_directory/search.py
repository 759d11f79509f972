"""Find places that meet a need, near a place, at a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from math import isinf

from bot.answer import Card
from resources_directory import hours
from resources_directory.catalogue import Catalogue
from resources_directory.gazetteer import PlaceFound
from resources_directory.geography import miles, walk_minutes
from resources_directory.listing import card
from resources_directory.needs import NEEDS
from resources_directory.ranking import Ranked, Wish, rank
from resources_directory.search_index import AskedIndex
from resources_directory.traits import GROUPS, TRAIT_NAMES

#: Who answers the phone for people who look for any kind of help; asked where a need has no line of its own.
GENERAL_LINES = "access_to_care"


class UnknownNeedError(ValueError):
    """The directory has no such need; `resources_directory.needs.NEEDS` lists those it has."""


@dataclass(frozen=True, slots=True)
class Search:
    """A question to the directory; `walk_in` and `traits` prefer what is affirmed to what nobody says."""

    need: str
    place: PlaceFound | None
    now: datetime
    walk_in: bool = False
    language: str = "en"
    limit: int = 3
    offset: int = 0
    traits: frozenset[str] = frozenset()

    @property
    def wish(self) -> Wish:
        """Return what the order depends on; traits the directory does not know are left aside."""
        point = (self.place.latitude, self.place.longitude) if self.place else None
        known = frozenset(self.traits & TRAIT_NAMES.keys())
        return Wish(self.now, point, self.walk_in, self.language, known)


@dataclass(frozen=True, slots=True)
class Found:
    """The cards asked for, best first, and how many more there are after them."""

    cards: tuple[Card, ...]
    remaining: int


def look_up(catalogue: Catalogue, search: Search) -> Found:
    """Find the places that meet a need, best first; raises UnknownNeedError and, for a naive `now`, ValueError.

    Far, closed and doubtful places come last but are never left out, so a need that has any place always finds one.
    A line that is answered now comes before them all where no place within reach is known to be open, or where it alone
    is for the people the person named (families, veterans).
    """
    if search.need not in NEEDS:
        raise UnknownNeedError("no such need")
    if search.now.tzinfo is None:
        raise ValueError("now must be aware")
    index = catalogue.index(search.need)
    asked = index.asked(search.wish)
    line = _line_first(catalogue, search, asked)
    after = search.offset + search.limit
    ordered = _with_first(line, asked.first(after + 1))
    extra = line is not None and line.listing.same_as not in index.line_keys
    remaining = max(0, index.places + extra - after)
    return Found(tuple(_card(item, search) for item in ordered[search.offset : after]), remaining)


def _line_first(catalogue: Catalogue, search: Search, asked: AskedIndex) -> Ranked | None:
    groups = search.wish.traits & GROUPS
    if groups and not asked.is_any_for(groups):
        theirs = [item for item in _open_lines(catalogue, search.need, search) if groups & item.listing.traits]
        if theirs:
            return theirs[0]
    return None if asked.is_any_open() else _answered_now(catalogue, search)


def _answered_now(catalogue: Catalogue, search: Search) -> Ranked | None:
    """Return the line to begin with when no place is known to be open: the need's own, else a general one."""
    for need in dict.fromkeys((search.need, GENERAL_LINES)):
        answered = _open_lines(catalogue, need, search)
        if answered:
            return answered[0]
    return None


def _open_lines(catalogue: Catalogue, need: str, search: Search) -> list[Ranked]:
    return [item for item in rank(catalogue.index(need).lines, search.wish) if item.state == "open"]


def _with_first(line: Ranked | None, ordered: list[Ranked]) -> list[Ranked]:
    """Put the line before the others, and not a second time among them."""
    if line is None:
        return ordered
    return [line, *(item for item in ordered if item.listing.same_as != line.listing.same_as)]


def _card(item: Ranked, search: Search) -> Card:
    """Show a place with how far it is: on foot up to an hour, else in miles, so that far is never left unsaid."""
    state = hours.state(item.listing.opening_hours, search.now)
    shown = card(item.listing, state, search.now)
    if search.place is None or item.listing.is_line or isinf(item.metres):
        return shown
    walk = walk_minutes(item.metres)
    return replace(shown, walk_minutes=walk, miles=miles(item.metres) if walk is None else None)
