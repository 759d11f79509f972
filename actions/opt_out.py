"""A plain-language opt-out ("please stop texting me") counts like the word STOP (FCC, 2025-04-11)."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.base import PortlineAction, Spoken
from bot.answer import effect, say


class ActionOptOut(PortlineAction):
    """Opts a number out; the web has nothing to opt out of and explains itself."""

    def name(self) -> str:
        """Return the name the rule uses."""
        return "action_opt_out"

    def answer(self, tracker: Tracker) -> Spoken:
        """Ask the turn to record it, and confirm once."""
        on_web = tracker.get_slot("channel") == "web"
        return Spoken([say("text_stop")] if on_web else [effect("opt_out"), say("stop_done")])
