"""Read ages and counts: "she's 15", "tiene 16 años", "2 doses"; phone numbers are `bot.private_answers`' matter."""

from __future__ import annotations

import re

from bot.safety.words import fold

ADULT_AGE, OLDEST = 18, 110
_AGE = re.compile(
    r"\b(?:(?P<after>\d{1,3})\s*-?\s*(?:yo|y/o|(?:yrs?|years?)[ -]old|anos(?! (?:usando|bebiendo|limpi|sobri)))\b"
    r"|(?:he|she|they|im|hes|shes|theyre|i am|he is|she is|is|turned|age|aged|tengo|tiene|edad(?: de)?)\s+"
    r"(?P<before>\d{1,2})(?=\s*(?:$|[.,;!?]|and\b|y\b|pregnant\b|now\b|but\b|pero\b|who\b|where\b|can\b)))"
)
_COUNT = re.compile(
    r"\b(?P<count>\d{1,4})\s+(?P<unit>doses?|dosis|kits?|boxes|cajas?|needles|agujas|people|personas|pills|pastillas|"
    r"bags|bolsas|times|veces)\b"
)


def read_ages(text: str) -> tuple[int, ...]:
    """Return the ages in years that `text` says of people, each once."""
    found = (int(match["after"] or match["before"]) for match in _AGE.finditer(_plain(text)))
    return tuple(dict.fromkeys(age for age in found if 0 < age <= OLDEST))


def is_about_a_minor(text: str) -> bool:
    """Tell whether somebody under 18 is named by age."""
    return any(age < ADULT_AGE for age in read_ages(text))


def read_counts(text: str) -> tuple[tuple[int, str], ...]:
    """Return what is counted, as (number, word)."""
    return tuple((int(match["count"]), match["unit"]) for match in _COUNT.finditer(_plain(text)))


def _plain(text: str) -> str:
    return fold(text).replace("'", "").replace("\u2019", "")
