"""When a text is nothing we know: say so."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.base import PortlineAction, Spoken
from actions.directory import Directory
from actions.heard import in_form, intent_of, text_of
from actions.place_search import find_places
from bot.answer import say

UNREAD = "nlu_fallback"


class ActionFallback(PortlineAction):
    """Says so; the steps that follow in a row are `conversations.ladder`."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_fallback"

    def answer(self, tracker: Tracker) -> Spoken:
        """Look for places where the words name a need; else say that nobody understood."""
        if intent_of(tracker) == UNREAD and not in_form(tracker) and self._directory.read_need(text_of(tracker)):
            return find_places(tracker, self._directory, read_as="find_service")
        return Spoken([say("fallback")])
