"""The arithmetic of the n-gram classifier: texts to n-grams, n-grams to calibrated probabilities.

Kernel ridge regression on one-hot intents.  Two texts are as alike as the n-grams they share, and the cube in `_alike`
counts pairs and triples of shared n-grams too ("how" with "narcan" means more than either): on the dev sets of
tests/understanding 70% first choices right against 66% for the plain sum.  Solving it gives every text's score had it
been left out for nothing more, and on those the temperature is chosen that turns scores into probabilities: so they
were calibrated on texts the model had not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import spotrf, spotri, spotrs
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from engine.components.plain_text import plain_text

Floats = NDArray[np.float32]
Labels = NDArray[np.int_]
WORD = r"\w+|\?"
ROWS_AT_ONCE = 256
TEMPERATURES = np.geomspace(0.01, 1.0, 60)


@dataclass(frozen=True)
class NgramSettings:
    """How long the n-grams are, how many of each kind are kept, how alike is counted, how far to trust the data."""

    word_ngrams: tuple[int, int]
    letter_ngrams: tuple[int, int]
    max_features: int
    degree: int
    regularisation: float

    @classmethod
    def read(cls, config: Mapping[str, Any]) -> NgramSettings:
        """Take the settings out of a component's config."""
        low, high = config["word_ngrams"]
        shortest, longest = config["letter_ngrams"]
        return cls((low, high), (shortest, longest), config["max_features"], config["degree"], config["regularisation"])


class NgramModel:
    """A fitted model; built by `fit` or `restore`, then only asked."""

    def __init__(self, settings: NgramSettings, ngrams: _Ngrams, intents: Sequence[str]) -> None:
        self._settings = settings
        self._ngrams = ngrams
        self._intents = list(intents)
        self._texts = csr_matrix((0, 0), dtype=np.float32)
        self._by_ngram = self._texts
        self._shares: Floats = np.zeros((0, 0), dtype=np.float32)
        self._temperature = 1.0

    @classmethod
    def fit(cls, texts: Sequence[str], intents: Sequence[str], settings: NgramSettings) -> NgramModel:
        """Learn to tell `intents` from `texts`."""
        ngrams = _Ngrams(settings)
        names, labels = np.unique(np.asarray(intents), return_inverse=True)
        model = cls(settings, ngrams, [str(name) for name in names])
        model._remember(ngrams.learn(texts))
        model._shares, unseen = _ridge(model._alike_each_other(), labels, settings.regularisation)
        model._temperature = _best_temperature(unseen, labels)
        return model

    @classmethod
    def restore(cls, words: Mapping[str, Any], arrays: Mapping[str, Any]) -> NgramModel:
        """Rebuild a model from what `vocabulary()` and `arrays()` gave."""
        settings = NgramSettings.read(words["settings"])
        ngrams = _Ngrams(settings, words["words"], words["letters"])
        ngrams.weigh(arrays["word_weights"], arrays["letter_weights"])
        model = cls(settings, ngrams, words["intents"])
        shape = tuple(arrays["shape"])
        model._remember(csr_matrix((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape))
        model._shares, model._temperature = arrays["shares"], float(arrays["temperature"])
        return model

    def _remember(self, texts: csr_matrix) -> None:
        """Keep the learned texts, and turned once so that a new text finds those it shares an n-gram with."""
        self._texts, self._by_ngram = texts, texts.T.tocsr()

    def vocabulary(self) -> dict[str, Any]:
        """Return all that is words, for JSON."""
        return {"settings": asdict(self._settings), "intents": self._intents, **self._ngrams.vocabulary()}

    def arrays(self) -> dict[str, Any]:
        """Return all that is numbers."""
        texts = {name: getattr(self._texts, name) for name in ("data", "indices", "indptr", "shape")}
        return {**texts, **self._ngrams.weights(), "shares": self._shares, "temperature": self._temperature}

    def rank(self, text: str, length: int) -> list[tuple[str, float]]:
        """Return the `length` likeliest intents with their probabilities, best first."""
        scores = self._alike(self._ngrams.of([text])) @ self._shares
        chances = _softmax(scores / self._temperature)[0]
        best = np.argsort(-chances)[:length]
        return [(self._intents[index], float(chances[index])) for index in best]

    def _alike(self, texts: csr_matrix) -> Floats:
        """Say how alike `texts` and the learned texts are: 0 when they share no n-gram."""
        alike: Floats = (1 + (texts @ self._by_ngram).toarray()) ** self._settings.degree - 1
        return alike

    def _alike_each_other(self) -> Floats:
        """Say how alike the learned texts are to each other, some rows at a time to spare memory."""
        count = self._texts.shape[0]
        alike: Floats = np.empty((count, count), dtype=np.float32)
        for start in range(0, count, ROWS_AT_ONCE):
            alike[start : start + ROWS_AT_ONCE] = self._alike(self._texts[start : start + ROWS_AT_ONCE])
        return alike


class _Ngrams:
    """Turns texts into rows of weighted word and letter n-grams, each row of length 1."""

    def __init__(
        self, settings: NgramSettings, words: list[str] | None = None, letters: list[str] | None = None
    ) -> None:
        common: dict[str, Any] = {
            "preprocessor": plain_text,
            "sublinear_tf": True,
            "dtype": np.float32,
            "max_features": settings.max_features,
        }
        self._words = TfidfVectorizer(ngram_range=settings.word_ngrams, token_pattern=WORD, vocabulary=words, **common)
        self._letters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=settings.letter_ngrams,
            min_df=2 if letters is None else 1,
            vocabulary=letters,
            **common,
        )

    def learn(self, texts: Sequence[str]) -> csr_matrix:
        """Choose and weigh the n-grams of `texts`, and return their rows."""
        for vectorizer in (self._words, self._letters):
            vectorizer.fit(texts)
        return self.of(texts)

    def of(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of `texts`."""
        return normalize(hstack([self._words.transform(texts), self._letters.transform(texts)], format="csr"))

    def weigh(self, words: Floats, letters: Floats) -> None:
        """Set the weights of n-grams learned before."""
        self._words.idf_, self._letters.idf_ = words, letters

    def weights(self) -> dict[str, Floats]:
        """Return the weights of all n-grams."""
        return {"word_weights": self._words.idf_, "letter_weights": self._letters.idf_}

    def vocabulary(self) -> dict[str, list[str]]:
        """Return the n-grams in column order."""
        kinds = (("words", self._words), ("letters", self._letters))
        return {name: [str(term) for term in kind.get_feature_names_out()] for name, kind in kinds}


def _ridge(alike: Floats, labels: Labels, regularisation: float) -> tuple[Floats, Floats]:
    """Return each text's share in each intent, and each text's scores had it been left out; uses up `alike`.

    Everything happens in the one square array (170 MB at 6,500 texts), by its Cholesky factor.
    """
    targets = _one_hot(labels)
    alike[np.diag_indices_from(alike)] += regularisation
    factor, _ = spotrf(alike.T, lower=1, overwrite_a=1)
    shares, _ = spotrs(factor, targets, lower=1)
    inverse, _ = spotri(factor, lower=1, overwrite_c=1)
    return np.ascontiguousarray(shares), targets - shares / np.diag(inverse)[:, None]


def _one_hot(labels: Labels) -> Floats:
    """Write each label as a row that is 1 at the label and evenly below 0 elsewhere."""
    width = int(labels.max()) + 1
    rows = np.full((len(labels), width), -1.0 / width, dtype=np.float32)
    rows[np.arange(len(labels)), labels] = 1.0
    return rows


def _best_temperature(scores: Floats, labels: Labels) -> float:
    """Choose the temperature whose probabilities fit unseen texts best (least log loss)."""
    losses = [_log_loss(scores / temperature, labels) for temperature in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def _log_loss(scores: NDArray[Any], labels: Labels) -> float:
    chances = _softmax(scores)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(chances, 1e-12)).mean())


def _softmax(scores: NDArray[Any]) -> NDArray[Any]:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: NDArray[Any] = shifted / shifted.sum(axis=1, keepdims=True)
    return chances
