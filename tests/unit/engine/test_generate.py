"""The written parts of domain and rules are what topics.csv and the questions say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.plain_yaml import read_yaml
from bot.questions import QUESTIONS
from bot.topics import ANSWER_TOPICS, NEED_OF_TOPIC, OFFERED_TOPICS, STEERING_ACTS, TOPICS
from engine.generate import ACTS_WITH_THEIR_OWN_RULE, FORM_SLOTS, ROOT, generated

DOMAIN, RULES = ROOT / "bot" / "domain", ROOT / "data" / "rules"


def read(directory: Path) -> list[dict[str, object]]:
    """Read every YAML file of a directory."""
    return [read_yaml(path) for path in sorted(directory.glob("*.yml"))]


@pytest.mark.parametrize(("path", "text"), generated().items(), ids=lambda value: getattr(value, "name", ""))
def test_the_files_are_up_to_date(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run: python -m engine.generate"


def test_every_topic_has_exactly_one_rule() -> None:
    rules = [rule for file in read(RULES) for rule in file["rules"]]  # type: ignore[attr-defined]
    intents = [step["intent"] for rule in rules for step in rule["steps"] if "intent" in step]

    assert sorted(set(intents)) == sorted(intents)
    assert set(TOPICS) <= set(intents)


def test_the_domain_holds_names_and_no_words() -> None:
    for file in read(DOMAIN):
        for responses in file["responses"].values():  # type: ignore[attr-defined]
            assert [set(response) for response in responses] == [{"custom"}]


def test_every_question_of_the_form_has_its_response() -> None:
    form = read_yaml(DOMAIN / "request_form.yml")

    assert {f"utter_ask_{slot}" for slot in FORM_SLOTS if slot in QUESTIONS} <= set(form["responses"])


def test_topics_are_read_with_their_kinds_and_neighbours() -> None:
    assert TOPICS["naloxone_free_boston"].neighbours == ("find_service", "vending_machines", "naloxone_cost_otc")
    assert "overdose_now" in ANSWER_TOPICS
    assert set(NEED_OF_TOPIC) <= set(ANSWER_TOPICS)
    assert set(TOPICS) >= STEERING_ACTS
    assert STEERING_ACTS.isdisjoint(OFFERED_TOPICS)
    assert set(TOPICS) >= ACTS_WITH_THEIR_OWN_RULE
