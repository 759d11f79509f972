"""Train the danger screen's linear model when its texts changed: `python -m engine.danger_training [--force]`.

Reads `data/danger/<language>/*.tsv` (texts written for training, none of the published case pack's) and, as ordinary
talk, the examples of `data/nlu` whose topic is not itself near danger.  Writes `bot/safety/model/`.
"""

from __future__ import annotations

import json
import sys
import time
from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.svm import LinearSVC

from bot.safety.grams import grams_of, plain_words
from bot.safety.scoring import CATEGORIES, DIRECTORY, OUTPUTS, UNSAID
from bot.safety.screening import GREETINGS
from bot.safety.words import words_of
from engine.danger_texts import DangerText, inputs_hash, is_current, read_danger_texts, read_ordinary_texts

LEAST_TEXTS = 3
"""A gram must stand in this many texts; rarer ones say more of one author than of danger."""
FOLDS, SEED = 5, 1
#: How many of the texts nearest to danger, written to be mistaken for it, may be taken for danger (issue 3: 15%, 3%).
LOOK_ALIKES = {"danger": 0.15, "emergency": 0.02}
#: The same for ordinary talk (issue 3: 2%, 0.3%); of the two thresholds the stricter one counts.
ORDINARY = {"danger": 0.035, "emergency": 0.003}
QUESTIONS = ("danger", "emergency", *map(str, CATEGORIES))


def main(arguments: list[str]) -> int:
    """Train if needed; say what happens and how long it took."""
    if is_current() and "--force" not in arguments:
        say("the danger model is up to date")
        return 0
    started = time.monotonic()
    written, ordinary = read_danger_texts(), read_ordinary_texts()
    say(f"training the danger model on {len(written):,} texts and {len(ordinary):,} of ordinary talk")
    about = train(written, ordinary)
    write_about({"made_from": inputs_hash(), **about})
    say(f"trained in {time.monotonic() - started:.0f} s; it speaks from the next start on")
    return 0


def train(written: Sequence[DangerText], ordinary: Sequence[DangerText]) -> dict[str, Any]:
    """Train on all texts, write grams and weights, and return what `model.json` says of them."""
    texts = [*written, *ordinary]
    grams = [_grams(text) for text in texts]
    matrix = Matrix(grams)
    rows = matrix.rows(grams)
    models = {question: _fit(rows, texts, question) for question in QUESTIONS}
    thresholds = _thresholds(grams, texts, is_ordinary=np.arange(len(texts)) >= len(written))
    scale = _write_numbers(matrix, models)
    bias = {question: float(model.intercept_[0]) - thresholds.get(question, 0.0) for question, model in models.items()}
    return {"texts": len(texts), "grams": len(matrix.grams), "thresholds": thresholds, "scale": scale, "bias": bias}


class Matrix:
    """Texts as rows of grams, each weighed by how rare it is, each row of about length 1."""

    def __init__(self, grams: Sequence[list[str]]) -> None:
        counts = Counter(gram for text in grams for gram in set(text))
        self.grams = sorted(gram for gram, count in counts.items() if count >= LEAST_TEXTS)
        self._index = {gram: at for at, gram in enumerate(self.grams)}
        rarity = np.log([len(grams) / counts[gram] for gram in self.grams])
        self.step = rarity.max() / 127
        self.rarity = np.maximum(np.round(rarity / self.step), 1)  # whole numbers from here on, as at run time

    def rows(self, grams: Sequence[list[str]]) -> Any:  # noqa: ANN401 - scipy has no types
        """Return one row for each text."""
        ends, columns = [0], []
        for text in grams:
            columns += [self._index[gram] for gram in text if gram in self._index]
            ends.append(len(columns))
        plain = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(grams), len(self.grams)))
        lengths = np.sqrt(plain @ self.rarity**2 + UNSAID)  # as at run time: a gram that two words share counts twice
        return diags(1 / lengths) @ plain @ diags(self.rarity)


def _grams(text: DangerText) -> list[str]:
    return list(grams_of(plain_words(words_of(f"{text.earlier} {text.text}"), GREETINGS)))


def _wanted(texts: Sequence[DangerText], question: str) -> Any:  # noqa: ANN401 - numpy array of bool
    """Return for each text whether the answer to `question` is yes."""
    if question == "danger":
        return np.array([text.is_danger for text in texts])
    return np.array([question in {text.level, text.category} for text in texts])


def _fit(rows: Any, texts: Sequence[DangerText], question: str) -> Any:  # noqa: ANN401
    return LinearSVC(C=1.0, random_state=SEED).fit(rows, _wanted(texts, question))


def _thresholds(grams: Sequence[list[str]], texts: Sequence[DangerText], *, is_ordinary: Any) -> dict[str, float]:  # noqa: ANN401
    """Choose both thresholds on texts the model was not trained on (cross-validation), never on the case pack."""
    margins = _margins_unseen(grams, texts)
    harmless = ~_wanted(texts, "danger")
    return {
        question: float(max(
            np.quantile(margin[harmless & ~is_ordinary], 1 - LOOK_ALIKES[question]),
            np.quantile(margin[is_ordinary], 1 - ORDINARY[question]),
        ))
        for question, margin in margins.items()
    }  # fmt: skip


def _margins_unseen(grams: Sequence[list[str]], texts: Sequence[DangerText]) -> dict[str, Any]:
    fold = np.random.RandomState(SEED).randint(0, FOLDS, len(texts))
    margins = {question: np.zeros(len(texts)) for question in LOOK_ALIKES}
    for number in range(FOLDS):
        seen, unseen = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        matrix = Matrix([grams[at] for at in seen])
        rows, new_rows = matrix.rows([grams[at] for at in seen]), matrix.rows([grams[at] for at in unseen])
        for question, margin in margins.items():
            margin[unseen] = _fit(rows, [texts[at] for at in seen], question).decision_function(new_rows)
    return margins


def _write_numbers(matrix: Matrix, models: dict[str, Any]) -> dict[str, float]:
    """Write grams and weights as whole numbers from -127 to 127; return what one step of each output is worth."""
    DIRECTORY.mkdir(exist_ok=True)
    scale = {}
    with (DIRECTORY / "weights.bin").open("wb") as file:
        for output in OUTPUTS:
            weights = matrix.rarity if output == "rarity" else models[output].coef_.ravel() * matrix.rarity
            scale[output] = float(np.abs(weights).max() / 127)
            file.write(array("b", np.round(weights / scale[output]).astype(int).tolist()).tobytes())
    (DIRECTORY / "grams.txt").write_text("\n".join(matrix.grams), encoding="utf-8")
    return scale


def write_about(about: dict[str, Any]) -> None:
    """Write `model.json` last: until it is there, the numbers beside it count as old."""
    (DIRECTORY / "model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def say(line: str) -> None:
    """Print one line of progress at once."""
    print(line, flush=True)  # noqa: T201 - a command speaks on its standard output


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
