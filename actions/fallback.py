"""When a text is nothing we know: say so, say what we can do, and soon offer a person."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.base import PortlineAction, Spoken
from actions.heard import row_of
from bot.answer import say

NOT_OURS = frozenset({"nlu_fallback", "out_of_scope"})
LADDER = ("fallback", "fallback_again", "fallback_person")


class ActionFallback(PortlineAction):
    """Goes one rung up with each text in a row that was not understood."""

    def name(self) -> str:
        """Return the name the rules use."""
        return "action_fallback"

    def answer(self, tracker: Tracker) -> Spoken:
        """Say the rung's copy; the last rung, which names a person, repeats."""
        rung = min(row_of(tracker, NOT_OURS), len(LADDER)) - 1
        return Spoken([say(LADDER[max(0, rung)])])
