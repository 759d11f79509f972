"""The arithmetic of the classifier: texts to n-grams and sentence vectors, these to calibrated probabilities.

One linear support vector machine for each intent, all languages together (docs/adr/0009); beside the n-grams of every
text stands the vector of an English one (docs/adr/0011).  Weights of n-grams are kept as whole numbers from -127 to
127, a quarter of the memory.  The temperatures that turn margins into probabilities were measured on authors the model
had not learned from (`python -m engine.calibration`), and stand in config.yml.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.svm import LinearSVC

from engine.components.ngrams import FeatureSettings, Floats, Ngrams, Row
from engine.components.sentences import WIDTH, SentenceEncoder, english_vectors

ROUNDS, GOOD_ENOUGH = 8, 0.1
"""Where the solver stops; ten times the patience changed nothing on unseen texts."""
STEPS = 127


@dataclass(frozen=True)
class Warmth:
    """The temperatures that turn margins into probabilities: of texts read by n-grams alone, and with a vector."""

    of_ngrams: float
    of_sentences: float


class LinearModel:
    """A fitted model; built by `fit` or `restore`, then only asked."""

    def __init__(
        self, settings: FeatureSettings, ngrams: Ngrams, intents: Sequence[str], encoder: SentenceEncoder | None
    ) -> None:
        self._settings = settings
        self._ngrams = ngrams
        self._encoder = encoder
        self.intents = list(intents)
        self._weights: NDArray[np.int8] = np.zeros((0, 0), dtype=np.int8)
        self._step: Floats = np.zeros(0, dtype=np.float32)
        self._sentence_weights: Floats = np.zeros((WIDTH, 0), dtype=np.float32)
        self._bias: Floats = np.zeros(0, dtype=np.float32)

    @classmethod
    def fit(
        cls, texts: Sequence[str], intents: Sequence[str], settings: FeatureSettings, cost: float,
        encoder: SentenceEncoder | None = None,
    ) -> LinearModel:  # fmt: skip
        """Learn to tell three or more `intents` from `texts`; a higher `cost` trusts single texts more."""
        ngrams = Ngrams(settings)
        vectors = _vectors(settings, texts, encoder)
        rows = hstack([ngrams.learn(texts), csr_matrix(vectors)], format="csr").astype(np.float64)
        machine = LinearSVC(C=cost, tol=GOOD_ENOUGH, max_iter=ROUNDS, random_state=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            machine.fit(rows, np.asarray(intents))
        model = cls(settings, ngrams, [str(name) for name in machine.classes_], encoder)
        model._keep(machine.coef_.T, machine.intercept_)
        return model

    @classmethod
    def restore(
        cls, words: Mapping[str, Any], arrays: Mapping[str, Any], encoder: SentenceEncoder | None = None
    ) -> LinearModel:
        """Rebuild a model from what `vocabulary()` and `arrays()` gave, with the encoder it learned with."""
        settings = FeatureSettings.read(words["settings"])
        ngrams = Ngrams(settings, words["words"], words["letters"])
        ngrams.weigh(arrays["word_weights"], arrays["letter_weights"])
        model = cls(settings, ngrams, words["intents"], encoder)
        model._weights, model._step = arrays["weights"], arrays["step"]
        model._sentence_weights, model._bias = arrays["sentence_weights"], arrays["bias"]
        return model

    def _keep(self, weights: NDArray[np.float64], bias: NDArray[np.float64]) -> None:
        """Keep the weights, one row for each n-gram, one column for each intent with a step of its own."""
        of_ngrams, of_sentences = weights[:-WIDTH], weights[-WIDTH:]
        step = np.abs(of_ngrams).max(axis=0) / STEPS
        self._weights = np.round(of_ngrams / step).astype(np.int8)
        self._step, self._bias = step.astype(np.float32), bias.astype(np.float32)
        self._sentence_weights = of_sentences.astype(np.float32)

    def vocabulary(self) -> dict[str, Any]:
        """Return all that is words, for JSON."""
        return {"settings": asdict(self._settings), "intents": self.intents, **self._ngrams.vocabulary()}

    def arrays(self) -> dict[str, Any]:
        """Return all that is numbers."""
        own = {"weights": self._weights, "step": self._step, "bias": self._bias}
        return {**self._ngrams.weights(), **own, "sentence_weights": self._sentence_weights}

    def margins(self, texts: Sequence[str]) -> Floats:
        """Return how far each text lies on the side of each intent, one row for each text."""
        return self._with_vectors(texts, _vectors(self._settings, texts, self._encoder))

    def rank(self, text: str, length: int, warmth: Warmth) -> list[tuple[str, float]]:
        """Return the `length` likeliest intents with their probabilities, best first."""
        vectors = _vectors(self._settings, [text], self._encoder)
        temperature = warmth.of_sentences if vectors.any() else warmth.of_ngrams
        chances = probabilities(self._with_vectors([text], vectors), temperature)[0]
        best = np.argsort(-chances)[:length]
        return [(self.intents[index], float(chances[index])) for index in best]

    def _with_vectors(self, texts: Sequence[str], vectors: Floats) -> Floats:
        of_ngrams = np.stack([self._margins(self._ngrams.row(text)) for text in texts])
        found: Floats = of_ngrams + vectors @ self._sentence_weights
        return found

    def _margins(self, row: Row) -> Floats:
        margins: Floats = (row.values @ self._weights[row.columns]) * self._step + self._bias
        return margins


def _vectors(settings: FeatureSettings, texts: Sequence[str], encoder: SentenceEncoder | None) -> Floats:
    """Return the weighed vectors of `texts`; without an encoder they are nothing."""
    if encoder is None:
        return np.zeros((len(texts), WIDTH), dtype=np.float32)
    return english_vectors(texts, encoder) * np.float32(settings.sentence_weight)


def probabilities(margins: Floats, temperature: float) -> Floats:
    """Turn margins into probabilities that sum to 1 in each row; a low temperature trusts small differences."""
    powers = np.exp((margins - margins.max(axis=1, keepdims=True)) / temperature)
    chances: Floats = powers / powers.sum(axis=1, keepdims=True)
    return chances
