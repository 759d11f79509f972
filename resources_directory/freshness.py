"""How fresh the directory is: its listings by age and need, what is known of them, what is doubted; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from resources_directory.listing import Listing, display_name
from resources_directory.need_words import NEED_NAMES
from resources_directory.trust import Tier, earliest_day, tier

_OLDEST = 10
Tiers = Mapping[Tier, int]


@dataclass(frozen=True, slots=True)
class Freshness:
    """Counts of listings that people are shown; one that meets two needs is under both, and once in the total.

    `places` can be walked to: only they need a point.  `oldest` are (day, name, service), oldest first.
    """

    today: date
    total: int
    tiers: Tiers
    by_need: Mapping[str, Tiers]
    with_hours: int
    with_phone: int
    places: int
    with_point: int
    weak_source: int
    our_doubts: int
    reported_wrong: int
    oldest: Sequence[tuple[date, str, UUID]]


def freshness(by_need: Mapping[str, Sequence[Listing]], today: date) -> Freshness:
    """Count listings given by the need they meet."""
    each = list({listing.id: listing for listings in by_need.values() for listing in listings}.values())
    places = [listing for listing in each if not listing.is_line]
    return Freshness(
        today=today,
        total=len(each),
        tiers=_tiers(each, today),
        by_need={NEED_NAMES.get(need, need): _tiers(by_need[need], today) for need in _in_order(by_need)},
        with_hours=sum(bool(listing.opening_hours) for listing in each),
        with_phone=sum(bool(listing.phone or listing.text_number) for listing in each),
        places=len(places),
        with_point=sum(listing.point is not None for listing in places),
        weak_source=sum(listing.confidence == "low" for listing in each),
        our_doubts=sum(bool(listing.doubt) for listing in each),
        reported_wrong=sum(listing.reported_wrong for listing in each),
        oldest=_oldest(each),
    )


def share(count: int, total: int) -> str:
    """Say a count with its share of a total: "12 of 40 (30 %)"."""
    return f"{count} of {total} ({count / total:.0%})" if total else "0 of 0"


def _in_order(by_need: Mapping[str, Sequence[Listing]]) -> list[str]:
    """Order needs by how many listings they have, most first."""
    return sorted(by_need, key=lambda need: (-len(by_need[need]), need))


def _tiers(listings: Iterable[Listing], today: date) -> Tiers:
    counted = Counter(tier(listing.source_date, today) for listing in listings)
    return {each: counted[each] for each in Tier}


def _oldest(listings: Iterable[Listing]) -> list[tuple[date, str, UUID]]:
    dated = (
        (day, display_name(listing.organization, listing.service), listing.service_id)
        for listing in listings
        if (day := earliest_day(listing.source_date))
    )
    return sorted(dated)[:_OLDEST]
