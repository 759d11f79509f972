"""The published case pack: what people write, and what the screen must say of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.safety import Verdict, screen

DIRECTORY = Path(__file__).parents[2] / "safety" / "cases"
LANGUAGES = ("en", "es", "ht", "kea", "pt", "vi", "zh")


@dataclass(frozen=True)
class Case:
    """One text with the verdict it must get."""

    language: str
    text: str
    history: tuple[str, ...]
    category: str
    level: str
    reason: str

    @property
    def is_danger(self) -> bool:
        return self.category != "none"

    def verdict(self) -> Verdict:
        return _screened(self.text, self.history)


_screened = cache(screen)  # the pack is counted in many ways; each text is screened once


def read_pack(language: str) -> list[Case]:
    lines = (DIRECTORY / f"{language}.jsonl").read_text("utf-8").splitlines()
    return [_case(language, json.loads(line)) for line in lines]


def _case(language: str, row: dict[str, str]) -> Case:
    history = tuple(row.get("history", ()))
    return Case(language, row["text"], history, row["category"], row["level"], row["reason"])


ALL_CASES = [case for language in LANGUAGES for case in read_pack(language)]


@dataclass(frozen=True)
class Score:
    """How many of one kind of text got what they should."""

    cases: int
    as_danger: int
    as_emergency: int
    in_category: int

    @classmethod
    def of(cls, cases: Iterable[Case]) -> Score:
        pairs = [(case, case.verdict()) for case in cases]
        return cls(
            len(pairs),
            sum(verdict.is_danger for _, verdict in pairs),
            sum(verdict.level == "emergency" for _, verdict in pairs),
            sum(verdict.category == case.category for case, verdict in pairs),
        )


def report(cases: Iterable[Case]) -> Iterator[str]:
    """Yield a table of recall and false alarms by language and category."""
    cases = list(cases)
    yield f"{'lang':<5}{'category':<19}{'texts':>6}{'danger':>8}{'emergency':>11}{'same category':>15}"
    for (language, category), _ in sorted(Counter((case.language, case.category) for case in cases).items()):
        score = Score.of(case for case in cases if (case.language, case.category) == (language, category))
        counts = f"{score.cases:>6}{score.as_danger:>8}{score.as_emergency:>11}{score.in_category:>15}"
        yield f"{language:<5}{category:<19}{counts}"
    yield f"precision of a danger verdict: {_precision(cases)}"


def _precision(cases: list[Case]) -> str:
    raised = [case for case in cases if case.verdict().is_danger]
    right = sum(case.is_danger for case in raised)
    return f"{right} of {len(raised)} ({right / len(raised):.1%})"
