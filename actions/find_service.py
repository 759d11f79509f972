"""Find places that meet a need near a place."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import PortlineAction, Spoken
from actions.directory import Directory
from actions.heard import in_form, intent_of, row_of, text_of
from actions.service_search import Query, search


class ActionFindService(PortlineAction):
    """Answers every topic whose best answer is a place; all judgement lives in `actions.service_search`."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_find_service"

    def answer(self, tracker: Tracker) -> Spoken:
        """Say what was found, and remember the search."""
        result = search(_query(tracker), self._directory)
        return Spoken(result.messages, [SlotSet(name, value) for name, value in result.remember.items()])


def _query(tracker: Tracker) -> Query:
    return Query(
        text=text_of(tracker),
        intent=intent_of(tracker),
        need=tracker.get_slot("need") or "",
        place=tracker.get_slot("place") or "",
        here=tracker.get_slot("here") or "",
        in_form=in_form(tracker),
        tries=row_of(tracker, {"inform"}),
    )
