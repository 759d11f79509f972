"""The unseen split: texts by authors who saw only the list of topics, never a training text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bot.topics import MEDICAL_TOPICS, TOPICS

DIRECTORY = Path(__file__).parent / "unseen"
LANGUAGES = ("en", "es", "ht", "kea", "pt", "vi", "zh")
OUTSIDE = "out_of_scope"


@dataclass(frozen=True)
class Text:
    """One text, the topics that are a right answer to it (its author's first), and its language."""

    words: str
    topics: tuple[str, ...]
    language: str

    @property
    def is_outside(self) -> bool:
        """Tell whether it is nothing of ours."""
        return OUTSIDE in self.topics

    @property
    def is_medical(self) -> bool:
        return any(topic in MEDICAL_TOPICS for topic in self.topics)

    def is_answered_by(self, topic: str) -> bool:
        """Tell whether `topic` is right: one of its own, or a neighbour that topics.csv lets count."""
        return any(topic == own or topic in TOPICS[own].neighbours for own in self.topics)


def read_unseen() -> list[Text]:
    """Read every text of `unseen/<language>.jsonl`."""
    rows = [(language, line) for language in LANGUAGES for line in _lines(language)]
    read = [(language, json.loads(line)) for language, line in rows]
    return [Text(row["text"], tuple(row["topics"]), language) for language, row in read]


def _lines(language: str) -> list[str]:
    return (DIRECTORY / f"{language}.jsonl").read_text("utf-8").splitlines()
