"""The arithmetic of the n-gram classifier: texts to features, features to calibrated probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from engine.components.plain_text import plain_text

Floats = NDArray[np.float32]
TEMPERATURES = np.geomspace(0.2, 5.0, 60)
FOLDS = 3
SEED = 7


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

    def __init__(self, settings: NgramSettings, intents: Sequence[str], vectorizers: tuple[TfidfVectorizer, ...]) -> None:
        self.settings = settings
        self.intents = list(intents)
        self._vectorizers = vectorizers
        self._coefficients: Floats = np.zeros((0, 0), dtype=np.float32)
        self._intercepts: Floats = np.zeros(0, dtype=np.float32)
        self._temperature = 1.0

    @classmethod
    def fit(cls, texts: Sequence[str], intents: Sequence[str], settings: NgramSettings) -> NgramModel:
        """Learn to tell `intents` from `texts`."""
        vectorizers = _vectorizers(settings)
        features = hstack([vectorizer.fit_transform(texts) for vectorizer in vectorizers], format="csr")
        labels = np.asarray(intents)
        regression = _regression(settings).fit(features, labels)
        model = cls(settings, [str(intent) for intent in regression.classes_], vectorizers)
        model._coefficients = regression.coef_.astype(np.float32)
        model._intercepts = regression.intercept_.astype(np.float32)
        model._temperature = _best_temperature(features, labels, settings)
        return model

    @classmethod
    def restore(cls, words: Mapping[str, Any], arrays: Mapping[str, Floats]) -> NgramModel:
        """Rebuild a model from what `words`, `letters` and `arrays()` gave."""
        settings = NgramSettings.read(words["settings"])
        vectorizers = _vectorizers(settings, words["words"], words["letters"])
        for vectorizer, name in zip(vectorizers, ("idf_words", "idf_letters")):
            vectorizer.idf_ = arrays[name]
        model = cls(settings, words["intents"], vectorizers)
        model._coefficients, model._intercepts = arrays["coefficients"], arrays["intercepts"]
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
            "intercepts": self._intercepts,
            "temperature": np.float32(self._temperature),
            "idf_words": self._vectorizers[0].idf_,
            "idf_letters": self._vectorizers[1].idf_,
        }

    def rank(self, text: str, length: int) -> list[tuple[str, float]]:
        """Return the `length` likeliest intents with their probabilities, best first."""
        features = hstack([vectorizer.transform([text]) for vectorizer in self._vectorizers], format="csr")
        scores = (features @ self._coefficients.T + self._intercepts) / self._temperature
        chances = _softmax(np.asarray(scores))[0]
        best = np.argsort(-chances)[:length]
        return [(self.intents[index], float(chances[index])) for index in best]


def _vectorizers(
    settings: NgramSettings, words: Sequence[str] | None = None, letters: Sequence[str] | None = None
) -> tuple[TfidfVectorizer, TfidfVectorizer]:
    common: dict[str, Any] = {"preprocessor": plain_text, "sublinear_tf": True, "dtype": np.float32}
    limit = settings.max_features
    by_words = TfidfVectorizer(
        ngram_range=settings.word_ngrams, token_pattern=r"\w+|\?", vocabulary=words, max_features=limit, **common
    )
    by_letters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=settings.letter_ngrams, vocabulary=letters, max_features=limit, **common
    )
    return by_words, by_letters


def _regression(settings: NgramSettings) -> LogisticRegression:
    return LogisticRegression(C=settings.regularisation, solver="lbfgs", max_iter=200, tol=1e-3, random_state=SEED)


def _best_temperature(features: csr_matrix, labels: NDArray[np.str_], settings: NgramSettings) -> float:
    """Choose the temperature whose probabilities fit held-out texts best (least log loss)."""
    if min(np.unique(labels, return_counts=True)[1]) < FOLDS:
        return 1.0
    held_out = [
        _held_out_scores(features, labels, fold, settings)
        for fold in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(features, labels)
    ]
    scores = np.vstack([scores for scores, _ in held_out])
    right = np.concatenate([right for _, right in held_out])
    losses = [_log_loss(scores / temperature, right) for temperature in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def _held_out_scores(
    features: csr_matrix, labels: NDArray[np.str_], fold: tuple[Any, Any], settings: NgramSettings
) -> tuple[NDArray[Any], NDArray[Any]]:
    seen, unseen = fold
    regression = _regression(settings).fit(features[seen], labels[seen])
    return regression.decision_function(features[unseen]), np.searchsorted(regression.classes_, labels[unseen])


def _log_loss(scores: NDArray[Any], right: NDArray[Any]) -> float:
    chances = _softmax(scores)[np.arange(len(right)), right]
    return float(-np.log(np.maximum(chances, 1e-12)).mean())


def _softmax(scores: NDArray[Any]) -> NDArray[Any]:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: NDArray[Any] = shifted / shifted.sum(axis=1, keepdims=True)
    return chances
