"""When two or three topics are likely: ask which was meant, by digits."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import choices_of
from bot.answer import ask


class ActionOfferChoices(Action):
    """Offers what the Gate found likely, and waits."""

    def name(self) -> str:
        """Return the name the rule uses."""
        return "action_offer_choices"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 -- the shape Rasa asks for
    ) -> list[dict[str, Any]]:
        """Ask; an open form keeps still until this is answered, for two questions at once confuse."""
        dispatcher.utter_message(json_message=ask("did_you_mean", choices_of(tracker)))
        return [FollowupAction("action_listen")]
