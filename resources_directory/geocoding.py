"""Ask somebody else where a block is, when the street files do not know it; who answers is an adapter (`census`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from resources_directory.geography import DOWNTOWN, Point, metres_between
from resources_directory.place_index import KnownPlace
from resources_directory.place_mentions import Mention
from resources_directory.street_numbers import SAME_M
from resources_directory.street_phrases import NumberedStreet, block_middle, numbered_streets
from resources_directory.street_reading import StreetPlace, block_name

#: An answer farther from downtown than this is another town's street of the same name.
_GREATER_BOSTON_M = 25_000.0
#: A block farther than this from a named neighborhood is not in it.
_WITHIN_M = 4_000.0


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a hundred numbers as the geocoder knows it; `town` as it writes it, in capitals."""

    town: str
    zip_code: str
    point: Point


class Geocoder(Protocol):
    """Finds blocks; answers an empty sequence when it does not know or cannot be reached, and never raises."""

    def blocks(self, line: str, area: str) -> Sequence[Block]:
        """Return the blocks of `line` ("750 albany st") in `area`: a town of Massachusetts or a ZIP code."""
        ...


def ask_geocoder(
    text: str, named: Sequence[Mention], zips: Sequence[KnownPlace], geocoder: Geocoder
) -> Sequence[StreetPlace]:
    """Return the blocks the last address written in `text` can be, far apart; the door's number is never asked for.

    What is sent is the middle of the block and a town or ZIP code. The name given back ("700 block of Harold St
    (02119)") reads back by asking the same again. A landmark that covers the address needs no question.
    """
    written = [one for one in numbered_streets(text) if not any(_covers(mention, one) for mention in named)]
    if not written:
        return ()
    address = written[-1]
    areas = [place for mention in named for place in mention.places if place.is_area and mention.start >= address.end]
    line = f"{block_middle(address.number)} {address.street}"
    found = geocoder.blocks(line, zips[-1].name if zips else _town(areas))
    return _apart([_place(address, block) for block in found if _can_be(block, areas)])


def _covers(mention: Mention, address: NumberedStreet) -> bool:
    return mention.start <= address.start and address.end <= mention.end


def _town(areas: Sequence[KnownPlace]) -> str:
    return next((area.town for area in areas if area.town), "Boston")


def _can_be(block: Block, areas: Sequence[KnownPlace]) -> bool:
    if metres_between(block.point, DOWNTOWN) > _GREATER_BOSTON_M:
        return False
    in_boston = [area for area in areas if not area.town]
    return not in_boston or any(metres_between(block.point, area.point) <= _WITHIN_M for area in in_boston)


def _place(address: NumberedStreet, block: Block) -> StreetPlace:
    street = " ".join(word.capitalize() for word in address.street.split())
    name = block_name(address.number, street, block.zip_code)
    return StreetPlace(name, "address", block.town.title(), block.point)


def _apart(places: Sequence[StreetPlace]) -> list[StreetPlace]:
    kept: list[StreetPlace] = []
    for place in places:
        if all(metres_between(place.point, other.point) > SAME_M for other in kept):
            kept.append(place)
    return kept if len({place.name for place in kept}) == len(kept) else []
