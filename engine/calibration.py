"""Measure the classifier on authors it has not learned from: `python -m engine.calibration`, a quarter of an hour.

Every author of two or more languages is left out in turn (those who wrote the only texts of a language teach it
alone).  Prints for English, read with sentence vectors, and for Spanish, read without, the temperature that
fits best and, for each threshold, what config.yml's Gate would do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from bot.topics import TOPICS
from engine.components.linear_model import LinearModel, probabilities
from engine.components.ngrams import FeatureSettings, Floats
from engine.components.sentence_network import write_encoder
from engine.components.sentences import SentenceEncoder
from engine.danger_texts import NLU, examples_of
from engine.inputs import say

Indices = NDArray[np.int_]
SETTINGS, COST = FeatureSettings((1, 2), (2, 5), 2, 0.8), 1.0
LANGUAGES = ("en", "es")
TEMPERATURES = np.geomspace(0.05, 0.5, 24)
DIRECT = (0.5, 0.6, 0.7, 0.85)
OUTSIDE = (0.5, 0.2, 0.12, 0.05)
OUT_OF_SCOPE = "out_of_scope"


def main() -> None:
    """Print all of it."""
    rows = list(_rows())
    intents = sorted({intent for _, intent, _, _ in rows})
    margins, kept = _unseen(rows, intents)
    for language in LANGUAGES:
        spoken = [at for at, row in enumerate(kept) if rows[row][3] == language]
        meant = np.array([intents.index(rows[kept[at]][1]) for at in spoken])
        for line in _measured(margins[spoken], meant, intents):
            say(f"{language}: {line}")


def _measured(margins: Floats, meant: Indices, intents: Sequence[str]) -> Iterator[str]:
    """Yield what the texts of one language say of the temperature and, with it, of each threshold."""
    best = float(min(TEMPERATURES, key=lambda warm: _loss(probabilities(margins, warm), meant)))
    yield f"{len(meant):,} texts of authors left out; temperature {best:.3f}"
    yield from _thresholds(probabilities(margins, best), meant, intents)


def _loss(chances: Floats, meant: Indices) -> float:
    """Return the mean negative log-likelihood of what was meant."""
    return float(-np.log(chances[np.arange(len(meant)), meant] + 1e-9).mean())


def _rows() -> Iterator[tuple[str, str, str, str]]:
    """Yield text, intent, author and language; the first author's texts lie in one file a room."""
    for path in sorted(NLU.glob("*.*.yml")):
        name, language, _ = path.name.split(".")
        author = name if name.startswith("voices-") else "first"
        for intent, text in examples_of(path):
            yield text, intent, author, language


def _unseen(rows: Sequence[tuple[str, str, str, str]], intents: Sequence[str]) -> tuple[Floats, list[int]]:
    """Return the margins of each English and Spanish text when its author is left out, and which texts these are."""
    found, kept = [], []
    encoder = _encoder()
    for author in sorted({author for _, _, author, _ in rows}):
        held = [at for at, row in enumerate(rows) if row[2] == author and row[3] in LANGUAGES]
        seen = [row for row in rows if not (row[2] == author and row[3] in LANGUAGES)]
        model = LinearModel.fit([row[0] for row in seen], [row[1] for row in seen], SETTINGS, COST, encoder)
        margins = np.full((len(held), len(intents)), -3.0, dtype=np.float32)
        margins[:, [intents.index(name) for name in model.intents]] = model.margins([rows[at][0] for at in held])
        found.append(margins)
        kept += held
        say(f"left out {author}: {len(held):,} texts")
    return np.concatenate(found), kept


def _encoder() -> SentenceEncoder:
    with TemporaryDirectory() as folder:
        write_encoder(Path(folder))
        return SentenceEncoder(Path(folder))


def _thresholds(chances: Floats, meant: Indices, intents: Sequence[str]) -> Iterator[str]:
    outside_column = intents.index(OUT_OF_SCOPE)
    is_outside = meant == outside_column
    ours = chances.copy()
    ours[:, outside_column] = 0
    best, sure = ours.argmax(axis=1), ours.max(axis=1)
    right = np.array([_is_right(intents[guess], intents[truth]) for guess, truth in zip(best, meant, strict=True)])
    for bar in DIRECT:
        answered = sure >= bar
        yield f"direct {bar}: {answered.mean():.1%} answered, {right[answered].mean():.1%} of them right"
    for share in OUTSIDE:
        refused = chances[:, outside_column] >= share * sure
        caught, lost = refused[is_outside].mean(), refused[~is_outside].mean()
        yield f"outside {share}: refused {caught:.1%} of what is not ours, {lost:.1%} of what is"


def _is_right(guess: str, truth: str) -> bool:
    return guess == truth or guess in TOPICS[truth].neighbours


if __name__ == "__main__":
    main()
