"""The fast way to the first few places: the order of `ranking.rank`, worked out in columns of numbers.

Every part of the order is a small number for each listing; together they make one level.  Levels are counted, only the
levels that can be among the first are looked at, and of the last of them only the nearest: these few are then ordered
by `ranking` itself.  So the plain rule stays the only one, and 100,000 places take about a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from resources_directory import hours
from resources_directory.geography import EARTH_M, Point, metres_between, unit_vector
from resources_directory.listing import Listing
from resources_directory.ranking import FAR_M, OPEN_FIRST, Ranked, Wish, by_name, is_far, once, order_key, ranked
from resources_directory.traits import GROUPS, OPPOSITES, TRAIT_NAMES
from resources_directory.trust import is_old

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_BIT: Mapping[str, int] = {trait: 1 << place for place, trait in enumerate(TRAIT_NAMES)}
#: The square of the straight line through the earth (radius 1) that belongs to 20 km, and how far rounding may reach.
_FAR = float((2 * np.sin(FAR_M / EARTH_M / 2)) ** 2)
_ROUNDING = 1e-9
#: Looked at beyond what is asked for: some are one place twice.
_SPARE = 16


class NeedIndex:
    """The listings of one need, in columns; built once, never changed."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self.listings = sorted(listings, key=by_name)
        self.places = len({listing.same_as for listing in listings})
        lines = self._column(lambda each: each.is_line)
        self._is_line: Flags = lines.astype(np.bool_)
        self._vectors = _vectors(self.listings)
        self._walk_in = self._column(lambda each: each.walk_in)
        self._doubtful: Flags = self._column(lambda each: each.is_doubtful).astype(np.bool_)
        self._traits = self._column(lambda each: _bits(each.traits))
        self._hours, self._of_hours = _shared([each.opening_hours for each in self.listings])
        self._dates, self._of_date = _shared([each.source_date for each in self.listings])
        spoken, self._of_languages = _shared([each.languages for each in self.listings])
        self._languages: Sequence[frozenset[str]] = spoken

    def first(self, wish: Wish, count: int) -> list[Ranked]:
        """Return the first `count` of `rank(self.listings, wish)`."""
        wanted = min(count, self.places)
        if wanted <= 0:
            return []
        chords = self._chords(wish.point)
        levels = self._levels(wish, chords)
        taken = wanted + _SPARE
        while True:
            found = once(self._ordered(levels, chords, taken, wish))
            if len(found) >= wanted:
                return found[:wanted]
            taken *= 4

    def is_any_open(self, wish: Wish) -> bool:
        """Tell whether a place near enough, that would not turn the person away, is known to be open."""
        far = self._far(wish.point, self._chords(wish.point))
        return bool((~far & ~self._is_line & ~self._shut_out(wish) & (self._states(wish) == 0)).any())

    def _ordered(self, levels: Numbers, chords: Floats, taken: int, wish: Wish) -> list[Ranked]:
        """Order the first `taken` listings exactly; those after them in the order are left out."""
        rows = _candidates(levels, chords, taken)
        items = [ranked(self.listings[row], wish) for row in rows]
        return sorted(items, key=lambda item: order_key(item, wish))[:taken]

    def _levels(self, wish: Wish, chords: Floats) -> Numbers:
        """Return one number for each listing that holds all of the order but distance and name."""
        levels: Numbers = self._shut_out(wish).astype(np.int64)
        for parts, column in (
            (2, self._is_line),
            (2, self._far(wish.point, chords)),
            (len(wish.traits) + 2, self._unmet(wish)),
            (len(OPEN_FIRST), self._states(wish)),
            (3, self._wariness(wish)),
            (2, self._of_another_group(wish)),
            (2, self._other_language(wish)),
        ):
            levels = levels * parts + column
        return levels

    def _chords(self, point: Point) -> Floats:
        """Return the squared straight line to each place (radius 1); infinite for lines and unknown points."""
        along = self._vectors - np.array(unit_vector(point))[:, None]
        chords: Floats = np.einsum("ij,ij->j", along, along)
        chords[np.isnan(chords)] = inf
        return chords

    def _far(self, point: Point, chords: Floats) -> Flags:
        far: Flags = (chords > _FAR) & (chords < inf)
        for row in np.flatnonzero(np.abs(chords - _FAR) < _ROUNDING * _FAR):
            far[row] = is_far(metres_between(point, self.listings[row].point or point))
        return far

    def _shut_out(self, wish: Wish) -> Flags:
        out = np.zeros(len(self.listings), dtype=np.bool_)
        for trait in wish.traits & OPPOSITES.keys():
            out |= ((self._traits & _bits(OPPOSITES[trait])) != 0) & ((self._traits & _BIT[trait]) == 0)
        return out

    def _unmet(self, wish: Wish) -> Numbers:
        missing: Numbers = (1 - self._walk_in) if wish.walk_in else np.zeros(len(self.listings), dtype=np.int64)
        for trait in wish.traits:
            missing = missing + ((self._traits & _BIT[trait]) == 0)
        return missing

    def _states(self, wish: Wish) -> Numbers:
        states = [OPEN_FIRST[hours.state_name(each, wish.now)] for each in self._hours]
        return np.array(states, dtype=np.int64)[self._of_hours]

    def _wariness(self, wish: Wish) -> Numbers:
        old = np.array([is_old(each, wish.today) for each in self._dates], dtype=np.int64)[self._of_date]
        return np.where(self._doubtful, 2, old)

    def _of_another_group(self, wish: Wish) -> Flags:
        other: Flags = (self._traits & _bits(GROUPS - wish.traits)) != 0
        named: Flags = (self._traits & _bits(GROUPS & wish.traits)) == 0
        return other & named

    def _other_language(self, wish: Wish) -> Flags:
        does_not = [wish.language != "en" and wish.language not in each for each in self._languages]
        return np.array(does_not, dtype=np.bool_)[self._of_languages]

    def _column(self, read: Callable[[Listing], int]) -> Numbers:
        return np.fromiter((read(each) for each in self.listings), dtype=np.int64, count=len(self.listings))


def _candidates(levels: Numbers, chords: Floats, taken: int) -> Numbers:
    """Return the rows of the first `taken` listings, and a few more: whole levels, and the nearest of the last one."""
    if taken >= len(levels):
        return np.arange(len(levels))
    reached = np.cumsum(np.bincount(levels))
    last = int(np.searchsorted(reached, taken))
    before = int(reached[last - 1]) if last else 0
    rows = np.flatnonzero(levels == last)
    distances = chords[rows]
    cut = float(np.partition(distances, taken - before - 1)[taken - before - 1])
    near = rows[distances <= cut * (1 + _ROUNDING) + 1e-18] if cut < inf else rows
    return np.concatenate([np.flatnonzero(levels < last), near])


def _vectors(listings: Sequence[Listing]) -> Floats:
    """Return the places as points on a ball of radius 1, in three rows; not a number where none is to be measured."""
    nowhere = (np.nan, np.nan, np.nan)
    points = [unit_vector(each.point) if each.point and not each.is_line else nowhere for each in listings]
    return np.array(points, dtype=np.float64).reshape(-1, 3).T.copy()


@lru_cache(maxsize=4096)
def _bits(traits: frozenset[str]) -> int:
    return sum(_BIT.get(trait, 0) for trait in traits)


def _shared(values: Sequence[Any]) -> tuple[list[Any], Numbers]:
    """Return the distinct values, and for each listing which of them it has."""
    known: dict[Any, int] = {}
    which = [known.setdefault(value, len(known)) for value in values]
    return list(known), np.array(which, dtype=np.int64)
