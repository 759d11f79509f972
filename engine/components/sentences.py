"""Vectors of whole sentences: all-MiniLM-L6-v2 in whole numbers; no PyTorch, nothing downloaded.

Texts that mean the same lie near each other even where they share no word: what n-grams cannot see.  The model (Apache
2.0, sentence-transformers) was taught English, so only English is read with it; docs/adr/0011 has what it gains and
costs.  A trained model carries the network and its word pieces (`engine.components.sentence_network` makes them).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from bot.tongues import tongues
from engine.components.ngrams import Floats

NETWORK, TOKENIZER = "sentences.onnx", "tokenizer.json"
#: What goes into the network, and what comes out of it.
PIECES, VECTOR = "pieces", "vector"
PIECES_READ, WIDTH = 96, 384


class SentenceEncoder:
    """Reads texts into rows of 384 numbers, each row of length 1; each text by itself, so that no other changes it."""

    def __init__(self, folder: Path) -> None:
        """Load both files of `folder`; raises OSError where one is missing."""
        self._tokenizer = Tokenizer.from_str((folder / TOKENIZER).read_text(encoding="utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(PIECES_READ)
        self._session = _on_one_core(folder / NETWORK)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return one row for each text."""
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        if len(pieces) == 1:
            return self._vector(pieces[0])
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return np.concatenate(list(pool.map(self._vector, pieces)))

    def _vector(self, pieces: Sequence[int]) -> Floats:
        (mean,) = self._session.run([VECTOR], {PIECES: np.array([pieces], dtype=np.int64)})
        found: Floats = mean / np.linalg.norm(mean)
        return found


def english_vectors(texts: Sequence[str], encoder: SentenceEncoder) -> Floats:
    """Return the vectors of those texts that read as English, and rows of zeros for the others."""
    found = np.zeros((len(texts), WIDTH), dtype=np.float32)
    english = [at for at, text in enumerate(texts) if _is_english(text)]
    if english:
        found[english] = encoder.vectors([texts[at] for at in english])
    return found


def _is_english(text: str) -> bool:
    guess = tongues().guess(text)
    return guess is None or guess.language == "en"


def _on_one_core(network: Path) -> InferenceSession:
    """Load the network; a text waits for one core only, and gives its memory back when it was read."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    return InferenceSession(network.read_bytes(), options, providers=["CPUExecutionProvider"])
