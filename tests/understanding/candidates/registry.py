"""The candidates by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from engine.components.ngrams import FeatureSettings, Ngrams
from tests.understanding.candidates.baseline import DietOfBaseline
from tests.understanding.candidates.diet import Diet
from tests.understanding.candidates.features import Beside, Features, Sentences
from tests.understanding.candidates.layered import Layered
from tests.understanding.candidates.linear import Linear, Ranking
from tests.understanding.candidates.sets import OURS, Problem

#: Where texts are few (HINT3 has some twenty an intent), every letter n-gram counts.
FEW = 2_000
MIX = 0.8
"""As config.yml has it."""


class Candidate(Protocol):
    """Learns labels from texts and ranks them for a text; can be pickled."""

    def fit(self, texts: Sequence[str], labels: Sequence[str], temperature: float | None) -> None:
        """Learn."""

    def read(self, text: str) -> Ranking:
        """Return the likeliest labels with their probabilities, best first."""


def _ngrams(problem: Problem) -> Features:
    return Ngrams(FeatureSettings((1, 2), (2, 5), 1 if len(problem.texts) < FEW else 2))


CANDIDATES: Mapping[str, Callable[[Problem, Path], Candidate]] = {
    "ngrams": lambda problem, _: Linear(_ngrams(problem)),
    "logistic": lambda problem, _: Linear(_ngrams(problem), logistic=True),
    "ask_topic": lambda problem, _: Layered(lambda: Linear(_ngrams(problem))),
    "minilm": lambda _problem, _folder: Linear(Sentences(), logistic=True),
    "mix": lambda problem, _: Linear(Beside(_ngrams(problem), Sentences(), MIX)),
    "diet": lambda problem, folder: (DietOfBaseline if problem.name == OURS else Diet)(folder),
}
