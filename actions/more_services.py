"""More of the list."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.directory import Directory
from actions.service_search import more


class ActionMoreServices(Action):
    """Goes on with the last search."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def name(self) -> str:
        """Return the name the rule uses."""
        return "action_more_services"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 -- the shape Rasa asks for
    ) -> list[dict[str, Any]]:
        """Say the next places, and remember how far we are."""
        need, place = tracker.get_slot("need") or "", tracker.get_slot("place") or ""
        result = more(need, place, int(tracker.get_slot("offset") or 0), self._directory)
        for message in result.messages:
            dispatcher.utter_message(json_message=message)
        return [SlotSet(name, value) for name, value in result.remember.items()]
