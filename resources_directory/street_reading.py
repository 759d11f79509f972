"""Read the street corner or the block a text names; pure.

A person's exact house number is given to nobody: an address is rounded to its block of a hundred numbers, both its
name ("700 block of Albany St (South End)") and its point. The name reads back as the same point, at most 400 m from
the door, so that a dialogue can remember it while neither a log nor another process ever holds the door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resources_directory.geography import Point, metres_between
from resources_directory.place_index import KnownPlace
from resources_directory.place_mentions import Mention
from resources_directory.street_index import Crossing, StreetIndex
from resources_directory.street_numbers import SAME_M, locate
from resources_directory.street_phrases import Phrase, block_middle, phrases
from resources_directory.words import Words, words

#: A spot this near to the middle of a named area can be a part of it (as between landmarks).
_WITHIN_M = 4_000.0
#: Of two spots near a named area the one nearer by this much is meant.
_CLEARLY_NEARER_M = 1_500.0
#: The middle of the block must be this near to the door, or the street is not known well enough.
_BLOCK_M = 400.0
#: More choices than this do not fit one question; those in Boston come first.
_MOST_CHOICES = 6
_IN = frozenset({("in",), ("en",), ("em",), ("nan",)})


@dataclass(frozen=True, slots=True)
class StreetPlace:
    """A corner or a block with a name that reads back as it; `kind` is `address` or `intersection`."""

    name: str
    kind: str
    area: str
    point: Point


class StreetReader:
    """Reads corners and blocks out of texts; `outside` are the names of the towns around Boston."""

    def __init__(self, index: StreetIndex, outside: frozenset[str]) -> None:
        self._index = index
        self._outside = outside

    def read(self, text: str, named: Sequence[Mention], zips: Sequence[KnownPlace]) -> Sequence[StreetPlace]:
        """Return the corner or block `text` names, several more than 1.5 km apart when nobody can tell, or none.

        `named` are the places the gazetteer found in the text, `zips` its ZIP areas. A landmark that covers the same
        words ("1010 Mass Ave"), or one after "near" where the street is not, counts before a street. While few streets
        are known an address is given only in a neighborhood or town that the text names: the name may be used again.
        """
        typed = words(text)
        for phrase in sorted(phrases(text, self._index), key=_likelihood, reverse=True):
            places = self._places(phrase, typed, _areas(phrase, named, zips))
            if places:
                return () if any(_goes_before(mention, phrase) for mention in named) else places
        return ()

    def _places(self, phrase: Phrase, typed: Words, areas: Sequence[KnownPlace]) -> Sequence[StreetPlace]:
        known = self._corners(phrase) if phrase.cross else self._blocks(phrase)
        town = self._town_after(phrase, typed)
        places = [place for place in known if town in {None, place.area}]
        said = [place for place in places if _says(typed[phrase.end :], place.area)]
        meant = said or self._in_areas(places, areas)
        if len(meant) > 1 and (_says(typed, "boston") or len(meant) > _MOST_CHOICES):
            meant = [place for place in meant if place.area not in self._outside] or meant
        if not (phrase.cross or self._index.knows_the_city):
            meant = said or [place for place in meant if place.area in {area.name for area in areas}]
        return meant if _have_own_names(meant) else ()

    def _town_after(self, phrase: Phrase, typed: Words) -> str | None:
        """Return the town right after the street, also one that is a first name: "20 Main St, Everett"."""
        start = phrase.end + (typed[phrase.end : phrase.end + 1] in _IN)
        return next((town for town in self._outside if _starts(typed[start:], words(town))), None)

    def _corners(self, phrase: Phrase) -> list[StreetPlace]:
        kept: list[StreetPlace] = []
        for crossing in self._index.crossings(phrase.street, phrase.cross or phrase.street):
            if all(metres_between(crossing.point, other.point) > SAME_M for other in kept):
                kept.append(_corner(crossing))
        return kept

    def _blocks(self, phrase: Phrase) -> list[StreetPlace]:
        """Return the blocks the number can be in; none where the street is known too thinly to tell."""
        known = self._index.numbers(phrase.street)
        doors, blocks = locate(phrase.number, known), locate(block_middle(phrase.number), known)
        return [
            StreetPlace(block_name(phrase.number, block.street, block.area), "address", block.area, block.point)
            for block in blocks
            if any(metres_between(block.point, door.point) <= _BLOCK_M for door in doors)
        ]

    def _in_areas(self, places: Sequence[StreetPlace], areas: Sequence[KnownPlace]) -> Sequence[StreetPlace]:
        """Let a neighborhood, a town or a ZIP code in the text decide; it also rules out what lies elsewhere."""
        if not areas:
            return places
        own = [place for place in places if place.area in {area.name for area in areas}]
        within = own or [place for place in places if any(self._can_hold(area, place) for area in areas)]
        by_nearness = sorted(within, key=lambda place: _distance(place, areas))
        is_clear = len(within) > 1 and _distance(by_nearness[1], areas) > (
            _distance(by_nearness[0], areas) + _CLEARLY_NEARER_M
        )
        return by_nearness[:1] if is_clear and not own else by_nearness

    def _can_hold(self, area: KnownPlace, place: StreetPlace) -> bool:
        if area.town or place.area in self._outside:
            return place.area == area.town
        return metres_between(area.point, place.point) <= _WITHIN_M


def block_name(number: int, street: str, area: str) -> str:
    """Name the block of `number`, with the neighborhood, town or ZIP code that tells it from its namesakes."""
    block = f"{number - number % 100} block" if number >= 100 else "First block"
    return f"{block} of {street} ({area})"


def _corner(crossing: Crossing) -> StreetPlace:
    name = f"{' and '.join(sorted((crossing.street, crossing.cross_street)))} ({crossing.area})"
    return StreetPlace(name, "intersection", crossing.area, crossing.point)


def _likelihood(phrase: Phrase) -> tuple[bool, int, int]:
    return phrase.located, phrase.end - phrase.start, phrase.start


def _goes_before(mention: Mention, phrase: Phrase) -> bool:
    if mention.start <= phrase.start and phrase.end <= mention.end:
        return True
    is_spot = not any(place.is_area for place in mention.places)
    return is_spot and mention.after_locator and not phrase.located and not _overlap(mention, phrase)


def _areas(phrase: Phrase, named: Sequence[Mention], zips: Sequence[KnownPlace]) -> list[KnownPlace]:
    """Return the areas named beside the street: the "Dorchester" of "Dorchester Ave" says nothing."""
    beside = [place for mention in named if not _overlap(mention, phrase) for place in mention.places]
    return [*(place for place in beside if place.is_area), *zips]


def _overlap(mention: Mention, phrase: Phrase) -> bool:
    return mention.start < phrase.end and phrase.start < mention.end


def _distance(place: StreetPlace, areas: Sequence[KnownPlace]) -> float:
    return min(metres_between(place.point, area.point) for area in areas)


def _have_own_names(places: Sequence[StreetPlace]) -> bool:
    """Two streets of one name in one neighborhood cannot be told apart in a question."""
    return len({place.name for place in places}) == len(places)


def _starts(typed: Words, name: Words) -> bool:
    return typed[: len(name)] == name


def _says(typed: Words, area: str) -> bool:
    name = words(area)
    return any(_starts(typed[at:], name) for at in range(len(typed) - len(name) + 1))
