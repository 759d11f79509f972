"""How hard a text is to read (contracts.md section 11): a school grade in English, an ease in Spanish.

textstat 0.7.8: Flesch-Kincaid grade, at most 6.0; Fernandez-Huerta ease, at least 70.  Contacts, figures and the words
of `bot/copy/glossary.yml` are taken out first.  Below 15 words the formulas measure chance, so such texts are read
together.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import textstat

from bot.copy_store import COPY_DIRECTORY, FORMS, CopyStore
from bot.plain_yaml import read_yaml

ENGLISH_GRADE_MAX, SPANISH_EASE_MIN = 6.0, 70.0
FEW_WORDS = 15
#: Names of languages, each in its own letters.
NOT_READ = frozenset({"language_names"})
_FIGURE = re.compile(r"\{\w+\}|[\w/$%:-]*\d[\w/$%:-]*|\b[\w.]+\.(?:com|org)\b")


@dataclass(frozen=True, slots=True)
class Scale:
    """One formula: what it measures, and what is easy enough."""

    measure: Callable[[str], float]
    is_easy: Callable[[float], bool]
    wanted: str


SCALES: Mapping[str, Scale] = {
    "en": Scale(textstat.flesch_kincaid_grade, lambda grade: grade <= ENGLISH_GRADE_MAX, "grade 6.0 at most"),
    "es": Scale(textstat.fernandez_huerta, lambda ease: ease >= SPANISH_EASE_MIN, "ease 70 at least"),
}


def level_of(words: str, language: str) -> float | None:
    """Return the level of a text, rounded to a tenth; None where no formula fits it (too short, another language)."""
    if language not in SCALES or len(plain_words(words, language).split()) < FEW_WORDS:
        return None
    return _level(plain_words(words, language), language)


def is_easy(level: float | None, language: str) -> bool:
    """Tell whether a level is as contracts.md wants it; what cannot be measured passes here."""
    return level is None or SCALES[language].is_easy(level)


def plain_words(text: str, language: str, directory: Path = COPY_DIRECTORY) -> str:
    """Take out contacts, figures and glossary words, and close the gaps they leave."""
    bare = _glossary(language, directory).sub("", _FIGURE.sub("", text))
    return re.sub(r"\s+", " ", re.sub(r"\s+(?=[.,:;?!])", "", bare)).strip()


def hard_texts(copy: CopyStore, language: str) -> list[tuple[str, float]]:
    """List (where, level) of what is too hard: each long text, and the short ones of a room read as one."""
    levels = [(where, _level(said, language)) for where, said in _passages(copy, language)]
    return [(where, level) for where, level in levels if not is_easy(level, language)]


def _level(said: str, language: str) -> float:
    textstat.set_lang(language)
    return round(SCALES[language].measure(said), 1)


def _passages(copy: CopyStore, language: str) -> Iterator[tuple[str, str]]:
    short: dict[str, list[str]] = {}
    for entry in copy.entries:
        if entry.language != language or entry.room in NOT_READ:
            continue
        for form in FORMS:
            said = plain_words(copy.written(entry.id, language, form).text, language)
            if len(said.split()) >= FEW_WORDS:
                yield f"{entry.id} ({form})", said
            elif form == "sms" and said:
                short.setdefault(entry.room, []).append(said.rstrip(".?!:") + ".")
    yield from ((room, " ".join(texts)) for room, texts in short.items())


@functools.cache
def _glossary(language: str, directory: Path) -> re.Pattern[str]:
    known = read_yaml(directory / "glossary.yml").get(language, ())
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b" if known else r"(?!)", re.IGNORECASE)
