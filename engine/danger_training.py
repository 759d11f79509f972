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
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.svm import LinearSVC

from bot.safety.grams import grams_of, plain_words
from bot.safety.scoring import CATEGORIES, DIRECTORY, OUTPUTS, UNSAID
from bot.safety.screening import GREETINGS
from bot.safety.words import words_of
from engine.danger_texts import ABOUT, DangerText, inputs_hash, is_current, read_danger_texts, read_ordinary_texts
from engine.inputs import MADE_FROM, say

LEAST_TEXTS = 3
"""A gram must stand in this many texts; rarer ones say more of one author than of danger."""
FOLDS, SEED = 6, 1
#: How many harmless texts, most of them written to be mistaken for danger, may raise an alarm (issue 3: 15%, 3%).
LOOK_ALIKES = {"danger": 0.165, "emergency": 0.02}
#: The same for the engine's examples, ordinary talk of the same matters; of the two the stricter one counts.
ORDINARY = {"danger": 0.075, "emergency": 0.003}
#: Each of these alone may raise the alarm; by how large a share of the false alarms it may cause (docs/adr/0008).
ALARMS = {"danger": 1.0, "overdose_now": 0.4, "suicide_risk": 1.3, "medical_emergency": 0.4, "violence": 0.4}
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
    write_about({MADE_FROM: inputs_hash(), **about})
    say(f"trained in {time.monotonic() - started:.0f} s; it speaks from the next start on")
    return 0


def train(written: Sequence[DangerText], ordinary: Sequence[DangerText]) -> dict[str, Any]:
    """Train on all texts, write grams and weights, and return what `model.json` says of them."""
    texts = [*written, *ordinary]
    grams = [_grams(text) for text in texts]
    matrix = Matrix(grams)
    rows = matrix.rows(grams)
    models = {question: _fit(rows, texts, question) for question in QUESTIONS}
    is_ordinary = np.arange(len(texts)) >= len(written)
    thresholds = _thresholds(_margins_unseen(grams, texts), ~_wanted(texts, "danger"), is_ordinary=is_ordinary)
    scale = _write_numbers(matrix, models)
    bias = {question: float(model.intercept_[0]) - thresholds[question] for question, model in models.items()}
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


def _thresholds(margins: Mapping[str, Any], harmless: Any, *, is_ordinary: Any) -> dict[str, float]:  # noqa: ANN401
    """Choose every threshold on texts the model was not trained on (`_margins_unseen`), never on the case pack.

    `harmless` and `is_ordinary` say it of each text.  The questions that raise an alarm share the false ones allowed.
    """
    groups = {"look-alikes": harmless & ~is_ordinary, "ordinary": is_ordinary}
    allowed = {"look-alikes": LOOK_ALIKES, "ordinary": ORDINARY}
    emergency = max(
        float(np.quantile(margins["emergency"][groups[kind]], 1 - allowed[kind]["emergency"])) for kind in groups
    )
    alarms = [_alarms_at(margins, groups[kind], allowed[kind]["danger"]) for kind in groups]
    return {"emergency": emergency, **{question: max(found[question] for found in alarms) for question in ALARMS}}


def _alarms_at(margins: Mapping[str, Any], group: Any, allowed: float) -> dict[str, float]:  # noqa: ANN401
    """Return the lowest thresholds, by the shares of ALARMS, at which at most `allowed` of a group raise an alarm."""
    low, high = 0.0, allowed
    for _ in range(20):
        rate = (low + high) / 2
        found = {
            question: float(np.quantile(margins[question][group], 1 - rate * ALARMS[question])) for question in ALARMS
        }
        alarmed = np.any([margins[question][group] > found[question] for question in ALARMS], axis=0)
        low, high = (rate, high) if alarmed.mean() <= allowed else (low, rate)
    return found


def _margins_unseen(grams: Sequence[list[str]], texts: Sequence[DangerText]) -> dict[str, Any]:
    """Return what each question says of each text when trained without all texts of the same author."""
    authors = sorted({text.author for text in texts})
    part = dict(zip(authors, np.random.RandomState(SEED).permutation(len(authors)) % FOLDS, strict=True))
    fold = np.array([part[text.author] for text in texts])
    margins = {question: np.zeros(len(texts)) for question in QUESTIONS}
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
    ABOUT.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
