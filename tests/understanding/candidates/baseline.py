"""Rasa's default on our own texts, as `make bench` trains it (project A): an hour of training, done once for both."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence

from baselines.project import project
from baselines.training import train
from tests.understanding.candidates.diet import Diet
from tests.understanding.candidates.linear import Ranking
from tests.understanding.candidates.sets import BASELINES, texts_of_baselines

FALLBACK = "nlu_fallback"


class DietOfBaseline(Diet):
    """Asks project A; `train_s`: the seconds its training took when it was done."""

    train_s = 0.0

    def fit(self, _texts: Sequence[str], _labels: Sequence[str], _: float | None) -> None:
        """Take project A's model, trained now unless it was before."""
        trained = train(project("A", texts_of_baselines()), BASELINES, dict(os.environ))
        self._folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(trained.model, self._folder / "diet.tar.gz")
        self.train_s = trained.seconds

    def read(self, text: str) -> Ranking:
        """Return DIET's own guesses; where they are weak, the FallbackClassifier puts its name before them."""
        return [(label, chance) for label, chance in super().read(text) if label != FALLBACK]
