"""More of the list."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import PortlineAction, Spoken
from actions.directory import Directory
from actions.service_search import more


class ActionMoreServices(PortlineAction):
    """Goes on with the last search."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def name(self) -> str:
        """Return the name the rule uses."""
        return "action_more_services"

    def answer(self, tracker: Tracker) -> Spoken:
        """Say the next places, and remember how far we are."""
        need, place = tracker.get_slot("need") or "", tracker.get_slot("place") or ""
        result = more(need, place, int(tracker.get_slot("offset") or 0), self._directory)
        return Spoken(result.messages, [SlotSet(name, value) for name, value in result.remember.items()])
