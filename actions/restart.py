"""Start over: an unfinished request is kept as a draft, everything else is let go."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import Restarted
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import in_form
from actions.request_form import SLOTS
from bot.answer import ask, effect, say


class ActionRestart(Action):
    """Takes the place of Rasa's own restart, which would drop the request without a word."""

    def name(self) -> str:
        """Return the name of Rasa's default action."""
        return "action_restart"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 -- the shape Rasa asks for
    ) -> list[dict[str, Any]]:
        """Say so, show the menu, and forget."""
        given = {name: str(value) for name in SLOTS if (value := tracker.get_slot(name)) is not None}
        draft = [effect("keep_draft", **given)] if in_form(tracker) else []
        for message in (*draft, say("restart"), ask("menu")):
            dispatcher.utter_message(json_message=message)
        return [Restarted()]
