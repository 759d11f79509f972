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
from bot.topics import DANGER_TOPICS, MEDICAL_TOPICS, OFFERED_TOPICS, STEERING_ACTS, TOPICS
from engine.components.follow_up import meant_after
from engine.components.open_question import may_interrupt
from engine.components.ways_to_stop import WAYS, way_to_stop

ANSWER, UNSURE, NOT_OURS = "inform", "unsure", DEFAULT_NLU_FALLBACK_INTENT_NAME
OUT_OF_SCOPE = "out_of_scope"
CLEAR_IN_CONTEXT = 0.95
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
            "direct": 0.6,
            "medical": 0.85,
            "danger": 0.35,
            "interrupt": 0.65,
            "small_talk": 0.9,
            "unsure": 0.12,
            "outside": 0.12,
            "choice": 0.03,
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
        metadata = message.get("metadata") or {}
        expects, text = metadata.get("expects"), message.get(TEXT) or ""
        ranking = _in_context(message.get("intent_ranking") or [], metadata.get("before"), text)
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
        if self._is_outside(ranking):
            return best if best == OUT_OF_SCOPE else NOT_OURS
        if confidence + _of_neighbours(ranking) >= self._bar(ranking, expects):
            return best
        return self._unsure(ranking, text) if expects not in HELD_OPEN else NOT_OURS

    def _unsure(self, ranking: Ranking, text: str) -> str:
        choices = self._choices(ranking)
        return way_to_stop(text, ranking, choices) or (UNSURE if choices else NOT_OURS)

    def _is_outside(self, ranking: Ranking) -> bool:
        """Tell whether "nothing of ours" is nearly as likely as the likeliest topic: then no answer is better."""
        ours = max((row["confidence"] for row in ranking if row["name"] != OUT_OF_SCOPE), default=0.0)
        outside = next((row["confidence"] for row in ranking if row["name"] == OUT_OF_SCOPE), 0.0)
        is_danger = bool(ranking) and ranking[0]["name"] in DANGER_TOPICS
        return not is_danger and bool(outside) and outside >= self._config["outside"] * ours

    def _bar(self, ranking: Ranking, expects: str | None) -> float:
        """Return how sure a reading must be; an open question is left for another only when that is plainly meant."""
        intent = str(ranking[0]["name"]) if ranking else ""
        if intent in DANGER_TOPICS:
            return float(self._config["danger"])
        if expects in HELD_OPEN:
            return float(self._config["small_talk" if intent in STEERING_ACTS else "interrupt"])
        likely = {row["name"] for row in ranking if row["confidence"] >= self._config["choice"]}
        return float(self._config["medical" if likely & MEDICAL_TOPICS else "direct"])

    def _choices(self, ranking: Ranking) -> list[str]:
        """Return what to offer, likeliest first; nothing when no reading is likely enough."""
        if not ranking or ranking[0]["confidence"] < self._config["unsure"]:
            return []
        likely = [row["name"] for row in ranking if row["confidence"] >= self._config["choice"]]
        return [intent for intent in likely if intent in OFFERED_TOPICS][: self._config["choices"]]

    def _understanding(self, intent: str, ranking: Ranking) -> dict[str, Any]:
        """Say how the text was read: `topic` is the best guess of topics.csv, out_of_scope when there is none."""
        best = str(ranking[0]["name"]) if ranking else ""
        topic = intent if intent in WAYS else best
        return {
            "intent": intent,
            "topic": OUT_OF_SCOPE if intent == NOT_OURS else topic,
            "confidence": round(ranking[0]["confidence"], 4) if ranking else 0.0,
            "choices": self._choices(ranking) if intent == UNSURE else [],
        }


def _of_neighbours(ranking: Ranking) -> float:
    """Return the probability of topics as right as the likeliest: to ask which was meant helps nobody."""
    best = TOPICS.get(str(ranking[0]["name"])) if ranking else None
    return float(sum(row["confidence"] for row in ranking if best and row["name"] in best.neighbours))


def _in_context(ranking: Ranking, before: str | None, text: str) -> Ranking:
    """Put first what the text means after the last answer, where it means nothing alone."""
    meant = meant_after(before, text)
    return [{"name": meant, "confidence": CLEAR_IN_CONTEXT}] if meant else ranking
