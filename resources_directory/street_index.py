"""Streets by name: the numbers known on each and the streets each one meets; built once, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.misspelling import edits, is_misspelling, is_misspelt_name
from resources_directory.geography import Point
from resources_directory.street_words import StreetName, read_street, without_side
from resources_directory.words import Words

#: With fewer streets than this nobody can tell that a name is used only once in and around Boston (4,000 streets).
KNOWS_THE_CITY = 1_000
#: A typed kind that fits no street of that name is a slip when the name is this many words: "blue hill street".
_CLEAR_NAME_WORDS = 2

#: `words` makes "mass" of the right spelling, so a wrong one is compared with the whole word.
_MASSACHUSETTS = ("massachusetts",)


@dataclass(frozen=True, slots=True)
class StreetNumber:
    """A house number on a street with its point in degrees; `area` is the neighborhood, or the town outside Boston."""

    street: str
    number: int
    area: str
    point: Point


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where two streets meet; `area` is the neighborhood, or the town outside Boston."""

    street: str
    cross_street: str
    area: str
    point: Point


class StreetIndex:
    """Looks up the numbers of a street and the places where two streets meet."""

    def __init__(self, numbers: Iterable[StreetNumber] = (), crossings: Iterable[Crossing] = ()) -> None:
        self._numbers: dict[Words, dict[StreetName, list[StreetNumber]]] = defaultdict(lambda: defaultdict(list))
        self._crossings: dict[frozenset[Words], list[tuple[frozenset[StreetName], Crossing]]] = defaultdict(list)
        self._names: set[Words] = set()
        self._read: dict[str, StreetName] = {}
        for number in numbers:
            self._add_number(number)
        for crossing in crossings:
            self._add_crossing(crossing)
        self.knows_the_city = len({name.own for name in self._read.values()}) >= KNOWS_THE_CITY
        self.longest = max(map(len, self._names), default=0)
        self._spellings = _by_first_letter((*self._names, _MASSACHUSETTS))

    def knows(self, own: Words) -> bool:
        """Tell whether a street has this name."""
        return own in self._names

    def has_no_kind(self, own: Words) -> bool:
        """Tell whether a street of this name has no kind to say, as "West Broadway"."""
        return any(not name.kind for name in self._numbers.get(own, {}))

    def misspelt(self, typed: Words) -> Words | None:
        """Return the nearest street name that `typed` may be a misspelling of."""
        text = " ".join(typed)
        near = [
            name
            for name in self._spellings.get((text[:1], len(typed)), ())
            if abs(len(" ".join(name)) - len(text)) <= 2 and _is_slip(typed, name)
        ]
        nearest = min(near, key=lambda name: (edits(text, " ".join(name)), name), default=None)
        return ("mass",) if nearest == _MASSACHUSETTS else nearest

    def numbers(self, street: StreetName) -> Sequence[StreetNumber]:
        """Return the known numbers of every street that `street` can mean."""
        return [number for name, known in self._numbers.get(street.own, {}).items()
                if self._fits(street, name) for number in known]  # fmt: skip

    def crossings(self, one: StreetName, other: StreetName) -> Sequence[Crossing]:
        """Return every place where a street that `one` can mean meets one that `other` can mean."""
        met = self._crossings.get(frozenset((one.own, other.own)), ())
        return [crossing for names, crossing in met if all(self._has(typed, names) for typed in (one, other))]

    def _fits(self, typed: StreetName, name: StreetName) -> bool:
        if typed.kind in {"", name.kind}:
            return True
        kinds = {known.kind for known in self._numbers.get(typed.own, {})}
        return len(typed.own) >= _CLEAR_NAME_WORDS and typed.kind not in kinds

    def _has(self, typed: StreetName, names: frozenset[StreetName]) -> bool:
        same = [name for name in names if typed.own in {name.own, without_side(name.own)}]
        return any(self._fits(typed, name) or typed.kind == name.kind for name in same)

    def _street(self, name: str) -> StreetName:
        if name not in self._read:
            self._read[name] = read_street(name)
        return self._read[name]

    def _add_number(self, number: StreetNumber) -> None:
        street = self._street(number.street)
        for own in _own_names(street):
            self._numbers[own][street].append(number)
            self._names.add(own)

    def _add_crossing(self, crossing: Crossing) -> None:
        one, other = self._street(crossing.street), self._street(crossing.cross_street)
        streets = frozenset((one, other))
        for own in _own_names(one):
            for cross in _own_names(other):
                self._crossings[frozenset((own, cross))].append((streets, crossing))
                self._names.update((own, cross))


def _own_names(street: StreetName) -> Sequence[Words]:
    """Return the name with and without its side, once each."""
    bare = without_side(street.own)
    return (street.own,) if bare == street.own else (street.own, bare)


def _is_slip(typed: Words, name: Words) -> bool:
    return is_misspelling(typed[0], name[0]) if len(typed) == 1 else is_misspelt_name(typed, name)


def _by_first_letter(names: Iterable[Words]) -> dict[tuple[str, int], list[Words]]:
    index: dict[tuple[str, int], list[Words]] = defaultdict(list)
    for name in names:
        if name and not any(sign.isdigit() for word in name for sign in word):
            index[name[0][0], len(name)].append(name)
    return index
