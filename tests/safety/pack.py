"""The published case pack: what people write, and what the screen must say of it.  Format: tests/safety/README.md."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.safety import Verdict, screen

DIRECTORY = Path(__file__).parent / "cases"
LANGUAGES = ("en", "es", "ht", "kea", "pt", "vi", "zh")
OWN, FROZEN = "own", "frozen"
"""Texts the rules were written with, and texts other authors wrote once rules and model were frozen."""


@dataclass(frozen=True)
class Case:
    """One text with the verdict it must get."""

    language: str
    text: str
    history: tuple[str, ...]
    category: str
    level: str
    reason: str
    part: str = OWN

    @property
    def is_danger(self) -> bool:
        return self.category != "none"

    def verdict(self) -> Verdict:
        return screened(self.text, self.history)


screened = cache(screen)  # the pack is counted in many ways; each text is screened once


@cache
def read_pack(language: str) -> tuple[Case, ...]:
    lines = (DIRECTORY / f"{language}.jsonl").read_text("utf-8").splitlines()
    return tuple(_case(language, json.loads(line)) for line in lines)


def _case(language: str, row: dict[str, str]) -> Case:
    history = tuple(row.get("history", ()))
    part = row.get("part", OWN)
    return Case(language, row["text"], history, row["category"], row["level"], row["reason"], part)


ALL_CASES = [case for language in LANGUAGES for case in read_pack(language)]
