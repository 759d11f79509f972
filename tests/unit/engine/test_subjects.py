"""What short words after a search are about is what was searched for."""

from __future__ import annotations

import pytest

from bot.topics import NEED_OF_TOPIC, TOPICS
from engine.components.follow_up import meant_after
from engine.subjects import TOPIC_OF_NEED, subject_before, subject_of


def read(topic: str, *ranking: str) -> dict[str, object]:
    return {"understanding": {"topic": topic}, "intent_ranking": [{"name": name} for name in ranking]}


def test_an_answer_is_about_its_topic_and_an_act_about_nothing() -> None:
    assert subject_of(read("naloxone_what_is")) == "naloxone_what_is"
    assert subject_of(read("thanks", "thanks", "detox_ats")) is None


def test_a_search_is_about_the_likeliest_kind_of_place_beside_it() -> None:
    assert subject_of(read("find_service", "find_service", "sober_homes", "detox_ats")) == "detox_ats"
    assert subject_of(read("find_service", "find_service", "sober_homes")) is None


@pytest.mark.parametrize(
    ("need", "costs"), [("detox", "cost_insurance"), ("methadone", "cost_insurance"), ("naloxone", "naloxone_cost_otc")]
)
def test_how_much_is_it_after_a_search_asks_for_what_was_searched(need: str, costs: str) -> None:
    assert meant_after(subject_before(["greeting", "find_service"], need), "how much does it cost?") == costs


def test_a_later_question_takes_the_place_of_the_search_and_an_act_between_does_not() -> None:
    assert subject_before(["find_service", "naloxone_what_is", "thanks"], "detox") == "naloxone_what_is"
    assert subject_before(["naloxone_what_is", "find_service", "thanks"], "detox") == "detox_ats"
    assert subject_before(["find_service"], "food") is None
    assert subject_before([], None) is None


def test_every_need_that_a_topic_has_leads_to_a_topic_of_the_list() -> None:
    assert set(NEED_OF_TOPIC.values()) <= set(TOPIC_OF_NEED)
    assert set(TOPIC_OF_NEED.values()) <= set(TOPICS)
