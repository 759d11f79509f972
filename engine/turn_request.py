"""Read the JSON of one turn; what does not fit the seam is refused before Rasa sees it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.questions import QUESTIONS
from bot.topics import TOPICS

#: conversations cuts a text to 600 characters; this is only a guard.
TEXT_LIMIT = 2000
HERE_LIMIT = 80
CHANNELS = ("sms", "web")
CHOICE_INTENTS = frozenset({*TOPICS, "inform", "resume_request"})


class UnreadableTurnError(ValueError):
    """The body is not a turn; the message names the field and never its value."""


@dataclass(frozen=True)
class TurnRequest:
    """One turn: words (`text`) or a choice (`intent` with `slots`), and the dialogue so far.

    `expects` is the open question; `here` a neighborhood the person shared.
    """

    turn_id: str
    text: str | None
    intent: str | None
    slots: Mapping[str, str] = field(default_factory=dict)
    expects: str | None = None
    language: str = "en"
    channel: str = "sms"
    here: str = ""
    dialogue: Any = None

    @property
    def topic(self) -> str:
        """Return the topic chosen, or nothing."""
        return self.intent if self.intent in TOPICS else ""  # type: ignore[return-value]


def read_turn(body: bytes) -> TurnRequest:
    """Read one turn; raises UnreadableTurnError."""
    raw = _object(body)
    choice = raw.get("choice")
    text = None if choice else _words(raw.get("text"))
    return TurnRequest(
        turn_id=str(raw.get("turn_id", ""))[:64],
        text=text,
        intent=_intent(choice) if choice else None,
        slots=_slots(choice) if choice else {},
        expects=_one_of("expects", raw.get("expects"), QUESTIONS),
        language=str(raw.get("language") or "en")[:8],
        channel=_one_of("channel", raw.get("channel"), CHANNELS) or "sms",
        here=str(raw.get("here") or "")[:HERE_LIMIT],
        dialogue=raw.get("dialogue"),
    )


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        raw = json.loads(body)
    except ValueError as error:
        raise UnreadableTurnError("not JSON") from error
    if not isinstance(raw, dict):
        raise UnreadableTurnError("not an object")
    return raw


def _words(raw: object) -> str:
    """Take the words; a leading slash is only a slash, never a command (trap T8b)."""
    text = raw.lstrip("/ \t\r\n\u00a0\ufeff\u200b").strip()[:TEXT_LIMIT] if isinstance(raw, str) else ""
    if not text:
        raise UnreadableTurnError("text")
    return text


def _intent(choice: object) -> str:
    intent = choice.get("intent") if isinstance(choice, Mapping) else None
    if not isinstance(intent, str) or intent not in CHOICE_INTENTS:
        raise UnreadableTurnError("choice.intent")
    return intent


def _slots(choice: Mapping[str, Any]) -> dict[str, str]:
    slots = choice.get("slots") or {}
    if not isinstance(slots, Mapping):
        raise UnreadableTurnError("choice.slots")
    return {str(name): str(value) for name, value in slots.items() if _is_question(name) and value is not None}


def _is_question(name: object) -> bool:
    return name == "request_kind" or name in QUESTIONS


def _one_of(name: str, value: object, allowed: Any) -> str | None:  # noqa: ANN401 -- any container
    if value is None:
        return None
    if not isinstance(value, str) or value not in allowed:
        raise UnreadableTurnError(name)
    return value
