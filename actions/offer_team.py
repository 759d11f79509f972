"""Where a person is the better answer: say what was asked, and offer that the team comes or calls."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.base import PortlineAction, Spoken
from actions.heard import in_form, intent_of
from bot.answer import ask, say


class ActionOfferTeam(PortlineAction):
    """Answers the topic and offers the team; there is always a person to name (traps T28, T29)."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_offer_team"

    def answer(self, tracker: Tracker) -> Spoken:
        """Offer the request, unless it is being filled in already."""
        offer = [] if in_form(tracker) else [ask("request_offer")]
        return Spoken([say(intent_of(tracker)), *offer])
