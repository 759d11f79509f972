"""What candidates learn from and what they are asked: our own texts, and the three published sets of HINT3."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from baselines.texts import Texts, read_texts, sample
from bot.topics import TOPICS
from engine.danger_texts import NLU, examples_of
from tests.understanding.unseen import OUTSIDE, read_unseen

BASELINES = Path(__file__).parents[3] / "var" / "baselines"
"""Where `make bench` keeps its baselines too."""
EACH = 6
"""Texts of each intent in each language that the baselines learn: all would take many hours."""
OURS = "ours"
HINT3 = ("curekart", "powerplay11", "sofmattress")
#: HINT3's label of what no intent of a set answers; only its test texts bear it.
HINT3_OUTSIDE = "NO_NODES_DETECTED"
#: Intents that only the bot itself sets; config.yml names them too.
NOT_LEARNED = frozenset({"inform", "unsure", "resume_request"})
GROUPS = ("en", "es", "others")


@dataclass(frozen=True)
class Asked:
    """A text nobody learned from, the labels that are right, and its group (a language, or a published set)."""

    text: str
    labels: frozenset[str]
    group: str


@dataclass(frozen=True)
class Problem:
    """One classification problem; a text of `outside` should be refused."""

    name: str
    texts: Sequence[str]
    labels: Sequence[str]
    asked: Sequence[Asked]
    outside: str
    temperature: float | None = None
    """For candidates that give margins; None: found by cross-validation on `texts`."""


def ours(temperature: float) -> Problem:
    """Return our training texts with the unseen split; a neighbour of topics.csv counts as right."""
    rows = [row for row in _our_rows() if row[1] not in NOT_LEARNED]
    asked = [
        Asked(text.words, _right(text.topics), text.language if text.language in GROUPS else "others")
        for text in read_unseen()
    ]
    return Problem(OURS, [row[0] for row in rows], [row[1] for row in rows], asked, OUTSIDE, temperature)


def texts_of_baselines() -> Texts:
    """Return the texts that projects A and B of `make bench` learn by default."""
    return sample(read_texts(), EACH, ("en", "es"))


def few(problem: Problem) -> Problem:
    """Return the problem of the baselines: their texts to learn, and the English and Spanish ones asked."""
    texts = texts_of_baselines()
    rows = [
        (text, intent) for (intent, _), found in sorted(texts.items()) for text in found if intent not in NOT_LEARNED
    ]
    asked = [text for text in problem.asked if text.group in ("en", "es")]
    return replace(problem, texts=[text for text, _ in rows], labels=[intent for _, intent in rows], asked=asked)


def part(problem: Problem, share: int) -> Problem:
    """Return the problem with one of `share` training texts, taken evenly."""
    texts, labels = problem.texts[::share], problem.labels[::share]
    return replace(problem, texts=texts, labels=labels)


def _right(topics: Sequence[str]) -> frozenset[str]:
    return frozenset(topics).union(*(TOPICS[topic].neighbours for topic in topics))


def _our_rows() -> Iterator[tuple[str, str]]:
    for path in sorted(NLU.glob("*.*.yml")):
        for intent, text in examples_of(path):
            yield text, intent


def hint3(folder: Path) -> Iterator[Problem]:
    """Yield each published set of `folder`; raises FileNotFoundError where one is missing."""
    for name in HINT3:
        train, test = list(_sentences(folder / f"{name}_train.csv")), list(_sentences(folder / f"{name}_test.csv"))
        asked = [Asked(row["sentence"], frozenset({row["label"]}), name) for row in test]
        yield Problem(name, [row["sentence"] for row in train], [row["label"] for row in train], asked, HINT3_OUTSIDE)


def _sentences(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
