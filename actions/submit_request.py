"""Hand a complete request to the turn, as an effect, and empty the form."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import PortlineAction, Spoken
from actions.request_form import SLOTS, shareable
from bot.answer import effect


class ActionSubmitRequest(PortlineAction):
    """Asks the turn to open the referral; the receipt is said by the side that knows when the team will answer."""

    def name(self) -> str:
        """Return the name the rule uses."""
        return "action_submit_request"

    def answer(self, tracker: Tracker) -> Spoken:
        """Send only what was confirmed; a form that was left has said its words already."""
        if tracker.get_slot("confirm") != "send":
            return Spoken()
        kind = tracker.get_slot("request_kind")
        sent = effect(f"request_{kind}", **shareable(tracker.slots))
        return Spoken([sent], [SlotSet(name, None) for name in SLOTS])
