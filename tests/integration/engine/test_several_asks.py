"""Several asks in one text are answered in turn by the real engine; one ask is never taken for two."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import pytest

from bot.topics import TOPICS
from tests.fixtures.engine_processes import Talk
from tests.integration.engine.conftest import Lines
from tests.integration.engine.test_conversations import named

Understood = Mapping[str, Mapping[str, Any]]
#: Of texts that hold two asks, how many must get both.
BOTH = 0.85


def is_answer(topic: str, meant: list[str]) -> bool:
    return any(topic == own or topic in TOPICS[own].neighbours for own in meant)


def are_answers(found: list[str], asks: list[list[str]]) -> bool:
    return len(found) == len(asks) and any(all(map(is_answer, found, order)) for order in permutations(asks))


@pytest.mark.parametrize(("languages", "bar"), [({"en", "es"}, BOTH), ({"en"}, 0.9), ({"es"}, 0.8)])
def test_two_asks_in_one_text_are_both_answered(
    two_asks: Lines, understood: Understood, languages: set[str], bar: float
) -> None:
    own = [text for text in two_asks if text["lang"] in languages]
    both = [text for text in own if are_answers(understood[text["text"]]["asks"], text["asks"])]

    assert len(own) >= 30
    assert len(both) >= bar * len(own)


def test_one_ask_with_lists_and_commas_is_answered_once(one_ask: Lines, understood: Understood) -> None:
    cut = [text["text"] for text in one_ask if len(understood[text["text"]]["asks"]) > 1]

    assert len(one_ask) >= 40
    assert cut == []


def test_places_and_their_cost_come_in_one_reply(talk: Talk) -> None:
    listed, cost = talk.say("where can i get narcan in roxbury and is it free?")

    assert listed["kind"] == "listings"
    assert cost["copy_id"] == "naloxone_cost_otc"


def test_how_much_it_is_asks_for_the_price_of_what_was_searched_in_the_same_text_and_the_next(talk: Talk) -> None:
    said = named(talk.say("i need a detox near roxbury. how much does it cost?"))

    assert said[-1] == "cost_insurance", "and not what naloxone costs"
    assert talk.say("narcan near dudley")[0]["need"] == "naloxone"
    assert named(talk.say("and how do i use it?")) == ["naloxone_nasal_how_to"]


def test_the_question_where_is_left_open_at_the_end_and_answered(talk: Talk) -> None:
    said = named(talk.say("where can i get narcan? also do i need an id for detox"))

    assert said == ["naloxone_free_boston", "no_id", "place"]
    assert talk.say("roxbury")[0]["need"] == "naloxone"


def test_a_visit_and_a_question_answer_the_question_and_open_the_form(talk: Talk) -> None:
    said = named(talk.say("what is narcan? and can someone from the team come visit me"))

    assert said == ["naloxone_what_is", "for_whom"]
    assert talk.dialogue["active_loop"]["name"] == "request_form"


def test_the_third_ask_is_offered_by_its_digit(talk: Talk) -> None:
    said = talk.say("does narcan expire? do i need an id for detox? can i bring my dog to rehab?")

    assert named(said) == ["naloxone_expiry", "no_id", "also_asked"]
    assert said[-1]["options"] == ["pets"]
    assert named(talk.choose("pets")) == ["pets"]


def test_an_answer_to_an_open_question_is_never_taken_apart(talk: Talk) -> None:
    talk.choose("callback_request")

    assert named(talk.say("what is narcan? do i need an id for detox?"))[-1] == "for_whom"
    assert len(talk.dialogue["slots"]) == 1
