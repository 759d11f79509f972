"""The candidates we could ship: a linear machine for each label over n-grams, sentence vectors, or both."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from engine.components.linear_model import GOOD_ENOUGH, ROUNDS, probabilities
from engine.components.ngrams import Floats
from tests.understanding.candidates.features import Features

COST, LOGISTIC_COST, FOLDS = 1.0, 30.0, 5
TEMPERATURES = np.geomspace(0.03, 2.0, 40)
LOST = 0.1
"""The share of its own training texts, left out in turn, that a candidate's threshold would refuse."""
Ranking = list[tuple[str, float]]
RANKED = 8


class Linear:
    """Support vectors, or logistic regression one label against the rest.

    `threshold`: how sure it must be (0 to 1), from cross-validation; 0 where a temperature was given.
    """

    def __init__(self, features: Features, *, logistic: bool = False) -> None:
        self._features, self._logistic = features, logistic
        self._machine: Any = None
        self._temperature = 1.0
        self.threshold = 0.0

    def fit(self, texts: Sequence[str], labels: Sequence[str], temperature: float | None) -> None:
        """Learn; where no temperature is given, find it and the threshold by cross-validation on the same texts."""
        rows, names = self._features.learn(texts).astype(np.float64), np.asarray(labels)
        if temperature is None:
            self._find_temperature(rows, names)
        elif not self._logistic:
            self._temperature = temperature
        self._machine = self._fitted(rows, names)

    def read(self, text: str) -> Ranking:
        """Return the likeliest labels with their probabilities, best first."""
        chances = probabilities(self._scores(self._machine, self._features.of([text])), self._temperature)[0]
        return [(str(self._machine.classes_[at]), float(chances[at])) for at in np.argsort(-chances)[:RANKED]]

    def _fitted(self, rows: Any, labels: Any) -> Any:
        machine: Any = LinearSVC(C=COST, tol=GOOD_ENOUGH, max_iter=ROUNDS, random_state=1)
        if self._logistic:
            machine = LogisticRegression(C=LOGISTIC_COST, solver="liblinear", tol=GOOD_ENOUGH, random_state=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            return machine.fit(rows, labels)

    def _scores(self, machine: Any, rows: Any) -> Floats:
        """Return margins; logarithms of chances, where the machine gives chances."""
        found: Floats = (
            np.log(machine.predict_proba(rows) + 1e-9) if self._logistic else machine.decision_function(rows)
        )
        return found

    def _find_temperature(self, rows: Any, labels: Any) -> None:
        columns = {label: at for at, label in enumerate(np.unique(labels))}
        scores, meant = self._left_out(rows, labels, columns), np.array([columns[label] for label in labels])
        self._temperature = float(min(TEMPERATURES, key=lambda warm: _loss(probabilities(scores, warm), meant)))
        self.threshold = float(np.quantile(probabilities(scores, self._temperature).max(axis=1), LOST))

    def _left_out(self, rows: Any, labels: Any, columns: Mapping[str, int]) -> Floats:
        """Return the scores of every text by a machine that has not learned from it."""
        scores: Floats = np.full((rows.shape[0], len(columns)), -3.0, dtype=np.float32)
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # a label with fewer texts than folds
            for seen, held in folds.split(rows, labels):
                machine = self._fitted(rows[seen], labels[seen])
                known = [columns[label] for label in machine.classes_]
                scores[np.ix_(held, known)] = self._scores(machine, rows[held])
        return scores


def _loss(chances: Floats, meant: Any) -> float:
    return float(-np.log(chances[np.arange(len(meant)), meant] + 1e-9).mean())
