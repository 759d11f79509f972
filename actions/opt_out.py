"""A plain-language opt-out ("please stop texting me") counts like the word STOP (FCC, 2025-04-11)."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.answer import effect, say


class ActionOptOut(Action):
    """Opts a number out; the web has nothing to opt out of and explains itself."""

    def name(self) -> str:
        """Return the name the rule uses."""
        return "action_opt_out"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 -- the shape Rasa asks for
    ) -> list[dict[str, Any]]:
        """Ask the turn to record it, and confirm once."""
        on_web = tracker.get_slot("channel") == "web"
        for message in [say("web_stop")] if on_web else [effect("opt_out"), say("stop_done")]:
            dispatcher.utter_message(json_message=message)
        return []
