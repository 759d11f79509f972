"""When a text is nothing we know: say so, say what we can do, and soon offer a person."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.base import PortlineAction, Spoken
from actions.directory import Directory
from actions.heard import in_form, intent_of, row_of, text_of
from actions.place_search import find_places
from bot.answer import say

UNREAD = "nlu_fallback"
NOT_OURS = frozenset({"nlu_fallback", "out_of_scope"})
LADDER = ("fallback", "fallback_again", "fallback_person")


class ActionFallback(PortlineAction):
    """Goes one rung up with each text in a row that was not understood."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_fallback"

    def answer(self, tracker: Tracker) -> Spoken:
        """Look for places where the words name a need; else say the rung's copy, the last of which names a person."""
        if intent_of(tracker) == UNREAD and not in_form(tracker) and self._directory.read_need(text_of(tracker)):
            return find_places(tracker, self._directory, read_as="find_service")
        rung = min(row_of(tracker, NOT_OURS), len(LADDER)) - 1
        return Spoken([say(LADDER[max(0, rung)])])
