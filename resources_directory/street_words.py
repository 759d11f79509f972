"""What a street is called: its own name and its kind, however people shorten them; pure."""

from __future__ import annotations

from dataclasses import dataclass

from resources_directory.words import Words, words

#: Kinds of street as `words` and the table below shorten them.
KINDS = frozenset("st ave rd blvd sq dr pkwy ln ter pl ct cir hwy way park row path wharf".split())
_SHORT = {
    "drive": "dr",
    "parkway": "pkwy",
    "pky": "pkwy",
    "lane": "ln",
    "terrace": "ter",
    "terr": "ter",
    "place": "pl",
    "court": "ct",
    "circle": "cir",
    "highway": "hwy",
    "str": "st",
    "east": "e",
    "west": "w",
    "north": "n",
    "south": "s",
    "este": "e",
    "oeste": "w",
    "norte": "n",
    "sur": "s",
    "comm": "commonwealth",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th",
}
_SIDES = frozenset("e w n s".split())
#: Everyday names of Boston streets; the kind goes with them where the short name alone could be another street.
_NICKNAMES = {
    ("dot", "ave"): ("dorchester", "ave"),
    ("mlk",): ("martin luther king",),
    ("mlk", "blvd"): ("martin luther king", "blvd"),
    ("martin", "luther", "king", "jr"): ("martin luther king",),
    ("melnea",): ("melnea cass",),
    ("cass",): ("melnea cass",),
    ("blue", "hills"): ("blue hill",),
    ("jfk", "st"): ("john f kennedy", "st"),
}


@dataclass(frozen=True, slots=True)
class StreetName:
    """The own name of a street in plain words, and its kind; `kind` is empty for "Broadway" or when nobody said it."""

    own: Words
    kind: str = ""


def read_street(text: str) -> StreetName:
    """Read the whole of `text` as one street name."""
    return split_kind(street_words(words(text)))


def street_words(typed: Words) -> Words:
    """Shorten the words only streets have ("Terrace", "East", "First"); one word stays one word."""
    return tuple(_SHORT.get(word, word) for word in typed)


def split_kind(name: Words) -> StreetName:
    """Split "blue hill ave" into its own name and its kind; spells out what people say short."""
    own, kind = (name[:-1], name[-1]) if len(name) > 1 and name[-1] in KINDS else (name, "")
    return StreetName(_spelt_out(own, kind), kind)


def without_side(own: Words) -> Words:
    """Return the name people use who leave the side out: "Newton" for "East Newton"."""
    return own[1:] if len(own) > 1 and own[0] in _SIDES else own


def _spelt_out(own: Words, kind: str) -> Words:
    full = _NICKNAMES.get((*own, kind)) or _NICKNAMES.get(own) or own
    named = full[:-1] if kind and full[-1] == kind else full
    return tuple(word for part in named for word in part.split())
