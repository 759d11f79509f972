"""Start over: an unfinished request is kept as a draft, everything else is let go."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import Restarted

from actions.base import PortlineAction, Spoken
from actions.heard import in_form
from actions.request_form import answered
from bot.answer import ask, effect, say


class ActionRestart(PortlineAction):
    """Takes the place of Rasa's own restart, which would drop the request without a word."""

    def name(self) -> str:
        """Return the name of Rasa's default action."""
        return "action_restart"

    def answer(self, tracker: Tracker) -> Spoken:
        """Say so, show the menu, and forget."""
        draft = [effect("keep_draft", **answered(tracker.slots))] if in_form(tracker) else []
        return Spoken([*draft, say("restart"), ask("menu")], [Restarted()])
