"""Someone wants a person: say who answers now, and offer that the team calls or comes."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.base import PortlineAction, Spoken
from actions.heard import in_form
from bot.answer import ask, say

OFFERS = ("callback_request", "visit_request")


class ActionTalkToHuman(PortlineAction):
    """Names the people who answer at this hour; there is always one (traps T28, T29)."""

    def name(self) -> str:
        """Return the name the rule uses."""
        return "action_talk_to_human"

    def answer(self, tracker: Tracker) -> Spoken:
        """Offer the request, unless it is being filled in already."""
        offer = [] if in_form(tracker) else [ask("did_you_mean", OFFERS)]
        return Spoken([say("talk_to_human"), *offer])
