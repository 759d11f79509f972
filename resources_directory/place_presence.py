"""Of several places in one text, where the person is now; pure.

"Kicked out in Quincy, took the T to Ashmont" is Ashmont: read from the few words before each place, in English, Spanish
and Portuguese.  It only matters between places: who names one alone means it, whatever stands before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from resources_directory.place_mentions import Mention
from resources_directory.words import Words

#: Before a place where they were, or are not.
_AWAY = frozenset(
    "used grew kicked left leaving not isnt arent wasnt from was moved landed raised discharged released escaped "
    "antes sali salgo vengo nunca vivia creci deje vim sai morava".split()
)
#: Before a place where they are, or are going.
_HERE = frozenset("im ive now rn currently going headed heading took walking estoy ahora voy agora estou vou".split())
#: After "from X" this leads to where they are now.
_TO = frozenset("to a para".split())
_REACH = 7
_NEAR = 3
_KIN = frozenset(
    "son daughter brother sister mom dad mother father husband wife friend boyfriend girlfriend bf gf cousin nephew "
    "niece uncle aunt roommate baby kid dog cat puppy kitten pet "
    "hijo hija hermano hermana amigo amiga perro gato".split()
)
_NAMED = frozenset("named called llamado llamada".split())


def presence(mention: Mention, before: Mention | None, typed: Words) -> int:
    """Return 1 for a place they are at or go to, -1 for one they left or deny, else 0; `before` is named before it."""
    since = max(before.end if before else 0, mention.start - _REACH)
    lead = typed[since : mention.start]
    if _HERE & set(lead[-_NEAR:]) or (before is not None and lead[-1:] and lead[-1] in _TO):
        return 1
    return -1 if _AWAY & set(lead) else 0


def without_names(named: Sequence[Mention], typed: Words) -> list[Mention]:
    """Leave out what is the name of somebody: "my dog Quincy", "my son Everett", "named Chelsea"."""
    return [mention for mention in named if not _is_somebody(typed[max(0, mention.start - 2) : mention.start])]


def _is_somebody(lead: Words) -> bool:
    if lead[-1:] and lead[-1] in _NAMED:
        return True
    return len(lead) == 2 and ((lead[0] in {"my", "mi"} and lead[1] in _KIN) or lead == ("name", "is"))
