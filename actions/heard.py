"""Read from Rasa's tracker what the pure modules need to know of a turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker

EventDict = Mapping[str, Any]


def intent_of(tracker: Tracker) -> str:
    """Return how the latest text was read."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def text_of(tracker: Tracker) -> str:
    """Return the latest text; a choice has none."""
    return str(tracker.latest_message.get("text") or "")


def choices_of(tracker: Tracker) -> tuple[str, ...]:
    """Return the topics the Gate would offer."""
    understood = tracker.latest_message.get("understanding") or _of_latest_event(tracker).get("understanding") or {}
    return tuple(understood.get("choices", ()))


def row_of(tracker: Tracker, intents: Iterable[str]) -> int:
    """Count how many texts in a row, the latest among them, were read as one of `intents`."""
    wanted = frozenset(intents)
    return sum(1 for _ in takewhile(wanted.__contains__, _intents_backwards(tracker.events)))


def events_of_turn(tracker: Tracker) -> list[EventDict]:
    """Return the events since the latest text, in order."""
    since = takewhile(lambda event: event["event"] != "user", reversed(tracker.events))
    return list(since)[::-1]


def language_of(tracker: Tracker) -> str:
    """Return the language of the conversation, which the engine's door puts beside each text."""
    users = (event for event in reversed(tracker.events) if event["event"] == "user")
    beside: Mapping[str, Any] = next((event.get("metadata") or {} for event in users), {})
    return str(beside.get("language") or "en")


def in_form(tracker: Tracker) -> bool:
    """Tell whether a form is open."""
    return bool((tracker.active_loop or {}).get("name"))


def _intents_backwards(events: Iterable[EventDict]) -> Iterator[str]:
    for event in reversed(list(events)):
        if event["event"] == "user":
            yield str((event["parse_data"].get("intent") or {}).get("name"))


def _of_latest_event(tracker: Tracker) -> Mapping[str, Any]:
    users = (event for event in reversed(tracker.events) if event["event"] == "user")
    parsed: Mapping[str, Any] = next((event.get("parse_data") or {} for event in users), {})
    return parsed
