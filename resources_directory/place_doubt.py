"""Texts that name two places as equals, so that only the person can say which one counts; pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from resources_directory.geography import metres_between
from resources_directory.place_choice import choose
from resources_directory.place_index import KnownPlace
from resources_directory.place_mentions import Mention
from resources_directory.words import Words

#: "southie or roxbury", in English, Spanish, Portuguese, Haitian.
_OR = frozenset("or o ou oswa".split())
_SELF = frozenset("i im ive id me my we were soy estoy vivo yo".split())
_OTHERS = frozenset(
    "he hes she shes they theyre son daughter kid mom dad mother father brother sister wife husband friend boyfriend "
    "girlfriend bf gf cousin uncle aunt nephew niece roommate hijo hija hermano hermana esposo esposa amigo "
    "amiga".split()
)
#: Who is somewhere is said at most this many words before the place: "my sister is living down in Brockton".
_REACH = 6
_FAR_M = 1_500.0


def equals(named: Sequence[Mention], typed: Words) -> Sequence[KnownPlace]:
    """Return the two places nobody can choose between, or none: "X or Y", "my sister is in X and I'm in Y"."""
    for one, other in pairwise(named):
        if _is_or(one, other, typed) or _are_two_people(one, other, typed):
            pair = (*choose([one]), *choose([other]))
            if len(pair) == 2 and metres_between(pair[0].point, pair[1].point) > _FAR_M:
                return pair
    return ()


def _is_or(one: Mention, other: Mention, typed: Words) -> bool:
    """Tell whether the two stand as equals: a third place said to be where the person is would not be among them."""
    between = typed[one.end : other.start]
    return bool(between) and between[0] in _OR and len(between) <= 3 and (one.after_locator or not other.after_locator)


def _are_two_people(one: Mention, other: Mention, typed: Words) -> bool:
    if not (one.after_locator and other.after_locator):
        return False
    first = _who(typed[max(0, one.start - _REACH) : one.start])
    second = _who(typed[max(one.end, other.start - _REACH) : other.start])
    return first is not None and second is not None and first != second


def _who(before: Words) -> bool | None:
    """Tell whether the last person named is the writer (True) or somebody else (False); None when nobody is."""
    for word in reversed(before):
        if word in _OTHERS:
            return False
        if word in _SELF - {"my"}:
            return True
    return None
