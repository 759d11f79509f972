"""Choose between the places a text names, or the places that share one name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from resources_directory.geography import metres_between
from resources_directory.place_index import KnownPlace
from resources_directory.place_mentions import Mention
from resources_directory.place_names import is_weak
from resources_directory.place_presence import presence
from resources_directory.words import Words, words

#: Places of one name nearer than this are as good as one place to somebody on foot.
_SAME_M = 1_500
#: "Fields Corner in Dorchester": a spot this near to a named area is a part of it.
_WITHIN_M = 4_000
_KINDS = {"neighborhood": 0, "city": 1, "station": 2, "landmark": 3}


def choose(found: Sequence[Mention], typed: Words = ()) -> Sequence[KnownPlace]:
    """Return the one place that is meant, several when nobody can tell, or none; `typed` are the words of the text.

    Where the person is now counts before where they were; then a place after "near" or "cerca de" before others, a
    later one before an earlier, a spot before its area.
    """
    if not found:
        return ()
    before = {id(other): one for one, other in pairwise(found)}
    at = {id(each): presence(each, before.get(id(each)), typed) for each in found}
    best = max(found, key=lambda mention: (at[id(mention)], mention.after_locator, mention.start))
    others = [mention for mention in found if mention is not best and at[id(mention)] >= 0]
    meant = _near_others(_meant(best), others)
    return _spot_within(meant[0], best, others) if len(meant) == 1 else meant


def _meant(mention: Mention) -> Sequence[KnownPlace]:
    """Narrow the places of one name: the likeliest first, several only when they are far apart."""
    places = sorted(mention.places, key=lambda place: (words(place.name) != mention.name, _KINDS[place.kind]))
    if len(places) > 1:
        places = _without_nicknamed_areas(places, mention)
    first = places[0]
    apart = [place for place in places if not _is_same(first, place)]
    return [first, *_one_of_each(apart)]


def _without_nicknamed_areas(places: Sequence[KnownPlace], mention: Mention) -> list[KnownPlace]:
    """Leave out areas that only borrow the name: "Harvard Square" is the square, though Cambridge lists it too."""
    own = [place for place in places if not place.is_area or words(place.name) == mention.name]
    return own or list(places)


def _is_same(one: KnownPlace, other: KnownPlace) -> bool:
    if metres_between(one.point, other.point) <= _SAME_M:
        return True
    return one.kind == "city" and other.town == one.name


def _one_of_each(places: Sequence[KnownPlace]) -> list[KnownPlace]:
    kept: list[KnownPlace] = []
    for place in places:
        if not any(_is_same(known, place) for known in kept):
            kept.append(place)
    return kept


def _near_others(meant: Sequence[KnownPlace], others: Sequence[Mention]) -> Sequence[KnownPlace]:
    """Let another place in the text decide: "Union Square Somerville"."""
    if len(meant) == 1:
        return meant
    named = [place for other in others for place in other.places]
    near = [place for place in meant if any(_is_within(place, area) for area in named)]
    return near if len(near) == 1 else meant


def _spot_within(place: KnownPlace, best: Mention, others: Sequence[Mention]) -> Sequence[KnownPlace]:
    if not place.is_area:
        return _area_beside(place, best, others) or [place]
    for other in reversed(others):
        spots = [spot for spot in _meant(other) if not spot.is_area and _is_within(spot, place)]
        is_beside = other.after_locator or other.end + 1 >= best.start
        if len(spots) == 1 and is_beside:
            return spots
    return [place]


def _area_beside(spot: KnownPlace, best: Mention, others: Sequence[Mention]) -> Sequence[KnownPlace]:
    """Return the area named right beside a spot of a common name that lies elsewhere: "Eliot Square Roxbury"."""
    for other in others:
        is_beside = 0 <= other.start - best.end <= 1 or 0 <= best.start - other.end <= 1
        areas = [place for place in other.places if place.is_area]
        if is_weak(best.name) and is_beside and areas and not any(_is_within(spot, area) for area in areas):
            return areas[:1]
    return ()


def _is_within(spot: KnownPlace, area: KnownPlace) -> bool:
    return metres_between(spot.point, area.point) <= _WITHIN_M
