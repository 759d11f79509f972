"""Services of two sources that may be one: proposed to a person, never merged; pure.

Two services are compared when they share a phone or an address, or lie within 60 m; but for the phone, their names
must be alike too: one building holds many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from math import floor
from typing import Final

from bot.misspelling import is_misspelling
from resources_directory.exchange.rows import Tables, Values
from resources_directory.geography import metres_between
from resources_directory.words import words

#: Points of one door differ by so much between sources (`seed/services.csv` holds pairs 94 m apart, but says so).
NEAR_M: Final = 60.0
_ALIKE: Final = 0.8
#: A grid of cells of at least 60 m each way at our latitude: only neighbors are measured.
_CELL_DEGREES: Final = 0.001
#: A number that so many share is a switchboard or a line of many (311): it says nothing.
_MOST_SHARING: Final = 4
#: Words that tell no place from another.
_EMPTY: Final = frozenset("the of and for at in inc ctr program programs service services health boston".split())


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two services that may be one, as (organization: service, id), and why it looks so."""

    one: str
    other: str
    why: str
    one_id: str
    other_id: str

    def __str__(self) -> str:
        return f"{self.one} ({self.one_id}) and {self.other} ({self.other_id}): {self.why}"


@dataclass(frozen=True, slots=True)
class _Candidate:
    id: str
    organization_id: str
    source: str
    organization: str
    name: str
    phones: frozenset[str]
    addresses: frozenset[str]
    points: tuple[tuple[float, float], ...]

    @property
    def title(self) -> str:
        return f"{self.organization}: {self.name}"


def duplicates(tables: Tables) -> list[Pair]:
    """Return the pairs of services that may be one, by name."""
    candidates = list(_candidates(tables))
    found: dict[tuple[str, str], Pair] = {}
    for why, groups in _groups(candidates):
        for group in groups:
            for one, other in combinations(group, 2):
                if _may_be_one(one, other, why):
                    first, second = sorted((one, other), key=lambda each: (each.title, each.id))
                    pair = Pair(first.title, second.title, why, first.id, second.id)
                    found.setdefault((first.id, second.id), pair)
    return sorted(found.values())


def _groups(candidates: list[_Candidate]) -> Iterator[tuple[str, Iterable[list[_Candidate]]]]:
    yield "the same phone", [group for group in _by(candidates, "phones") if len(group) <= _MOST_SHARING]
    yield "the same address and a similar name", _by(candidates, "addresses")
    yield "less than 60 m apart and a similar name", _by_cell(candidates)


def _may_be_one(one: _Candidate, other: _Candidate, why: str) -> bool:
    if one.id == other.id:
        return False
    if one.organization_id == other.organization_id:
        # Its programs share phones and doors; only one read on two pages can be there twice.
        return one.source != other.source and alike(one.name, other.name)
    if why == "the same phone":
        return True
    if why.startswith("less") and not any(metres_between(a, b) < NEAR_M for a in one.points for b in other.points):
        return False
    return alike(one.name, other.name) or alike(one.organization, other.organization)


def alike(one: str, other: str) -> bool:
    """Tell whether two names may mean one thing: the same words, misspelled words, or nearly the same letters."""
    mine, theirs = (set(words(text)) - _EMPTY for text in (one, other))
    if not mine or not theirs:
        return False
    shorter, longer = sorted((mine, theirs), key=len)
    same = sum(any(word == each or is_misspelling(word, each) for each in longer) for word in shorter)
    if same == len(shorter) and (len(shorter) > 1 or len(longer) == 1):
        return True
    return SequenceMatcher(None, " ".join(sorted(mine)), " ".join(sorted(theirs))).ratio() >= _ALIKE


def _by(candidates: Iterable[_Candidate], what: str) -> Iterable[list[_Candidate]]:
    groups: defaultdict[str, list[_Candidate]] = defaultdict(list)
    for each in candidates:
        for key in sorted(getattr(each, what)):
            groups[key].append(each)
    return groups.values()


def _by_cell(candidates: Iterable[_Candidate]) -> Iterable[list[_Candidate]]:
    """Group by cells of a grid, each point in its own and the eight around it: none nearer is missed."""
    cells: defaultdict[tuple[int, int], list[_Candidate]] = defaultdict(list)
    for each in candidates:
        for latitude, longitude in each.points:
            row, column = floor(latitude / _CELL_DEGREES), floor(longitude / _CELL_DEGREES)
            for cell in ((row + up, column + aside) for up in (0, 1) for aside in (-1, 0, 1)):
                cells[cell].append(each)
    return cells.values()


def _candidates(tables: Tables) -> Iterator[_Candidate]:
    names = {row.id: str(row.values["name"]) for row in tables.get("organization", ())}
    phones = _texts(tables, "phone", "service_id", _number)
    addresses = _texts(tables, "address", "location_id", _address)
    locations = {row.id: row.values for row in tables.get("location", ())}
    places: defaultdict[str, list[str]] = defaultdict(list)
    for row in tables.get("service_at_location", ()):
        places[row.values["service_id"]].append(row.values["location_id"])
    for row in tables.get("service", ()):
        at = places[row.id]
        yield _Candidate(
            row.id,
            row.values["organization_id"],
            str(row.values.get("x_source_url", "")),
            names.get(row.values["organization_id"], ""),
            str(row.values["name"]),
            frozenset(phones[row.id]),
            frozenset(text for key in at for text in addresses[key]),
            tuple(point for key in at for point in _point(locations.get(key, {}))),
        )


def _texts(tables: Tables, kind: str, owner: str, read: object) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables.get(kind, ()):
        text = read(row.values)  # type: ignore[operator]
        if text and owner in row.values:
            found[row.values[owner]].add(text)
    return found


def _number(values: Values) -> str:
    digits = "".join(letter for letter in str(values["number"]) if letter.isdecimal())
    return digits[-10:] if len(digits) >= 10 else ""


def _address(values: Values) -> str:
    street = " ".join(words(str(values.get("address_1", ""))))
    return f"{street}, {str(values.get('city', '')).casefold()}" if street else ""


def _point(values: Values) -> Iterator[tuple[float, float]]:
    if "latitude" in values and "longitude" in values:
        yield float(values["latitude"]), float(values["longitude"])
