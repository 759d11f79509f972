"""Turn texts into rows of weighted word and letter n-grams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from engine.components.plain_text import plain_text

Floats = NDArray[np.float32]
WORD = r"\w+|\?"


@dataclass(frozen=True)
class FeatureSettings:
    """How long the n-grams are, in how many texts one of letters must stand to be kept, and what a sentence weighs.

    `sentence_weight` is the length of a sentence's vector beside its n-grams', which have length 1; 0: none is made.
    """

    word_ngrams: tuple[int, int]
    letter_ngrams: tuple[int, int]
    least_texts: int
    sentence_weight: float = 0.0

    @classmethod
    def read(cls, config: Mapping[str, Any]) -> FeatureSettings:
        """Take the settings out of a component's config."""
        low, high = config["word_ngrams"]
        shortest, longest = config["letter_ngrams"]
        return cls((low, high), (shortest, longest), config["least_texts"], config["sentence_weight"])


class Ngrams:
    """Rows of n-grams, each weighed by how rare it is, each row of length 1."""

    def __init__(
        self, settings: FeatureSettings, words: list[str] | None = None, letters: list[str] | None = None
    ) -> None:
        common: dict[str, Any] = {"preprocessor": plain_text, "sublinear_tf": True, "dtype": np.float32}
        self._words = TfidfVectorizer(ngram_range=settings.word_ngrams, token_pattern=WORD, vocabulary=words, **common)
        self._letters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=settings.letter_ngrams,
            min_df=settings.least_texts if letters is None else 1,
            vocabulary=letters,
            **common,
        )

    def learn(self, texts: Sequence[str]) -> csr_matrix:
        """Choose and weigh the n-grams of `texts`, and return their rows."""
        return _side_by_side(self._words.fit_transform(texts), self._letters.fit_transform(texts))

    def of(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of `texts`."""
        return _side_by_side(self._words.transform(texts), self._letters.transform(texts))

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


def _side_by_side(words: csr_matrix, letters: csr_matrix) -> csr_matrix:
    return normalize(hstack([words, letters], format="csr"))
