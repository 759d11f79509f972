"""For whom a service is and on what terms: the vocabulary, and how a source's words are read into it; pure.

A trait is only ever affirmed.  That a source does not mention a wheelchair says nothing, so it is no trait.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Trait id -> its name as a taxonomy term (HSDS).
TRAIT_NAMES: Mapping[str, str] = {
    "women": "For women",
    "men": "For men",
    "young_people": "For young people",
    "adults": "For adults only",
    "pregnancy": "For pregnant people and new parents",
    "families": "For families",
    "veterans": "For veterans",
    "lgbtq": "For LGBTQ+ people",
    "masshealth": "Takes MassHealth",
    "uninsured": "Serves people without insurance",
    "free": "Free of charge",
    "no_id": "No ID needed",
    "wheelchair": "Wheelchair accessible",
}
#: Whoever names one of these is turned away where only the other is served.
OPPOSITES: Mapping[str, frozenset[str]] = {
    "women": frozenset({"men"}),
    "men": frozenset({"women", "pregnancy"}),
    "young_people": frozenset({"adults"}),
}
#: A service for one of these groups is offered to others after those for everybody.
GROUPS = frozenset({"women", "men", "young_people", "pregnancy", "families", "veterans", "lgbtq"})
ADULT = 18

_FROM_ELIGIBILITY: Mapping[str, re.Pattern[str]] = {
    "women": re.compile(r"\bwomen\b", re.IGNORECASE),
    "men": re.compile(r"\bmen\b", re.IGNORECASE),
    "young_people": re.compile(
        r"youth|children and adolescents|teen|young people|\bages? 1\d|under 2\d|up to age 2\d", re.IGNORECASE
    ),
    "adults": re.compile(r"(?<!young )\badults\b|\b(?:18|21)\+|\b2\d-\d\d\b", re.IGNORECASE),
    "pregnancy": re.compile(r"pregnan|postpartum", re.IGNORECASE),
    "families": re.compile(r"\bfamilies\b|parenting", re.IGNORECASE),
    "veterans": re.compile(r"veteran", re.IGNORECASE),
    "lgbtq": re.compile(r"lgbtq|\btrans\b", re.IGNORECASE),
}
_ASIDE = re.compile(r"\s*\([^)]*\)")
#: "Anyone; LGBTQ+ focus" and "Individuals, families, providers" name a group and shut nobody out.
_EVERYBODY = re.compile(r"\b(?:anyone|all ages|everyone|individuals)\b", re.IGNORECASE)
_FROM_COST: Mapping[str, re.Pattern[str]] = {
    "masshealth": re.compile(r"masshealth|medicaid", re.IGNORECASE),
    "uninsured": re.compile(r"\buninsured\b|no insurance needed|without insurance|^free\b", re.IGNORECASE),
    "free": re.compile(r"^free\b", re.IGNORECASE),
}


def traits_of(eligibility: str, cost: str) -> frozenset[str]:
    """Read the traits that the source's own words affirm: "Women 18+" is for women and for adults."""
    eligibility = _ASIDE.sub("", eligibility)
    groups = () if _EVERYBODY.search(eligibility) else _FROM_ELIGIBILITY.items()
    terms = _FROM_COST.items()
    return frozenset(
        {trait for trait, says in groups if says.search(eligibility)}
        | {trait for trait, says in terms if says.search(cost)}
    )


def shuts_out(wanted: frozenset[str], affirmed: frozenset[str]) -> bool:
    """Tell whether somebody who named `wanted` would be turned away where `affirmed` holds."""
    return any(affirmed & OPPOSITES.get(trait, frozenset()) and trait not in affirmed for trait in wanted)
