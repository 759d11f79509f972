"""Tell our languages apart by their letters: a small trained model, plain numbers, read once.

`tongues/about.json` names the languages and what one step is worth; `tongues/grams.txt` has one gram a line;
`tongues/likely.bin` one byte for each gram and language: how unlikely the gram is in it.  Naive Bayes; made by
`engine.tongues_training` from every text we have, with and without its accents (docs/adr/0009).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

DIRECTORY = Path(__file__).parent / "tongues"
SIZES = (2, 3, 4)
"""Characters of a gram; a Chinese character is a gram of its own."""
WORDS_KEPT = 8_192
CHARACTERS_READ = 400
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")


class Guess(NamedTuple):
    """The likeliest language and by how many nats it leads; `known` is the share of grams ever seen (0 to 1)."""

    language: str
    lead: float
    known: float


class Tongues:
    """The trained model."""

    def __init__(self, about: Mapping[str, Any], columns: Mapping[str, bytes]) -> None:
        self._languages: tuple[str, ...] = tuple(about["languages"])
        self._step: float = about["step"]
        self._ahead: list[float] = about["ahead"]
        self._columns = columns
        self._of_word = lru_cache(WORDS_KEPT)(self._weigh)

    @classmethod
    def load(cls, directory: Path = DIRECTORY) -> Tongues:
        """Read the model; raises OSError or ValueError when its files are missing or do not belong together."""
        about = json.loads((directory / "about.json").read_text("utf-8"))
        grams = (directory / "grams.txt").read_text("utf-8").split("\n")
        numbers = (directory / "likely.bin").read_bytes()
        width = len(about["languages"])
        if len(numbers) != len(grams) * width:
            raise ValueError("likely.bin does not belong to grams.txt")
        rows = {gram: numbers[at * width : (at + 1) * width] for at, gram in enumerate(grams)}
        return cls(about, rows)

    def guess(self, text: str) -> Guess | None:
        """Return the likeliest of our languages; None for a text without a letter that any of them uses."""
        said = dict.fromkeys(plain_words(_ends(text)))  # a word said again tells no more
        words = [self._of_word(word) for word in said]
        seen = sum(counted for _, counted, _ in words)
        if not seen:
            return None
        totals = [sum(column) * self._step for column in zip(*(total for total, _, _ in words), strict=True)]
        unlikely = [total - ahead for total, ahead in zip(totals, self._ahead, strict=True)]
        possible = [row for row in zip(unlikely, self._languages, strict=True) if row[1] != "zh" or _is_chinese(said)]
        (least, language), (second, _) = sorted(possible)[:2]
        return Guess(language, second - least, seen / sum(count for _, _, count in words))

    def _weigh(self, word: str) -> tuple[tuple[int, ...], int, int]:
        grams = list(grams_of(word))
        rows = [self._columns[gram] for gram in grams if gram in self._columns]
        totals = tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * len(self._languages)
        return totals, len(rows), len(grams)


def _ends(text: str) -> str:
    """Return what is read of a text: of a long one its two ends."""
    return text if len(text) <= 2 * CHARACTERS_READ else f"{text[:CHARACTERS_READ]} {text[-CHARACTERS_READ:]}"


def _is_chinese(words: Iterable[str]) -> bool:
    """Tell whether a Chinese character stands among the words: without one, nothing is Chinese."""
    return any("\u3400" <= word <= "\u9fff" for word in words)


def plain_words(text: str) -> list[str]:
    """Return the words of a text in small letters, numbers and signs left out, each Chinese character alone."""
    return _WORD.findall(unicodedata.normalize("NFC", text.lower()))


def grams_of(word: str) -> Iterator[str]:
    """Yield the grams of one word with its edges."""
    if "\u3400" <= word <= "\u9fff":
        yield word
        return
    edged = f" {word} "
    for size in SIZES:
        yield from (edged[at : at + size] for at in range(len(edged) - size + 1))


def without_accents(text: str) -> str:
    """Return a text as a thumb in a hurry types it."""
    letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def all_grams(text: str) -> Iterable[str]:
    """Return every gram of a text."""
    return (gram for word in plain_words(text) for gram in grams_of(word))


@cache
def tongues() -> Tongues:
    """Return the model, read on first use."""
    return Tongues.load()
