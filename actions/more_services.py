"""More of the list."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import PortlineAction, Spoken
from actions.directory import Directory, Wanted
from actions.heard import language_of
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
        result = more(_last(tracker), self._directory)
        return Spoken(result.messages, [SlotSet(name, value) for name, value in result.remember.items()])


def _last(tracker: Tracker) -> Wanted:
    """Read the search that is gone on with."""
    return Wanted(
        tracker.get_slot("need") or "",
        tracker.get_slot("place") or "",
        int(tracker.get_slot("offset") or 0),
        language_of(tracker),
        frozenset((tracker.get_slot("wishes") or "").split()),
    )
