"""Read the drugs and medicines a text names, by street name, misspelling or language, from the list drugs.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.misspelling import edits, is_misspelling
from bot.plain_yaml import read_yaml
from bot.safety.words import words_of

DRUGS_FILE = Path(__file__).with_name("drugs.yml")
#: Shorter names are read only as listed: too many ordinary words lie one letter away.
GUESSED_FROM_LETTERS = 7
WORDS_BEFORE = 3
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drug:
    """One substance named: its usual name and its class (opioid, stimulant, alcohol, benzodiazepine, ...)."""

    name: str
    drug_class: str


@dataclass(frozen=True, slots=True)
class _Listed:
    drugs: Mapping[Words, Drug]
    near_use: Mapping[Words, Drug]
    use: frozenset[str]
    guessed: Mapping[str, Drug]
    ordinary: frozenset[str]
    longest: int


def read_drugs(text: str) -> tuple[Drug, ...]:
    """Return each drug `text` names once, in the order named."""
    return tuple(dict.fromkeys(_found(tuple(words_of(text)), _listed())))


def drug_classes(text: str) -> frozenset[str]:
    """Return the classes of the drugs `text` names."""
    return frozenset(drug.drug_class for drug in read_drugs(text))


def _found(words: Words, listed: _Listed) -> Iterator[Drug]:
    at = 0
    while at < len(words):
        size, drug = _named_at(words, at, listed)
        if drug is not None:
            yield drug
        at += size


def _named_at(words: Words, at: int, listed: _Listed) -> tuple[int, Drug | None]:
    """Return how many words the longest name at `at` has, and what it names; one word and nothing where none is."""
    for size in range(min(listed.longest, len(words) - at), 0, -1):
        name = words[at : at + size]
        drug = listed.drugs.get(name) or (listed.near_use.get(name) if _is_used(words, at, listed) else None)
        if drug is not None:
            return size, drug
    return 1, _guess(words[at], listed)


def _is_used(words: Words, at: int, listed: _Listed) -> bool:
    return not listed.use.isdisjoint(words[max(0, at - WORDS_BEFORE) : at])


def _guess(word: str, listed: _Listed) -> Drug | None:
    if len(word) < GUESSED_FROM_LETTERS - 1 or word in listed.ordinary:
        return None
    near = [name for name in listed.guessed if is_misspelling(word, name)]
    return listed.guessed[min(near, key=lambda name: edits(word, name))] if near else None


@cache
def _listed() -> _Listed:
    raw = read_yaml(DRUGS_FILE)
    drugs = dict(_names(raw["drugs"], "names"))
    near_use = dict(_names(raw["drugs"], "near_use"))
    long = {name[0]: drug for name, drug in drugs.items() if len(name) == 1 and len(name[0]) >= GUESSED_FROM_LETTERS}
    longest = max(map(len, (*drugs, *near_use)))
    return _Listed(drugs, near_use, frozenset(raw["use"]), long, frozenset(raw["ordinary"]), longest)


def _names(raw: Mapping[str, Mapping[str, Any]], kind: str) -> Iterator[tuple[Words, Drug]]:
    for name, entry in raw.items():
        spellings: Sequence[object] = entry.get(kind, ())
        for spelling in spellings:
            yield tuple(words_of(str(spelling))), Drug(name, entry["class"])
