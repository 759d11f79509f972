"""Hand a complete request to the turn, as an effect, and empty the form."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.request_form import SLOTS, shareable
from bot.answer import effect


class ActionSubmitRequest(Action):
    """Asks the turn to open the referral; the receipt is said by the side that knows when the team will answer."""

    def name(self) -> str:
        """Return the name the rule uses."""
        return "action_submit_request"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 -- the shape Rasa asks for
    ) -> list[dict[str, Any]]:
        """Send only what was confirmed; a form that was left has said its words already."""
        if tracker.get_slot("confirm") != "send":
            return []
        kind = tracker.get_slot("request_kind")
        dispatcher.utter_message(json_message=effect(f"request_{kind}", **shareable(tracker.slots)))
        return [SlotSet(name, None) for name in SLOTS]
