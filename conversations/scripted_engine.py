"""The scripted adapter of the engine port: answers from a table, for tests and for showing the doors without Rasa."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.answer import Answer, JsonObject, read_answer, say
from conversations.engine import EngineTurn, EngineUnavailableError

Line = Sequence[Mapping[str, Any]]
_HEARD = {"intent": "inform", "confidence": 1.0}
NOT_UNDERSTOOD: Line = (
    say("fallback"),
    {"kind": "understanding", "intent": "nlu_fallback", "topic": "out_of_scope", "confidence": 0.1},
)


class ScriptedEngine:
    """Answers each text (or `/intent` of a choice) with its line, else with the fallback; `turns` tells what it heard.

    A line's messages are engine JSON; one of kind `dialogue` replaces the dialogue instead of being said, one of kind
    `understanding` says how the text was read.
    """

    def __init__(self, script: Mapping[str, Line] | None = None) -> None:
        self.script = dict(script or {})
        self.turns: list[EngineTurn] = []
        self.is_down = False

    def respond(self, dialogue: JsonObject | None, turn: EngineTurn) -> Answer:
        """Answer from the table; raises EngineUnavailableError while `is_down`."""
        self.turns.append(turn)
        if self.is_down:
            raise EngineUnavailableError("scripted to be down")
        heard = turn.text if turn.choice is None else _name(turn)
        line = self.script.get(heard or "", NOT_UNDERSTOOD)
        said = [message for message in line if message["kind"] not in {"dialogue", "understanding"}]
        after = next((message["after"] for message in line if message["kind"] == "dialogue"), dialogue or {})
        read = next((message for message in line if message["kind"] == "understanding"), _HEARD)
        return read_answer({"messages": said, "dialogue": after, "understanding": read})

    def is_ready(self) -> bool:
        """Tell whether it would answer."""
        return not self.is_down


def _name(turn: EngineTurn) -> str:
    """Name a choice as `/intent slot=value`, slots in order."""
    if turn.choice is None:
        return ""
    slots = "".join(f" {name}={value}" for name, value in sorted(turn.choice.slots.items()))
    return f"/{turn.choice.intent}{slots}"
