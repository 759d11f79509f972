"""Places by the words of their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.misspelling import edits, is_misspelt_name
from resources_directory.geography import Point
from resources_directory.place_names import is_weak, may_stand_alone, station_forms, written_forms
from resources_directory.words import Words, plain_words, words

_SHORTEST_JOINED = 6


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of the gazetteer with all its names; `town` is empty inside Boston."""

    name: str
    kind: str
    latitude: float
    longitude: float
    town: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def point(self) -> Point:
        """Return (latitude, longitude) in degrees."""
        return self.latitude, self.longitude

    @property
    def is_area(self) -> bool:
        """Tell whether it is a whole neighborhood, town or ZIP area rather than a spot."""
        return self.kind in {"neighborhood", "city", "zip"}

    @property
    def label(self) -> str:
        """Return a name that no other place has, for a question between two."""
        match self.kind:
            case "station":
                return f"{self.name} T station"
            case "city":
                return f"{self.name} (town)"
            case _:
                return f"{self.name} ({self.town})" if self.town else self.name


class PlaceIndex:
    """Look places up by name: exactly, written as one word, or misspelt."""

    def __init__(self, places: Iterable[KnownPlace]) -> None:
        self._by_name: dict[Words, list[KnownPlace]] = defaultdict(list)
        self._joined: dict[str, Words] = {}
        self._zip_codes: dict[str, KnownPlace] = {}
        for place in places:
            self._add(place)
        self.longest = max(map(len, self._by_name), default=0)
        self._spellings = _by_first_letter(self._by_name)

    def zip_code(self, code: str) -> KnownPlace | None:
        """Return the area of a ZIP code, if it is known and has a point."""
        return self._zip_codes.get(code)

    def exact(self, name: Words) -> tuple[KnownPlace, ...]:
        """Return the places with exactly this name."""
        return tuple(self._by_name.get(name, ()))

    def joined(self, typed: Words) -> Words | None:
        """Return the name that `typed` is when spaces are left out or put in ("southstation", "rox bury")."""
        return self._joined.get("".join(typed))

    def misspelt(self, typed: Words) -> Words | None:
        """Return the nearest name that `typed` may be a misspelling of; a name with a number is never guessed."""
        text = " ".join(typed)
        near = [
            name
            for length in range(len(text) - 2, len(text) + 3)  # `is_misspelling` allows two slips at most
            for name in self._spellings.get((text[:1], len(typed), length), ())
            if is_misspelt_name(typed, name)
        ]
        return min(near, key=lambda name: (edits(text, " ".join(name)), name), default=None)

    def _add(self, place: KnownPlace) -> None:
        if place.kind == "zip":
            self._zip_codes[place.name] = place
            return
        for form in _forms(place):
            name = words(form)
            if may_stand_alone(name) and place not in self._by_name[name]:
                self._by_name[name].append(place)
                joined = "".join(plain_words(form))
                if len(joined) >= _SHORTEST_JOINED:
                    self._joined.setdefault(joined, name)


def _forms(place: KnownPlace) -> Iterator[str]:
    yield place.label
    for name in (place.name, *place.aliases):
        yield from written_forms(name)
    if place.kind == "station":
        for name in (place.name, *place.aliases):
            yield from station_forms(name)


def _by_first_letter(names: Iterable[Words]) -> dict[tuple[str, int, int], list[Words]]:
    """Group names by first letter and number of words, which a slip keeps, and by length."""
    index: dict[tuple[str, int, int], list[Words]] = defaultdict(list)
    for name in names:
        if name[0].isascii() and not is_weak(name) and not any(word.isdigit() for word in name):
            index[name[0][0], len(name), len(" ".join(name))].append(name)
    return index
