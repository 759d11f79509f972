"""Weigh the grams of a text with the trained linear model: plain numbers in three files, read once.

`model/model.json` says what the numbers mean and from what they were trained; `model/grams.txt` has one gram a line;
`model/weights.bin` one signed byte for each gram and output, output by output.  Made by `engine.danger_training`.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from bot.safety.grams import grams_between, grams_of_word, plain_words
from bot.safety.verdict import Category, Level

DIRECTORY = Path(__file__).parent / "model"
CATEGORIES = (Category.OVERDOSE_NOW, Category.SUICIDE_RISK, Category.MEDICAL_EMERGENCY, Category.VIOLENCE)
DANGER, EMERGENCY = "danger", "emergency"
QUESTIONS = (DANGER, EMERGENCY, *(str(category) for category in CATEGORIES))
OUTPUTS = ("rarity", *QUESTIONS)
"""What the rows of `weights.bin` are: how rare each gram is, then one row of weights for each question asked."""


UNSAID = 60_000
"""Squared length added to every text, that of about seven rare words: one word alone ("no") proves little."""
WORDS_KEPT = 8_192
"""Words whose grams are remembered, without the texts they stood in: most texts are made of the same few thousand."""


class Scores(NamedTuple):
    """How far a text lies beyond the nearest threshold of an alarm, and beyond that of an emergency; its kind."""

    alarm: float
    emergency: float
    category: Category

    @property
    def level(self) -> Level:
        """Return the level the thresholds give; an emergency must be a danger too."""
        if self.alarm < 0:
            return Level.NONE
        return Level.EMERGENCY if self.emergency >= 0 else Level.CONCERN


_Totals = tuple[int, ...]
"""What the known grams of one word bring: their squared length, then one sum for each question."""


class DangerModel:
    """The trained model; small enough to be read at import, quick enough for every text."""

    def __init__(
        self,
        grams: Sequence[str],
        rows: Mapping[str, array[int]],
        scale: Mapping[str, float],
        bias: Mapping[str, float],
    ) -> None:
        self._index = dict(zip(grams, range(len(grams)), strict=True))
        self._rarity = rows["rarity"].__getitem__
        self._questions = {
            question: (column, rows[question].__getitem__, scale[question], bias[question])
            for column, question in enumerate(QUESTIONS, start=1)
        }
        self._totals_of_word = lru_cache(WORDS_KEPT)(self._weigh_word)

    @classmethod
    def load(cls, directory: Path = DIRECTORY) -> DangerModel:
        """Read the model; raises OSError or ValueError when its files are missing or do not belong together."""
        about = json.loads((directory / "model.json").read_text("utf-8"))
        grams = (directory / "grams.txt").read_bytes().decode().split("\n")  # a text file's line ends take longer
        numbers = array("b", (directory / "weights.bin").read_bytes())
        if len(numbers) != len(grams) * len(OUTPUTS):
            raise ValueError("weights.bin does not belong to grams.txt")
        size = len(grams)
        rows = {name: numbers[at * size : (at + 1) * size] for at, name in enumerate(OUTPUTS)}
        return cls(grams, rows, about["scale"], about["bias"])

    @classmethod
    def load_if_there(cls, directory: Path = DIRECTORY) -> DangerModel | None:
        """Read the model, or return None where it is missing or broken: the rules must speak all the same."""
        try:
            return cls.load(directory)
        except (OSError, ValueError, KeyError):
            return None

    def score(self, words: Sequence[str], greetings: AbstractSet[str]) -> Scores:
        """Score a row of words; one without a known gram is no danger.  Takes time linear in its length."""
        plain = plain_words(words, greetings)
        parts = [self._totals_of_word(word) for word in dict.fromkeys(plain)]
        between = self._known(grams_between(plain))
        length = sqrt(sum([part[0] for part in parts]) + self._squared_length(between) + UNSAID)
        nearest, category = max((self._answer(kind, parts, between, length), kind) for kind in CATEGORIES)
        alarm = max(nearest, self._answer(DANGER, parts, between, length))
        if alarm < 0:
            return Scores(alarm, -1.0, Category.NONE)
        return Scores(alarm, self._answer(EMERGENCY, parts, between, length), category)

    def _answer(self, question: str, parts: Sequence[_Totals], between: Sequence[int], length: float) -> float:
        column, weight, scale, bias = self._questions[question]
        total = sum([part[column] for part in parts]) + sum(map(weight, between))
        return total * scale / length + bias

    def _weigh_word(self, word: str) -> _Totals:
        known = self._known(grams_of_word(word))
        return self._squared_length(known), *[sum(map(weight, known)) for _, weight, _, _ in self._questions.values()]

    def _known(self, grams: Iterable[str]) -> list[int]:
        return [place for place in map(self._index.get, grams) if place is not None]

    def _squared_length(self, known: Iterable[int]) -> int:
        return sum([value * value for value in map(self._rarity, known)])
