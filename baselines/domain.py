"""Our domain as a plain Rasa project has it: English words as responses, a form that takes each answer as typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from baselines.places import DOMAIN
from bot.copy_store import CopyStore
from bot.plain_yaml import read_yaml
from bot.questions import QUESTIONS

FORM = "request_form"
#: What a visit asks; no digits are read at a door here, so every answer is taken as it is typed.
FORM_SLOTS = (
    "for_whom", "recent_overdose", "meeting_place", "same_phone", "first_name", "best_time", "safe_words", "police_ok",
    "confirm",
)  # fmt: skip
#: Ours checks and steers the form with this action; Rasa's own form does without.
_NOT_THEIRS = "validate_request_form"


@cache
def domain() -> dict[str, Any]:
    """Return the domain of both baselines."""
    ours = [read_yaml(path) for path in sorted(DOMAIN.glob("*.yml"))]
    slots = {name: slot for part in ours for name, slot in part.get("slots", {}).items() if name not in QUESTIONS}
    return {
        "intents": [intent for part in ours for intent in part.get("intents", [])],
        "entities": ["place", "request_kind"],
        "actions": [action for part in ours for action in part.get("actions", []) if action != _NOT_THEIRS],
        "slots": {**slots, "place": _set_by_actions(), **{name: _typed(name) for name in FORM_SLOTS}},
        "forms": {FORM: {"required_slots": list(FORM_SLOTS)}},
        "responses": _responses(ours),
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }


def _responses(ours: list[dict[str, Any]]) -> dict[str, Any]:
    copy = CopyStore.load()
    ids = {name: _copy_id(said[0]["custom"]) for part in ours for name, said in part.get("responses", {}).items()}
    return {name: [{"text": _words(copy, copy_id)}] for name, copy_id in ids.items()}


def _copy_id(message: Mapping[str, Any]) -> str:
    """Name the words of a message; what only our web side can do (repeat, tell the status) says the fallback."""
    if message["kind"] == "ask":
        return QUESTIONS[message["question"]].copy_id
    return str(message.get("copy_id", "fallback"))


def _words(copy: CopyStore, copy_id: str) -> str:
    """Return the English words; blanks lose their braces, which Rasa would read as slots."""
    return copy.text(copy_id, "en").text.replace("{", "").replace("}", "")


def _set_by_actions() -> dict[str, Any]:
    return {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}


def _typed(slot: str) -> dict[str, Any]:
    condition = {"active_loop": FORM, "requested_slot": slot}
    mapping = {"type": "from_text", "conditions": [condition]}
    return {"type": "text", "influence_conversation": False, "mappings": [mapping]}
