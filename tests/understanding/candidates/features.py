"""What a linear candidate sees of a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from scipy.sparse import csr_matrix, hstack

from engine.components.sentence_network import write_encoder
from engine.components.sentences import NETWORK, SentenceEncoder, english_vectors

FOLDER = Path(__file__).parents[3] / "var" / "baselines" / "sentences"


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
        return csr_matrix(english_vectors(texts, _encoder()))


class Beside:
    """Two kinds of rows side by side; `weight` is the length of the second, the first has 1."""

    def __init__(self, first: Features, second: Features, weight: float) -> None:
        self._first, self._second, self._weight = first, second, weight

    def learn(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([self._first.learn(texts), self._weight * self._second.learn(texts)], format="csr")

    def of(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([self._first.of(texts), self._weight * self._second.of(texts)], format="csr")


@cache
def _encoder() -> SentenceEncoder:
    """Read the encoder that an earlier process made, so that asking costs what it costs in service."""
    if not (FOLDER / NETWORK).exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        write_encoder(FOLDER)
    return SentenceEncoder(FOLDER)
