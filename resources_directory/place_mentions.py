"""Find where in a text places are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resources_directory.place_index import KnownPlace, PlaceIndex
from resources_directory.place_names import is_weak
from resources_directory.words import Words, plain_words, words

#: Words after which a place is meant: English, Spanish, Portuguese, Haitian, Cape Verdean, Vietnamese.
_LOCATORS = frozenset(
    "near nearby nearest in at by around round off outside inside on close next beside from live stay "
    "en cerca por junto lado alrededor desde hacia afuera vivo estoy "
    "perto moro estou em nan kote pertu gan".split()
)
_FILLERS = frozenset("the to of a my like over down up here la el los las de del al".split())
_AROUND_A_NAME = _LOCATORS | _FILLERS | frozenset("im i am is please boston ma mass yo soy".split())
#: What a name is, said beside it: "Codman library", "lopital Carney", "Milton MA".
_AFTER_A_NAME = frozenset("library hospital dorm dorms campus college university projects apts apartments ma".split())
_BEFORE_A_NAME = frozenset("hospital lopital opital vien biblioteca library".split())
#: A place name before one of these names a street, which may run for miles.
_STREETS = frozenset("st ave rd blvd way ln dr pkwy ter".split())
#: Near a place name by one or two letters, and far from it in meaning.
_NOT_MISSPELT = frozenset(
    "reverse brighten brighter central center centre million almost amount another general months mouth month couple "
    "everyone everything evening forever never street streets station stations square medical methadone shelter health "
    "clinic hospital recovery narcan naloxone detox".split()
)
#: "N sta na Bowdoin" is Cape Verdean for "I am at Bowdoin", no North Station.
_I_AM, _KRIOLU_IN = ("n", "stn"), frozenset({"na", "ku", "li", "la"})
_SHORT_MESSAGE = 3
_LONGEST_GUESS = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `start` to `end` of a text (end not included) that name `places`."""

    start: int
    end: int
    name: Words
    places: tuple[KnownPlace, ...]
    after_locator: bool


def mentions(text: str, index: PlaceIndex) -> Sequence[Mention]:
    """Return the places named in `text`, in order; misspellings are tried only when nothing is spelt right."""
    typed, short = plain_words(text), words(text)
    return list(_exact(typed, short, index)) or list(_misspelt(short, index))


def _exact(typed: Words, short: Words, index: PlaceIndex) -> Iterator[Mention]:
    at = 0
    while at < len(short):
        mention = _longest_at(at, typed, short, index)
        if mention is not None:
            yield mention
        at = mention.end if mention else at + 1


def _longest_at(at: int, typed: Words, short: Words, index: PlaceIndex) -> Mention | None:
    for end in range(min(len(short), at + index.longest), at, -1):
        places = index.exact(short[at:end])
        name = short[at:end] if places else index.joined(typed[at:end])
        if name and _counts(at, end, name, short):
            return Mention(at, end, name, index.exact(name), _is_located(at, short))
    return None


def _counts(at: int, end: int, name: Words, short: Words) -> bool:
    if short[end : end + 1] and short[end] in _STREETS and name[-1] not in _STREETS:
        return False
    if name == _I_AM and short[end : end + 1] and short[end] in _KRIOLU_IN:
        return False
    if not is_weak(name):
        return True
    if short[end : end + 1] == ("de",):  # "el centro de salud"
        return False
    if _BEFORE_A_NAME & set(short[max(0, at - 1) : at]) or _AFTER_A_NAME & set(short[end : end + 1]):
        return True
    return _is_located(at, short) or all(word in _AROUND_A_NAME for word in (*short[:at], *short[end:]))


def _is_located(at: int, short: Words) -> bool:
    before = at - 1
    while before >= 0 and short[before] in _FILLERS:
        before -= 1
    return before >= 0 and short[before] in _LOCATORS


def _misspelt(short: Words, index: PlaceIndex) -> Iterator[Mention]:
    for at in range(len(short)):
        if short[at] in _AROUND_A_NAME or not (_is_located(at, short) or len(short) <= _SHORT_MESSAGE):
            continue
        for end in range(min(len(short), at + _LONGEST_GUESS), at, -1):
            name = None if _NOT_MISSPELT.issuperset(short[at:end]) else index.misspelt(short[at:end])
            if name and _counts(at, end, name, short):
                yield Mention(at, end, name, index.exact(name), _is_located(at, short))
                break
