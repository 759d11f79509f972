"""The arithmetic of the n-gram classifier: texts to features, features to calibrated probabilities.

Ridge regression on one-hot intents, solved over texts instead of features (there are fewer texts), in one step.
The same solution gives each text's leave-one-out scores for nothing, and on those the temperature is chosen that
turns scores into probabilities: every probability was calibrated on texts the model had not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from engine.components.plain_text import plain_text

Floats = NDArray[np.float32]
WORD = r"\w+|\?"
TEMPERATURES = np.geomspace(0.01, 1.0, 60)


@dataclass(frozen=True)
class NgramSettings:
    """How long the n-grams are, how many are kept of each kind, and how far the regression may trust them."""

    word_ngrams: tuple[int, int]
    letter_ngrams: tuple[int, int]
    max_features: int
    regularisation: float

    @classmethod
    def read(cls, config: Mapping[str, Any]) -> NgramSettings:
        """Take the settings out of a component's config."""
        words, letters = tuple(config["word_ngrams"]), tuple(config["letter_ngrams"])
        return cls(words, letters, config["max_features"], config["regularisation"])  # type: ignore[arg-type]


class NgramModel:
    """A fitted model; built by `fit` or `restore`, then only asked."""

    def __init__(
        self, settings: NgramSettings, intents: Sequence[str], vectorizers: tuple[TfidfVectorizer, ...]
    ) -> None:
        self.settings = settings
        self.intents = list(intents)
        self._vectorizers = vectorizers
        self._coefficients: Floats = np.zeros((0, 0), dtype=np.float32)
        self._temperature = 1.0

    @classmethod
    def fit(cls, texts: Sequence[str], intents: Sequence[str], settings: NgramSettings) -> NgramModel:
        """Learn to tell `intents` from `texts`."""
        vectorizers = _vectorizers(settings)
        features = hstack([vectorizer.fit_transform(texts) for vectorizer in vectorizers], format="csr")
        names, labels = np.unique(np.asarray(intents), return_inverse=True)
        model = cls(settings, [str(name) for name in names], vectorizers)
        model._coefficients, unseen = _ridge(features, _one_hot(labels, len(names)), settings.regularisation)
        model._temperature = _best_temperature(unseen, labels)
        return model

    @classmethod
    def restore(cls, words: Mapping[str, Any], arrays: Mapping[str, Floats]) -> NgramModel:
        """Rebuild a model from what `words`, `letters` and `arrays()` gave."""
        settings = NgramSettings.read(words["settings"])
        vectorizers = _vectorizers(settings, words["words"], words["letters"])
        vectorizers[0].idf_, vectorizers[1].idf_ = arrays["idf_words"], arrays["idf_letters"]
        model = cls(settings, words["intents"], vectorizers)
        model._coefficients = arrays["coefficients"]
        model._temperature = float(arrays["temperature"])
        return model

    @property
    def words(self) -> list[str]:
        """Return the word n-grams in column order."""
        return [str(term) for term in self._vectorizers[0].get_feature_names_out()]

    @property
    def letters(self) -> list[str]:
        """Return the letter n-grams in column order."""
        return [str(term) for term in self._vectorizers[1].get_feature_names_out()]

    def arrays(self) -> dict[str, Floats]:
        """Return the numbers of the model."""
        return {
            "coefficients": self._coefficients,
            "temperature": np.float32(self._temperature),
            "idf_words": self._vectorizers[0].idf_,
            "idf_letters": self._vectorizers[1].idf_,
        }

    def rank(self, text: str, length: int) -> list[tuple[str, float]]:
        """Return the `length` likeliest intents with their probabilities, best first."""
        features = hstack([vectorizer.transform([text]) for vectorizer in self._vectorizers], format="csr")
        scores = (features @ self._coefficients) / self._temperature
        chances = _softmax(np.asarray(scores))[0]
        best = np.argsort(-chances)[:length]
        return [(self.intents[index], float(chances[index])) for index in best]


def _vectorizers(
    settings: NgramSettings, words: Sequence[str] | None = None, letters: Sequence[str] | None = None
) -> tuple[TfidfVectorizer, TfidfVectorizer]:
    common: dict[str, Any] = {"preprocessor": plain_text, "sublinear_tf": True, "dtype": np.float32}
    limit = settings.max_features
    by_words = TfidfVectorizer(
        ngram_range=settings.word_ngrams, token_pattern=WORD, vocabulary=words, max_features=limit, **common
    )
    by_letters = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=settings.letter_ngrams,
        min_df=2 if letters is None else 1,
        vocabulary=letters,
        max_features=limit,
        **common,
    )
    return by_words, by_letters


def _one_hot(labels: NDArray[np.int_], width: int) -> Floats:
    """Write each label as a row that is 1 at the label, evenly below 0 elsewhere, and sums to nothing."""
    rows = np.full((len(labels), width), -1.0 / width, dtype=np.float32)
    rows[np.arange(len(labels)), labels] = 1.0
    return rows


def _ridge(features: csr_matrix, targets: Floats, regularisation: float) -> tuple[Floats, Floats]:
    """Return the coefficients (features x intents), and each text's scores had it been left out."""
    likeness = (features @ features.T).toarray()
    likeness[np.diag_indices_from(likeness)] += regularisation
    inverse = np.linalg.inv(likeness)
    shares = inverse @ targets
    unseen = targets - shares / np.diag(inverse)[:, None]
    return np.ascontiguousarray(features.T @ shares, dtype=np.float32), unseen


def _best_temperature(scores: Floats, labels: NDArray[np.int_]) -> float:
    """Choose the temperature whose probabilities fit unseen texts best (least log loss)."""
    losses = [_log_loss(scores / temperature, labels) for temperature in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def _log_loss(scores: NDArray[Any], labels: NDArray[np.int_]) -> float:
    chances = _softmax(scores)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(chances, 1e-12)).mean())


def _softmax(scores: NDArray[Any]) -> NDArray[Any]:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: NDArray[Any] = shifted / shifted.sum(axis=1, keepdims=True)
    return chances
