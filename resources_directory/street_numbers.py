"""Where a house number lies, from the known numbers of its street; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resources_directory.geography import Point, metres_between
from resources_directory.street_index import StreetNumber

#: Numbers further than this from every known one are not guessed; lots are 3 to 6 m a number in Boston.
_NEAR_NUMBERS = 60
#: Two known numbers further apart than this are not on one stretch of street.
_STRETCH_M = 800.0
_STRETCH_NUMBERS = 200
#: Places nearer than this are as good as one to somebody on foot (the same bound as between landmarks).
SAME_M = 1_500.0


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where a number may be: `street` and `area` are those of the nearest known number, `between` tells it is sure."""

    street: str
    area: str
    point: Point
    between: bool


def locate(number: int, known: Sequence[StreetNumber]) -> Sequence[NumberPlace]:
    """Return the places `number` may have on the streets of one name, more than 1.5 km apart; none when too far off.

    Where the number lies between two known ones of one stretch, stretches that end before it are left out.
    """
    areas = {(one.street, one.area) for one in known}
    found = [place for area in sorted(areas) for place in _in_area(number, _of_area(known, area))]
    sure = [place for place in found if place.between]
    return far_apart(sure or found)


def far_apart(places: Sequence[NumberPlace]) -> list[NumberPlace]:
    """Keep one of each group of places within 1.5 km."""
    kept: list[NumberPlace] = []
    for place in places:
        if all(metres_between(place.point, other.point) > SAME_M for other in kept):
            kept.append(place)
    return kept


def _of_area(known: Sequence[StreetNumber], area: tuple[str, str]) -> list[StreetNumber]:
    return sorted((one for one in known if (one.street, one.area) == area), key=lambda one: (one.number, one.point))


def _in_area(number: int, known: Sequence[StreetNumber]) -> list[NumberPlace]:
    """Interpolate between the known neighbours, also where two streets of one name run through one area."""
    below = [one for one in known if number - _STRETCH_NUMBERS <= one.number <= number]
    above = [one for one in known if number <= one.number <= number + _STRETCH_NUMBERS]
    pairs = [(low, high) for low in below[-3:] for high in above[:3] if _is_stretch(low, high)]
    if pairs:
        tightest = sorted(pairs, key=lambda pair: pair[1].number - pair[0].number)
        return far_apart([_between(number, low, high) for low, high in tightest])
    near = sorted(
        (one for one in known if abs(one.number - number) <= _NEAR_NUMBERS), key=lambda one: abs(one.number - number)
    )
    return far_apart([NumberPlace(one.street, one.area, one.point, between=False) for one in near])


def _is_stretch(low: StreetNumber, high: StreetNumber) -> bool:
    return metres_between(low.point, high.point) <= _STRETCH_M


def _between(number: int, low: StreetNumber, high: StreetNumber) -> NumberPlace:
    span = high.number - low.number
    share = (number - low.number) / span if span else 0.0
    latitude, longitude = (start + (end - start) * share for start, end in zip(low.point, high.point, strict=True))
    nearest = low if share <= 0.5 else high
    return NumberPlace(nearest.street, nearest.area, (latitude, longitude), between=True)
