"""One `ask_topic` intent, and a classifier of topics behind it: the shape Rasa's retrieval intents suggest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.topics import ANSWER_TOPICS
from tests.understanding.candidates.linear import RANKED, Linear, Ranking

ASK_TOPIC = "ask_topic"


class Layered:
    """First what kind of text it is, then, where it asks about a topic, which; chances are multiplied."""

    def __init__(self, make: Callable[[], Linear]) -> None:
        self._kinds, self._topics = make(), make()

    def fit(self, texts: Sequence[str], labels: Sequence[str], temperature: float | None) -> None:
        """Learn both steps."""
        kinds = [ASK_TOPIC if label in ANSWER_TOPICS else label for label in labels]
        self._kinds.fit(texts, kinds, temperature)
        asking = [at for at, kind in enumerate(kinds) if kind == ASK_TOPIC]
        self._topics.fit([texts[at] for at in asking], [labels[at] for at in asking], temperature)

    def read(self, text: str) -> Ranking:
        """Return the likeliest labels with their probabilities, best first."""
        kinds = dict(self._kinds.read(text))
        asks = kinds.pop(ASK_TOPIC, 0.0)
        topics = [(topic, asks * chance) for topic, chance in self._topics.read(text)]
        return sorted([*kinds.items(), *topics], key=lambda row: -row[1])[:RANKED]
