"""When two or three topics are likely: ask which was meant, by digits."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction

from actions.base import PortlineAction, Spoken
from actions.heard import choices_of
from bot.answer import ask


class ActionOfferChoices(PortlineAction):
    """Offers what the Gate found likely, and waits."""

    def name(self) -> str:
        """Return the name the rule uses."""
        return "action_offer_choices"

    def answer(self, tracker: Tracker) -> Spoken:
        """Ask; an open form keeps still until this is answered, for two questions at once confuse."""
        return Spoken([ask("did_you_mean", choices_of(tracker))], [FollowupAction("action_listen")])
