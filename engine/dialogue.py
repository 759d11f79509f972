"""The dialogue between two turns, as JSON: what a tracker needs to go on, and no word a person wrote.

`{"v", "slots": {...}, "active_loop": null | {"name", "requested_slot"}, "events": [[kind, name], ...], "model": id}`.
Everything read back is checked against the model's domain, for it may come from another model or from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from engine.subjects import subject_before

VERSION = 1
TURNS_KEPT = 4
#: With 20 slots at most, a dialogue stays far below the 16 KB that may be stored.
VALUE_LIMIT = 400
#: Set anew by each turn, so never part of the dialogue.
OF_THE_TURN = frozenset({"channel", "here", REQUESTED_SLOT, "session_started_metadata"})
USER, ACTION = "user", "action"


def restore(dialogue: object, domain: Domain, model: str) -> list[Event]:
    """Return the events that bring a new tracker to where `dialogue` left off; what cannot be read is left out."""
    known = dialogue if isinstance(dialogue, Mapping) and dialogue.get("v") == VERSION else {}
    same_model = known.get("model") == model
    return [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *(_past(known.get("events"), domain) if same_model else ()),
        *_slots(known.get("slots"), domain),
        *_loop(known.get("active_loop"), domain),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


def snapshot(tracker: DialogueStateTracker, model: str) -> dict[str, Any]:
    """Write what the next turn needs of `tracker`."""
    return {
        "v": VERSION,
        "slots": dict(_kept_slots(tracker)),
        "active_loop": _kept_loop(tracker),
        "events": _kept_events(tracker.events_after_latest_restart()),
        "model": model,
    }


def last_topic(dialogue: object) -> str | None:
    """Return the topic of the person's last question or search, None where there is none."""
    known = dialogue if isinstance(dialogue, Mapping) else {}
    events, slots = known.get("events"), known.get("slots")
    heard = [entry[1] for entry in events if entry[0] == USER] if isinstance(events, list) else []
    return subject_before(heard, slots.get("need") if isinstance(slots, Mapping) else None)


def is_in_form(dialogue: object) -> bool:
    """Tell whether a form was open after the last turn."""
    return isinstance(dialogue, Mapping) and bool(dialogue.get("active_loop"))


def _slots(raw: object, domain: Domain) -> Iterator[Event]:
    names = {slot.name for slot in domain.slots} - OF_THE_TURN
    for name, value in raw.items() if isinstance(raw, Mapping) else ():
        if name in names and _is_value(value):
            yield SlotSet(name, value)


def _loop(raw: object, domain: Domain) -> Iterator[Event]:
    if not isinstance(raw, Mapping) or raw.get("name") not in domain.form_names:
        return
    asked = raw.get("requested_slot")
    yield ActiveLoop(raw["name"])
    yield SlotSet(REQUESTED_SLOT, asked if asked in domain.required_slots_for_form(raw["name"]) else None)


def _past(raw: object, domain: Domain) -> Iterator[Event]:
    for entry in raw if isinstance(raw, list) else ():
        kind, name = entry if isinstance(entry, list) and len(entry) == 2 else (None, None)
        if kind == USER and name in domain.intents:
            yield ActionExecuted(ACTION_LISTEN_NAME)
            yield UserUttered(None, {"name": name, "confidence": 1.0})
        elif kind == ACTION and name in domain.action_names_or_texts:
            yield ActionExecuted(name)


def _kept_slots(tracker: DialogueStateTracker) -> Iterator[tuple[str, Any]]:
    for name, slot in tracker.slots.items():
        if name not in OF_THE_TURN and slot.value is not None and slot.value != slot.initial_value:
            yield name, slot.value[:VALUE_LIMIT] if isinstance(slot.value, str) else slot.value


def _kept_loop(tracker: DialogueStateTracker) -> dict[str, Any] | None:
    if tracker.active_loop_name is None:
        return None
    return {"name": tracker.active_loop_name, "requested_slot": tracker.get_slot(REQUESTED_SLOT)}


def _kept_events(events: Iterable[Event]) -> list[list[str]]:
    turns: list[list[list[str]]] = [[]]
    for event in events:
        if isinstance(event, UserUttered) and event.intent_name:
            turns.append([[USER, event.intent_name]])
        elif isinstance(event, ActionExecuted) and event.action_name not in {ACTION_LISTEN_NAME, None}:
            turns[-1].append([ACTION, str(event.action_name)])
    return [entry for turn in turns[1:][-TURNS_KEPT:] for entry in turn]


def _is_value(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= VALUE_LIMIT
    return isinstance(value, (int, float)) and not isinstance(value, bool)
