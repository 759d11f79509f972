"""Find places that meet a need near a place."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.base import PortlineAction, Spoken
from actions.directory import Directory
from actions.place_search import find_places


class ActionFindService(PortlineAction):
    """Answers every topic whose best answer is a place; all judgement lives in `actions.service_search`."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_find_service"

    def answer(self, tracker: Tracker) -> Spoken:
        """Say what was found."""
        return find_places(tracker, self._directory)
