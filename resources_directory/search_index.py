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
_SPARE = 8


class NeedIndex:
    """The listings of one need, in columns; built once, never changed."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self.listings = sorted(listings, key=by_name)
        self.places = len({listing.same_as for listing in listings})
        self.is_line: Flags = self._column(lambda each: each.is_line).astype(np.bool_)
        self.vectors = _vectors(self.listings)
        self.unmeasured: Flags = np.isnan(self.vectors[0])
        self.walk_in = self._column(lambda each: each.walk_in)
        self.doubtful: Flags = self._column(lambda each: each.is_doubtful).astype(np.bool_)
        self.traits = self._column(lambda each: _bits(each.traits))
        self.hours, self.of_hours = _shared([each.opening_hours for each in self.listings])
        self.dates, self.of_date = _shared([each.source_date for each in self.listings])
        self.languages, self.of_languages = _shared([each.languages for each in self.listings])
        self.lines = [listing for listing in self.listings if listing.is_line]
        self.line_keys = frozenset(listing.same_as for listing in self.lines)

    def asked(self, wish: Wish) -> AskedIndex:
        """Return the columns as they stand for one wish."""
        return AskedIndex(self, wish)

    def chords(self, point: Point) -> Floats:
        """Return the squared straight line to each place (radius 1); infinite for lines and unknown points."""
        along = self.vectors - np.array(unit_vector(point))[:, None]
        chords: Floats = np.einsum("ij,ij->j", along, along)
        chords[self.unmeasured] = inf
        return chords

    def _column(self, read: Callable[[Listing], int]) -> Numbers:
        return np.fromiter((read(each) for each in self.listings), dtype=np.int64, count=len(self.listings))


class AskedIndex:
    """The columns of one need for one wish: who is near, open, meant for the person."""

    def __init__(self, index: NeedIndex, wish: Wish) -> None:
        self._index, self._wish = index, wish
        self._chords = index.chords(wish.point)
        self._far = self._beyond_reach()
        self._shut_out = self._turned_away()
        self._states = self._of_hours()

    def first(self, count: int) -> list[Ranked]:
        """Return the first `count` of `rank(listings, wish)`."""
        wanted = min(count, self._index.places)
        if wanted <= 0:
            return []
        levels, taken = self._levels(), wanted + _SPARE
        while True:
            found = once(self._ordered(levels, taken))
            if len(found) >= wanted:
                return found[:wanted]
            taken *= 4

    def is_any_open(self) -> bool:
        """Tell whether a place near enough, that would not turn the person away, is known to be open."""
        return bool((~self._far & ~self._index.is_line & ~self._shut_out & (self._states == 0)).any())

    def is_any_for(self, groups: frozenset[str]) -> bool:
        """Tell whether a place near enough says that it is for one of `groups`."""
        return bool((~self._far & ~self._index.is_line & ((self._index.traits & _bits(groups)) != 0)).any())

    def _ordered(self, levels: Numbers, taken: int) -> list[Ranked]:
        """Order the first `taken` listings exactly; those after them in the order are left out."""
        rows = _candidates(levels, self._chords, taken)
        items = [ranked(self._index.listings[row], self._wish) for row in rows]
        return sorted(items, key=lambda item: order_key(item, self._wish))[:taken]

    def _levels(self) -> Numbers:
        """Return one number for each listing that holds all of the order but distance and name."""
        levels: Numbers = self._shut_out.astype(np.int64)
        for parts, column in (
            (2, self._index.is_line),
            (2, self._far),
            (len(self._wish.traits) + 2, self._unmet()),
            (len(OPEN_FIRST), self._states),
            (3, self._wariness()),
            (2, self._of_another_group()),
            (2, self._other_language()),
        ):
            levels = levels * parts + column
        return levels

    def _beyond_reach(self) -> Flags:
        far: Flags = (self._chords > _FAR) & (self._chords < inf)
        for row in np.flatnonzero(np.abs(self._chords - _FAR) < _ROUNDING * _FAR):
            point = self._index.listings[row].point
            far[row] = point is not None and is_far(metres_between(self._wish.point, point))
        return far

    def _turned_away(self) -> Flags:
        traits, out = self._index.traits, np.zeros(len(self._index.listings), dtype=np.bool_)
        for trait in self._wish.traits & OPPOSITES.keys():
            out |= ((traits & _bits(OPPOSITES[trait])) != 0) & ((traits & _BIT[trait]) == 0)
        return out

    def _unmet(self) -> Numbers | int:
        missing: Numbers | int = 1 - self._index.walk_in if self._wish.walk_in else 0
        for trait in self._wish.traits:
            missing = missing + ((self._index.traits & _BIT[trait]) == 0)
        return missing

    def _of_hours(self) -> Numbers:
        states = [OPEN_FIRST[hours.state_name(each, self._wish.now)] for each in self._index.hours]
        return np.array(states, dtype=np.int64)[self._index.of_hours]

    def _wariness(self) -> Numbers:
        old = np.array([is_old(each, self._wish.today) for each in self._index.dates], dtype=np.int64)
        return np.where(self._index.doubtful, 2, old[self._index.of_date])

    def _of_another_group(self) -> Flags:
        wanted = self._wish.traits
        other: Flags = (self._index.traits & _bits(GROUPS - wanted)) != 0
        unnamed: Flags = (self._index.traits & _bits(GROUPS & wanted)) == 0
        return other & unnamed

    def _other_language(self) -> Flags | int:
        wanted = self._wish.language
        if wanted == "en":
            return 0
        speaks = np.array([wanted in each for each in self._index.languages], dtype=np.bool_)
        others: Flags = ~speaks[self._index.of_languages]
        return others


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
