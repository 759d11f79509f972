"""What a talk is about, as a topic: short words after it ("how much is it?") are read by it, a search's by its need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.topics import ANSWER_TOPICS, NEED_OF_TOPIC

SEARCH = "find_service"
#: The topic of each need; of two with the same need the first.
TOPIC_OF_NEED: Mapping[str, str] = {
    **{need: topic for topic, need in reversed(NEED_OF_TOPIC.items())},
    "methadone": "moud_compare",
    "buprenorphine": "start_today_bridge",
}


def subject_of(parsed: Mapping[str, Any]) -> str | None:
    """Return what words just read are about: their topic; of a search the likeliest kind of place beside it."""
    topic = str(parsed["understanding"]["topic"])
    if topic == SEARCH:
        likely = (row["name"] for row in parsed.get("intent_ranking", []))
        return next((name for name in likely if name in NEED_OF_TOPIC), None)
    return topic if topic in ANSWER_TOPICS else None


def subject_before(heard: Iterable[str], need: object) -> str | None:
    """Return what was talked about last; `heard` are intents, oldest first, `need` is what the last search was for."""
    last = next((intent for intent in reversed([*heard]) if intent in ANSWER_TOPICS or intent == SEARCH), None)
    return TOPIC_OF_NEED.get(str(need)) if last == SEARCH else last
