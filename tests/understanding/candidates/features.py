"""What a linear candidate sees of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from scipy.sparse import csr_matrix, hstack

from engine.components.sentences import english_vectors


class Features(Protocol):
    """Turns texts into rows of numbers."""

    def learn(self, texts: Sequence[str]) -> csr_matrix:
        """Choose and weigh the columns, and return the rows of `texts`."""

    def of(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of texts not learned from."""


class Sentences:
    """The vectors of English texts; they learn nothing from ours."""

    def learn(self, texts: Sequence[str]) -> csr_matrix:
        return self.of(texts)

    def of(self, texts: Sequence[str]) -> csr_matrix:
        return csr_matrix(english_vectors(texts))


class Beside:
    """Two kinds of rows side by side; `weight` is the length of the second, the first has 1."""

    def __init__(self, first: Features, second: Features, weight: float) -> None:
        self._first, self._second, self._weight = first, second, weight

    def learn(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([self._first.learn(texts), self._weight * self._second.learn(texts)], format="csr")

    def of(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([self._first.of(texts), self._weight * self._second.of(texts)], format="csr")
