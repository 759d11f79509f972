"""The order in which places are offered; pure, so that a brute-force reference can check it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import inf
from uuid import UUID

from resources_directory import hours
from resources_directory.geography import DOWNTOWN, Point, metres_between
from resources_directory.hours import OpenState
from resources_directory.listing import Listing

#: Farther than this nobody goes while anything nearer is left.
FAR_M = 20_000.0
_OPEN_FIRST = {"open": 0, "unknown": 1, "closed": 2}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the order depends on besides the listings; without a `place`, near means near downtown Boston."""

    now: datetime
    place: Point | None = None
    walk_in: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A listing with what was worked out for it; `metres` is infinite when it has no point."""

    listing: Listing
    hours: OpenState
    metres: float
    key: tuple[object, ...]


def rank(listings: Iterable[Listing], wish: Wish) -> list[Ranked]:
    """Order listings best first, showing each place and each phone line once.

    Places before lines; within 20 km before beyond; walk-in first when asked; open, unknown, closed; trusted before
    doubtful; the person's language; near before far, a known point before none; then by name.
    """
    ordered = sorted((_ranked(listing, wish) for listing in listings), key=lambda item: item.key)
    once: dict[str | UUID, Ranked] = {}
    for item in ordered:
        once.setdefault(item.listing.same_as, item)
    return list(once.values())


def _ranked(listing: Listing, wish: Wish) -> Ranked:
    state = hours.state(listing.opening_hours, wish.now)
    metres = metres_between(wish.place or DOWNTOWN, listing.point) if listing.point else inf
    key = (
        listing.is_line,
        FAR_M < metres < inf,
        wish.walk_in and not listing.walk_in,
        _OPEN_FIRST[state.state],
        listing.is_doubtful,
        wish.language != "en" and wish.language not in listing.languages,
        inf if listing.is_line else metres,
        listing.organization,
        listing.service,
        listing.id,
    )
    return Ranked(listing, state, metres, key)
