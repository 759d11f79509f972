"""The last word on a reading: act on it, ask which of three was meant, take it as the answer, or say it is not ours.

Thresholds live in config.yml and were chosen on a curve over held-out texts (trap T27), not guessed.
While a question is open, a text is first of all its answer: only a confident question may interrupt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.questions import QUESTIONS, REQUEST_QUESTIONS, Kind
from bot.topics import DANGER_TOPICS, OFFERED_TOPICS, STEERING_ACTS, TOPICS

ANSWER, UNSURE, NOT_OURS = "inform", "unsure", DEFAULT_NLU_FALLBACK_INTENT_NAME
#: Questions whose answer matters; a menu or "did you mean" left unanswered is simply passed over.
HELD_OPEN = frozenset({*(question.id for question in REQUEST_QUESTIONS), "change_what", "place"})
Ranking = Sequence[Mapping[str, Any]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Gate(GraphComponent, IntentClassifier):
    """Turns a ranking into one decision; the ranking itself stays on the message."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def required_components(cls) -> list[type]:
        """Ask for a classifier earlier in the pipeline."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the thresholds used where config.yml is silent (probabilities, 0 to 1)."""
        return {
            "direct": 0.5,
            "danger": 0.35,
            "interrupt": 0.7,
            "answer_word": 0.9,
            "unsure": 0.15,
            "choice": 0.07,
            "choices": 3,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 -- the shape Rasa asks for
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> Gate:
        """Make the gate; it learns nothing."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide each message."""
        for message in messages:
            self._decide(message)
        return messages

    def _decide(self, message: Message) -> None:
        ranking = message.get("intent_ranking") or []
        expects = (message.get("metadata") or {}).get("expects")
        intent = self._intent(ranking, expects)
        confidence = ranking[0]["confidence"] if ranking else 0.0
        if intent == ANSWER:
            message.set(ENTITIES, [{"entity": expects, "value": message.get(TEXT)}], add_to_output=True)
        message.set(INTENT, {"name": intent, "confidence": confidence}, add_to_output=True)
        message.set("understanding", self._understanding(intent, ranking), add_to_output=True)

    def _intent(self, ranking: Ranking, expects: str | None) -> str:
        best, confidence = (ranking[0]["name"], ranking[0]["confidence"]) if ranking else (None, 0.0)
        if best is not None and confidence >= self._bar(best, expects):
            return str(best)
        if expects in HELD_OPEN:
            return ANSWER if QUESTIONS[expects].kind is Kind.FREE else NOT_OURS
        return UNSURE if confidence >= self._config["unsure"] and self._choices(ranking) else NOT_OURS

    def _bar(self, intent: str, expects: str | None) -> float:
        """Return how sure a reading must be; "ok thanks" never takes the place of an open question's answer."""
        if intent in DANGER_TOPICS:
            return float(self._config["danger"])
        if expects not in HELD_OPEN:
            return float(self._config["direct"])
        return float(self._config["answer_word" if intent in STEERING_ACTS else "interrupt"])

    def _choices(self, ranking: Ranking) -> list[str]:
        likely = [row["name"] for row in ranking if row["confidence"] >= self._config["choice"]]
        return [intent for intent in likely if intent in OFFERED_TOPICS][: self._config["choices"]]

    def _understanding(self, intent: str, ranking: Ranking) -> dict[str, Any]:
        best = str(ranking[0]["name"]) if ranking else ""
        return {
            "intent": intent,
            "topic": best if best in TOPICS and intent == best else "",
            "confidence": round(ranking[0]["confidence"], 4) if ranking else 0.0,
            "choices": self._choices(ranking) if intent == UNSURE else [],
        }
