"""Rasa's own default: its pipeline for English as `rasa init` writes it, 100 epochs of DIET."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.understanding.candidates.linear import RANKED, Ranking

EPOCHS = 100
PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": EPOCHS, "constrain_similarities": True, "random_seed": 1},
]


class Diet:
    """Trains and asks Rasa in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._agent: Any = None

    def __getstate__(self) -> dict[str, Any]:
        """Keep the folder: Rasa keeps its model there."""
        return {"_folder": self._folder, "_agent": None}

    def fit(self, texts: Sequence[str], labels: Sequence[str], _: float | None) -> None:
        """Learn from `texts`; takes minutes for hundreds of them."""
        from rasa.model_training import train_nlu

        self._folder.mkdir(parents=True, exist_ok=True)
        config, data = self._folder / "config.yml", self._folder / "nlu.yml"
        config.write_text(yaml.safe_dump({"recipe": "default.v1", "language": "en", "pipeline": PIPELINE}), "utf-8")
        data.write_text(_as_rasa(texts, labels), "utf-8")
        if train_nlu(str(config), str(data), str(self._folder), fixed_model_name="diet") is None:
            raise RuntimeError("Rasa did not train")

    def read(self, text: str) -> Ranking:
        """Return the likeliest labels with the confidences Rasa gives, best first."""
        if self._agent is None:
            from rasa.core.agent import Agent

            self._agent = Agent.load(str(self._folder / "diet.tar.gz"))
        parsed = asyncio.run(self._agent.parse_message(text))
        return [(row["name"], float(row["confidence"])) for row in parsed["intent_ranking"][:RANKED]]


def _as_rasa(texts: Sequence[str], labels: Sequence[str]) -> str:
    examples: dict[str, list[str]] = {}
    for text, label in zip(texts, labels, strict=True):
        examples.setdefault(label, []).append(f"- {_plain(text)}\n")
    entries = [{"intent": label, "examples": "".join(lines)} for label, lines in examples.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": entries}, allow_unicode=True, width=10_000)


def _plain(text: str) -> str:
    """Take out what Rasa reads as an entity."""
    return " ".join(text.replace("[", "(").replace("]", ")").replace("{", "(").replace("}", ")").split())
