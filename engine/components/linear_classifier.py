"""Word and letter n-grams and sentence vectors into linear support vectors; no TensorFlow, no pickle (trap T8).

Letters carry text-speak, loose spelling and unaccented words; vectors carry what is meant in other words.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import threadpool_limits

from engine.components.linear_model import LinearModel, Warmth
from engine.components.ngrams import FeatureSettings
from engine.components.sentences import NETWORK, SentenceEncoder

WEIGHTS, WORDS = "weights.npz", "vocabulary.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearClassifier(GraphComponent, IntentClassifier):
    """Ranks every intent of a text by calibrated probability."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model: LinearModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings used where config.yml is silent; `not_learned` are intents only the bot itself sets."""
        return {
            "word_ngrams": [1, 2],
            "letter_ngrams": [2, 5],
            "least_texts": 2,
            "sentence_weight": 0.0,
            "cost": 1.0,
            "temperature": 0.12,
            "sentence_temperature": 0.15,
            "ranking_length": 5,
            "not_learned": [],
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 -- the shape Rasa asks for
    ) -> LinearClassifier:
        """Make an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 -- the shape Rasa asks for
        **_: object,
    ) -> LinearClassifier:
        """Load a trained classifier from arrays and JSON; nothing in the file can run.

        From then on this process multiplies on one core: a single text waits for memory, and a second core would spin.
        """
        threadpool_limits(limits=1, user_api="blas")
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._model = _read(Path(directory))
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example but those of `not_learned`."""
        examples = [
            (example.get(TEXT), example.get(INTENT))
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT) not in self._config["not_learned"]
        ]
        texts, intents = [text for text, _ in examples], [intent for _, intent in examples]
        settings = FeatureSettings.read(self._config)
        with self._storage.write_to(self._resource) as directory:
            encoder = _new_encoder(Path(directory)) if settings.sentence_weight else None
            self._model = LinearModel.fit(texts, intents, settings, self._config["cost"], encoder)
            _write(self._model, Path(directory))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the likeliest intent and the ranking on each message."""
        for message in messages:
            ranking = self._rank(message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is: no later component learns from predictions."""
        return training_data

    def _rank(self, text: str) -> list[dict[str, Any]]:
        if self._model is None:
            return [{"name": None, "confidence": 0.0}]
        warmth = Warmth(self._config["temperature"], self._config["sentence_temperature"])
        best = self._model.rank(text, self._config["ranking_length"], warmth)
        return [{"name": intent, "confidence": confidence} for intent, confidence in best]


def _new_encoder(directory: Path) -> SentenceEncoder:
    """Write the encoder into the model's own folder, for it must read with what it learned with."""
    from engine.components.sentence_network import write_encoder  # noqa: PLC0415 -- a trained model needs none of it

    write_encoder(directory)
    return SentenceEncoder(directory)


def _write(model: LinearModel, directory: Path) -> None:
    (directory / WORDS).write_text(json.dumps(model.vocabulary(), ensure_ascii=False), encoding="utf-8")
    np.savez_compressed(directory / WEIGHTS, **model.arrays())


def _read(directory: Path) -> LinearModel:
    words = json.loads((directory / WORDS).read_text(encoding="utf-8"))
    with np.load(directory / WEIGHTS, allow_pickle=False) as arrays:
        stored = dict(arrays)
    encoder = SentenceEncoder(directory) if (directory / NETWORK).exists() else None
    return LinearModel.restore(words, stored, encoder)
