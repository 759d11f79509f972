"""Someone wants a person: say who answers now, and offer that the team calls or comes."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import in_form
from bot.answer import ask, say

OFFERS = ("callback_request", "visit_request")


class ActionTalkToHuman(Action):
    """Names the people who answer at this hour; there is always one (traps T28, T29)."""

    def name(self) -> str:
        """Return the name the rule uses."""
        return "action_talk_to_human"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 -- the shape Rasa asks for
    ) -> list[dict[str, Any]]:
        """Offer the request, unless it is being filled in already."""
        offer = [] if in_form(tracker) else [ask("did_you_mean", OFFERS)]
        for message in (say("talk_to_human"), *offer):
            dispatcher.utter_message(json_message=message)
        return []
