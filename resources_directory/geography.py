"""Distances over the ground, in metres and in minutes on foot."""

from __future__ import annotations

from math import asin, ceil, cos, radians, sin, sqrt

Point = tuple[float, float]

#: Where "near Boston" is measured from when nobody names a place: Downtown Crossing.
DOWNTOWN: Point = (42.3555, -71.0602)
#: The mean radius of the earth.
EARTH_M = 6_371_000.0
#: Streets bend: a walk is about 1.3 times the straight line; a slow adult walks 80 m a minute.
_DETOUR = 1.3
_M_PER_MINUTE = 80.0
_LONGEST_WALK_MINUTES = 60
_M_PER_MILE = 1609.344


def metres_between(one: Point, other: Point) -> float:
    """Return the great-circle distance in metres between two (latitude, longitude) points in degrees."""
    lat_1, lon_1, lat_2, lon_2 = (radians(value) for value in (*one, *other))
    chord = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_M * asin(sqrt(chord))


def miles(metres: float) -> float:
    """Return the straight line in miles, to the half mile."""
    return round(metres / _M_PER_MILE * 2) / 2


def walk_minutes(metres: float) -> int | None:
    """Return the minutes on foot, rounded up, for a straight line of `metres`; None when over an hour."""
    minutes = ceil(metres * _DETOUR / _M_PER_MINUTE)
    return minutes if minutes <= _LONGEST_WALK_MINUTES else None


def unit_vector(point: Point) -> tuple[float, float, float]:
    """Return a (latitude, longitude) point in degrees as a point on a ball of radius 1, for measuring many at once."""
    latitude, longitude = (radians(value) for value in point)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)
