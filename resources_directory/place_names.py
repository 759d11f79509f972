"""The names under which a place is looked for, and which of them are too common to stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resources_directory.words import Words, words

_ASIDE = re.compile(r"\s*\([^)]*\)")
_STATION_FORMS = (
    "{} t",
    "{} station",
    "{} t station",
    "{} stop",
    "{} t stop",
    "{} train",
    "station {}",
    "station de {}",
)

#: Streets that run for miles, or everyday words: nobody can be sure a bare one names the station or landmark.
_NEVER_ALONE = frozenset(
    words(name)
    for name in (
        "access, adams, allston street, amory, atkinson, bellevue, bi, blue hill avenue, bowdoin, boylston, "
        "bridge, broadway, bus station, central, central avenue, childrens, columbia, dean road, eastern "
        "avenue, greyhound, hawes street, highland, kent street, morton street, park, reading, south street, "
        "state, summit avenue, t, the block, valley road, warren street, washington street, weston, station, "
        "center, square, central library, crosstown, fairmount, recovery road, yawkey"
    ).split(", ")
)
#: Names that are also a first name or a word: they count after "near", "in", "cerca de", or as the whole message.
_WEAK = frozenset(
    words(name)
    for name in (
        "ahope, paaths, bmc, mgh, bidmc, bwh, bhchp, airport, andrew, aquarium, aeropuerto, arlington, "
        "assembly, ayuntamiento, belmont, beverly, bu, b u, butler, carney, chelsea, city hall, codman, "
        "community college, courthouse, davis, dimock, el aeropuerto, el centro, eliot, everett, faulkner, "
        "harvard, hp, hull, jfk, kendall, northeastern, lawrence, lynn, natick, maverick, milton, mit, "
        "needham, newton, porter, psi, randolph, salem, reservoir, riverside, rox, rossie, shattuck, "
        "sullivan, symphony, the bury, the common, the commons, the fens, the garden, the mile, the ville, "
        "tufts, umass, wellington, westwood, whittier, winchester, woodland"
    ).split(", ")
)


def is_weak(name: Words) -> bool:
    """Tell whether `name` needs a word like "near" before it to be a place."""
    return name in _WEAK


def written_forms(name: str) -> Iterator[str]:
    """Yield `name` and its parts that people use: without the aside, and the street number after a comma."""
    bare = _ASIDE.sub("", name)
    yield from dict.fromkeys((name, bare))
    first, comma, rest = bare.partition(", ")
    if comma:
        yield first
        yield from (rest for _ in range(1) if rest[:1].isdigit())


def station_forms(name: str) -> Iterator[str]:
    """Yield the ways to say that `name` is a T station, in English and Spanish."""
    return (form.format(name) for form in _STATION_FORMS)


def may_stand_alone(name: Words) -> bool:
    """Tell whether `name` can be looked for without "station" or "T" beside it."""
    return bool(name) and name not in _NEVER_ALONE
