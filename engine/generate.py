"""Write the parts of Rasa's domain and rules that follow from bot/topics.csv and bot/questions.py.

Run `python -m engine.generate` (either environment) after changing one of those; a test fails while the files are old.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.answer import ask, say
from bot.questions import QUESTIONS, REQUEST_QUESTIONS
from bot.topics import NEED_OF_TOPIC, TEAM_TOPICS, TOPICS, TopicKind

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Written by `python -m engine.generate` from bot/topics.csv and bot/questions.py; do not edit.\n"
FORM = "request_form"
#: What fills the request; change_what is asked only when the person wants to correct something.
FORM_SLOTS = ("request_kind", *(question.id for question in REQUEST_QUESTIONS), "change_what")

#: Acts whose answer is more than their own copy; bot/domain/acts.yml and data/rules/acts.yml hold those.
ACTS_WITH_THEIR_OWN_RULE = frozenset(
    {
        "affirm", "callback_request", "cancel_request", "deny", "find_service", "greeting", "more", "out_of_scope",
        "repeat", "request_status", "restart", "stop_optout", "talk_to_human", "visit_request",
    }
)  # fmt: skip


def generated() -> dict[Path, str]:
    """Return what each written file should hold."""
    return {
        ROOT / "bot/domain/topics.yml": _file(topics_domain()),
        ROOT / "bot/domain/request_form.yml": _file(form_domain()),
        ROOT / "data/rules/topics.yml": _file(topic_rules()),
    }


def topics_domain() -> dict[str, Any]:
    """Name every topic as an intent, and its copy as a response."""
    responses = {f"utter_{topic}": _custom(say(topic)) for topic in _said_topics()}
    return {"intents": list(TOPICS), "responses": responses}


def form_domain() -> dict[str, Any]:
    """Name the slots of the request form and the questions that fill them."""
    questions = [*(question for question in FORM_SLOTS if question in QUESTIONS), "menu"]
    return {
        "entities": [*FORM_SLOTS, "place"],
        "slots": {slot: _slot(slot) for slot in FORM_SLOTS},
        "forms": {FORM: {"required_slots": list(FORM_SLOTS)}},
        "responses": {f"utter_ask_{question}": _custom(ask(question)) for question in questions},
    }


def topic_rules() -> dict[str, Any]:
    """Answer each topic at once; inside the form Rasa goes back to its question by itself."""
    return {"rules": [_rule(topic) for topic in TOPICS if topic not in ACTS_WITH_THEIR_OWN_RULE]}


def _said_topics() -> list[str]:
    return [topic for topic in TOPICS if topic not in ACTS_WITH_THEIR_OWN_RULE | NEED_OF_TOPIC.keys() | TEAM_TOPICS]


def _rule(topic: str) -> dict[str, Any]:
    action = _action(topic)
    kind = "do" if TOPICS[topic].kind is TopicKind.ACT else "answer"
    return {"rule": f"{kind} {topic}", "steps": [{"intent": topic}, {"action": action}]}


def _action(topic: str) -> str:
    if topic in NEED_OF_TOPIC:
        return "action_find_service"
    return "action_offer_team" if topic in TEAM_TOPICS else f"utter_{topic}"


def _slot(slot: str) -> dict[str, Any]:
    mappings: list[dict[str, str]] = [{"type": "from_entity", "entity": slot}]
    if slot == "request_kind":
        mappings += [
            {"type": "from_intent", "intent": f"{kind}_request", "value": kind} for kind in ("visit", "callback")
        ]
    return {"type": "text", "influence_conversation": False, "mappings": mappings}


def _custom(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"custom": dict(message)}]


def _file(content: Mapping[str, Any]) -> str:
    body = yaml.safe_dump({"version": "3.1", **content}, sort_keys=False, allow_unicode=True, width=120)
    return HEADER + body


def main() -> None:
    """Write every file and say which."""
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))  # noqa: T201 -- a command speaks on its standard output


if __name__ == "__main__":
    main()
