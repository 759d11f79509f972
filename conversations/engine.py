"""The port to the dialogue engine: a function of the dialogue so far and a person's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.answer import Answer, JsonObject


@dataclass(frozen=True, slots=True)
class Choice:
    """A digit or button, as meaning: an intent and the slots it fills."""

    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EngineTurn:
    """One turn to put to the engine: words or a choice, never both.

    `expects` is the open question; `here` the neighborhood of a location the person shared.
    """

    channel: str
    language: str
    text: str | None = None
    choice: Choice | None = None
    expects: str | None = None
    here: str = ""


class EngineUnavailableError(Exception):
    """The engine gave no usable answer inside its time; `starting` when it has not answered since we started."""

    def __init__(self, reason: str, *, starting: bool = False) -> None:
        super().__init__(f"the dialogue engine gave no answer: {reason}")
        self.reason = reason
        self.starting = starting


class DialogueEngine(Protocol):
    """Keeps nothing, knows nothing of SMS or storage; adapters are checked by one contract test."""

    def respond(self, dialogue: JsonObject | None, turn: EngineTurn) -> Answer:
        """Answer in time or raise EngineUnavailableError; an Answer always says something."""
        ...

    def is_ready(self) -> bool:
        """Tell whether a turn would be answered now."""
        ...
