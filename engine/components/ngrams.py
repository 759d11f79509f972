"""Turn texts into rows of weighted word and letter n-grams.

scikit-learn chooses and weighs them in training.  A single text is read by our own few lines, which give the same row
five times as fast: scikit-learn prepares itself for thousands of texts each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

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


class Row(NamedTuple):
    """A row of n-grams: the columns it has, and what each weighs."""

    columns: NDArray[np.int64]
    values: Floats


class _Kind:
    """The n-grams of one kind, of words or of letters."""

    def __init__(self, vectorizer: TfidfVectorizer) -> None:
        self.vectorizer = vectorizer

    @cached_property
    def _found_in(self) -> Any:  # noqa: ANN401 -- a function from a text to its n-grams
        return self.vectorizer.build_analyzer()

    @cached_property
    def _columns(self) -> dict[str, int]:
        return dict(self.vectorizer.vocabulary_)

    @cached_property
    def weights(self) -> Floats:
        """Return the weight of each n-gram; scikit-learn adds them up anew whenever it is asked."""
        found: Floats = self.vectorizer.idf_
        return found

    def terms(self) -> list[str]:
        """Return the n-grams in column order."""
        return [str(term) for term in self.vectorizer.get_feature_names_out()]

    def row(self, text: str) -> Row:
        """Return the n-grams of `text` that are known, weighed as scikit-learn does: a row of length 1, or empty."""
        times = Counter(self._columns[term] for term in self._found_in(text) if term in self._columns)
        columns = np.fromiter(times, dtype=np.int64, count=len(times))
        often = np.fromiter(times.values(), dtype=np.float32, count=len(times))
        return Row(columns, _of_length_1((1 + np.log(often)) * self.weights[columns]))


class Ngrams:
    """Rows of n-grams, each weighed by how rare it is, each row of length 1."""

    def __init__(
        self, settings: FeatureSettings, words: list[str] | None = None, letters: list[str] | None = None
    ) -> None:
        common: dict[str, Any] = {"preprocessor": plain_text, "sublinear_tf": True, "dtype": np.float32}
        self._words = _Kind(
            TfidfVectorizer(ngram_range=settings.word_ngrams, token_pattern=WORD, vocabulary=words, **common)
        )
        self._letters = _Kind(
            TfidfVectorizer(
                analyzer="char_wb",
                ngram_range=settings.letter_ngrams,
                min_df=settings.least_texts if letters is None else 1,
                vocabulary=letters,
                **common,
            )
        )

    def learn(self, texts: Sequence[str]) -> csr_matrix:
        """Choose and weigh the n-grams of `texts`, and return their rows."""
        found = [kind.vectorizer.fit_transform(texts) for kind in (self._words, self._letters)]
        return normalize(hstack(found, format="csr"))

    def row(self, text: str) -> Row:
        """Return the row of a text."""
        words, letters = self._words.row(text), self._letters.row(text)
        columns = np.concatenate([words.columns, letters.columns + len(self._words.weights)])
        return Row(columns, _of_length_1(np.concatenate([words.values, letters.values])))

    def of(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of `texts`."""
        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(row.columns) for row in rows)])
        columns, values = (np.concatenate(part) for part in zip(*rows, strict=True))
        width = len(self._words.weights) + len(self._letters.weights)
        return csr_matrix((values, columns, ends), shape=(len(rows), width))

    def weigh(self, words: Floats, letters: Floats) -> None:
        """Set the weights of n-grams learned before."""
        self._words.vectorizer.idf_, self._letters.vectorizer.idf_ = words, letters

    def weights(self) -> dict[str, Floats]:
        """Return the weights of all n-grams."""
        return {"word_weights": self._words.weights, "letter_weights": self._letters.weights}

    def vocabulary(self) -> dict[str, list[str]]:
        """Return the n-grams in column order."""
        return {"words": self._words.terms(), "letters": self._letters.terms()}


def _of_length_1(values: Floats) -> Floats:
    length = np.linalg.norm(values)
    found: Floats = (values / length if length else values).astype(np.float32)
    return found
