"""What the door sees of a person, and the two things it can decide: speak, or ask the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.answer import Ask, Message
from conversations.dialogue import Dialogue
from conversations.engine import Choice
from conversations.episode import Episode


@dataclass(frozen=True, slots=True)
class Seen:
    """All the door needs to know of the person; `paused` when danger spoke after the open question was asked.

    `after` is the danger that is still open.
    """

    dialogue: Dialogue = field(default_factory=Dialogue)
    opted_out: bool = False
    held: bool = False
    paused: bool = False
    after: Episode | None = None

    @property
    def asked(self) -> Ask | None:
        """Return the question this text may answer, if any."""
        return None if self.paused else self.dialogue.asked


@dataclass(frozen=True, slots=True)
class Speak:
    """Answer here, without the engine; no messages means silence."""

    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class AskEngine:
    """Put words or a choice to the engine; `keep` holds private answers to store with this turn.

    `first` is said before the engine's answer, and alone when the engine is unsure or down.
    """

    text: str | None = None
    choice: Choice | None = None
    expects: str | None = None
    keep: Mapping[str, str] = field(default_factory=dict)
    first: tuple[Message, ...] = ()


Step = Speak | AskEngine
