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
from bot.topics import DANGER_TOPICS, OFFERED_TOPICS, STEERING_ACTS
from engine.components.open_question import may_interrupt

ANSWER, UNSURE, NOT_OURS = "inform", "unsure", DEFAULT_NLU_FALLBACK_INTENT_NAME
OUT_OF_SCOPE = "out_of_scope"
#: Questions whose answer matters; a menu or "did you mean" left unanswered is simply passed over.
HELD_OPEN = frozenset({*(question.id for question in REQUEST_QUESTIONS), "change_what", "place"})
FREE = frozenset(question for question in HELD_OPEN if QUESTIONS[question].kind is Kind.FREE)
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
            "direct": 0.45,
            "danger": 0.35,
            "interrupt": 0.65,
            "small_talk": 0.9,
            "unsure": 0.1,
            "choice": 0.04,
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
        text = message.get(TEXT) or ""
        intent = self._intent(ranking, expects, text)
        confidence = ranking[0]["confidence"] if ranking else 0.0
        if intent == ANSWER:
            message.set(ENTITIES, [{"entity": expects, "value": text}], add_to_output=True)
        message.set(INTENT, {"name": intent, "confidence": confidence}, add_to_output=True)
        message.set("understanding", self._understanding(intent, ranking), add_to_output=True)

    def _intent(self, ranking: Ranking, expects: str | None, text: str) -> str:
        best, confidence = (str(ranking[0]["name"]), ranking[0]["confidence"]) if ranking else ("", 0.0)
        if expects in FREE:
            interrupts = confidence >= self._config["interrupt"] and may_interrupt(text, best, expects)
            return best if interrupts else ANSWER
        if confidence >= self._bar(best, expects):
            return best
        return UNSURE if expects not in HELD_OPEN and self._choices(ranking) else NOT_OURS

    def _bar(self, intent: str, expects: str | None) -> float:
        """Return how sure a reading must be; an open question is left for another only when that is plainly meant."""
        if intent in DANGER_TOPICS:
            return float(self._config["danger"])
        if expects not in HELD_OPEN:
            return float(self._config["direct"])
        return float(self._config["small_talk" if intent in STEERING_ACTS else "interrupt"])

    def _choices(self, ranking: Ranking) -> list[str]:
        """Return what to offer; nothing when the likeliest reading is small talk or nothing of ours."""
        if not ranking or ranking[0]["confidence"] < self._config["unsure"] or ranking[0]["name"] not in OFFERED_TOPICS:
            return []
        likely = [row["name"] for row in ranking if row["confidence"] >= self._config["choice"]]
        return [intent for intent in likely if intent in OFFERED_TOPICS][: self._config["choices"]]

    def _understanding(self, intent: str, ranking: Ranking) -> dict[str, Any]:
        """Say how the text was read: `topic` is the best guess of topics.csv, out_of_scope when there is none."""
        best = str(ranking[0]["name"]) if ranking else ""
        return {
            "intent": intent,
            "topic": OUT_OF_SCOPE if intent == NOT_OURS else best,
            "confidence": round(ranking[0]["confidence"], 4) if ranking else 0.0,
            "choices": self._choices(ranking) if intent == UNSURE else [],
        }
