"""The shape all our actions share: one answer, its messages said in order, its events kept."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an action says (JSON of `bot.answer`) and what it changes (events of rasa_sdk)."""

    messages: Sequence[Mapping[str, Any]] = ()
    events: Sequence[Json] = ()


class PortlineAction(Action):  # type: ignore[misc] # rasa_sdk ships no types
    """An action that answers from the tracker alone; what else it needs is given to its constructor."""

    @abstractmethod
    def answer(self, tracker: Tracker) -> Spoken:
        """Return what to say and what to change."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Json) -> list[Json]:  # noqa: ARG002 -- the shape Rasa asks for
        """Say the answer's messages and return its events."""
        spoken = self.answer(tracker)
        for message in spoken.messages:
            dispatcher.utter_message(json_message=message)
        return list(spoken.events)
