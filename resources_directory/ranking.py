"""The order in which places are offered; pure and plain: the fast `search_index` must agree with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import inf
from uuid import UUID

from resources_directory import hours
from resources_directory.geography import DOWNTOWN, Point, metres_between
from resources_directory.hours import BOSTON
from resources_directory.listing import Listing
from resources_directory.traits import GROUPS, shuts_out
from resources_directory.trust import is_old
from resources_directory.wall_hours import StateName

#: Farther than this nobody goes while anything nearer is left.
FAR_M = 20_000.0
OPEN_FIRST: dict[StateName, int] = {"open": 0, "unknown": 1, "closed": 2}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the order depends on besides the listings; without a `place`, near means near downtown Boston.

    `traits` (ids of `resources_directory.traits`) are what the person named: who they are, how they pay.
    """

    now: datetime
    place: Point | None = None
    walk_in: bool = False
    language: str = "en"
    traits: frozenset[str] = frozenset()

    @property
    def point(self) -> Point:
        """Return the point that distances are measured from."""
        return self.place or DOWNTOWN

    @property
    def today(self) -> date:
        """Return the day in Boston, by which the age of a record counts."""
        return self.now.astimezone(BOSTON).date()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A listing with what was worked out for it; `metres` is infinite when it has no point or is a line."""

    listing: Listing
    state: StateName
    metres: float


def rank(listings: Iterable[Listing], wish: Wish) -> list[Ranked]:
    """Order listings best first, showing each place and each phone line once.

    Whoever would be turned away comes last.  Else: places before lines; within 20 km before beyond; what was asked for
    (walk-in, a trait) before what nobody affirms; open, unknown, closed; fresh, old, doubtful; for everybody before for
    a group not named; the person's language; near before far, a known point before none; then by name.
    """
    ordered = sorted((ranked(listing, wish) for listing in listings), key=lambda item: order_key(item, wish))
    return once(ordered)


def once(ordered: Iterable[Ranked]) -> list[Ranked]:
    """Keep the first of those that are one place or one line."""
    seen: dict[str | UUID, Ranked] = {}
    for item in ordered:
        seen.setdefault(item.listing.same_as, item)
    return list(seen.values())


def ranked(listing: Listing, wish: Wish) -> Ranked:
    """Work out a listing's state and distance."""
    is_measured = listing.point is not None and not listing.is_line
    metres = metres_between(wish.point, listing.point) if is_measured and listing.point else inf
    return Ranked(listing, hours.state_name(listing.opening_hours, wish.now), metres)


def order_key(item: Ranked, wish: Wish) -> tuple[object, ...]:
    """Return what `rank` sorts by; see there."""
    listing = item.listing
    return (
        shuts_out(wish.traits, listing.traits),
        listing.is_line,
        is_far(item.metres),
        unmet(listing, wish),
        OPEN_FIRST[item.state],
        wariness(listing, wish.today),
        bool(listing.traits & GROUPS - wish.traits) and not listing.traits & GROUPS & wish.traits,
        wish.language != "en" and wish.language not in listing.languages,
        item.metres,
        *by_name(listing),
    )


def by_name(listing: Listing) -> tuple[str, str, UUID]:
    """Return what decides between equals."""
    return listing.organization, listing.service, listing.id


def is_far(metres: float) -> bool:
    """Tell whether a place is too far to be offered before nearer ones; one whose point is unknown is not."""
    return FAR_M < metres < inf


def unmet(listing: Listing, wish: Wish) -> int:
    """Count what was asked for and is not affirmed."""
    return len(wish.traits - listing.traits) + (wish.walk_in and not listing.walk_in)


def wariness(listing: Listing, today: date) -> int:
    """Return 0 for a fresh record, 1 for one over 180 days old, 2 for a doubtful one."""
    return 2 if listing.is_doubtful else int(is_old(listing.source_date, today))
