"""Talks with the real engine: the request form as people use it, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.fixtures.engine_processes import Engine, Talk

Messages = Sequence[Mapping[str, Any]]
VISIT = (
    ("for_whom", "me"),
    ("recent_overdose", "no"),
    ("meeting_place", "given"),
    ("same_phone", "yes"),
    ("first_name", "given"),
    ("best_time", None),
    ("safe_words", "open"),
    ("police_ok", "no"),
)


def named(messages: Messages) -> list[str]:
    """Name each message shortly."""
    return [message.get("copy_id") or message.get("question") or message.get("name") or "" for message in messages]


def fill(talk: Talk, until: str = "confirm") -> None:
    """Answer the form's questions in order until `until` is asked."""
    for question, answer in VISIT:
        if talk.asked == until:
            return
        assert talk.asked == question
        talk.choose(**{question: answer}) if answer else talk.say("friday after 3")


def test_a_visit_is_asked_for_answered_and_sent(talk: Talk) -> None:
    talk.say("can someone from the team come visit me")
    fill(talk)
    messages = talk.choose(confirm="send")

    assert named(messages) == ["request_visit"]
    assert messages[0]["args"]["best_time"] == "friday after 3"
    assert "meeting_place" not in messages[0]["args"]
    assert (talk.dialogue["slots"], talk.dialogue["active_loop"]) == ({}, None)


def test_a_visit_in_spanish_with_a_question_in_the_middle_and_a_correction(talk: Talk) -> None:
    talk.say("quiero que alguien del equipo venga a visitarme")
    fill(talk, until="meeting_place")

    assert named(talk.say("que es la naloxona?")) == ["naloxone_what_is", "meeting_place"]
    fill_rest = [("meeting_place", "given"), ("same_phone", "yes"), ("first_name", "given")]
    for question, answer in fill_rest:
        talk.choose(**{question: answer})
    talk.say("el viernes por la tarde")
    assert named(talk.say("cambia el telefono")) == ["same_phone"]
    assert named(talk.choose(same_phone="no")) == ["phone"]
    talk.choose(phone="given")
    talk.choose(safe_words="neutral")
    talk.choose(police_ok="no")
    messages = talk.choose(confirm="send")

    assert messages[0]["args"]["same_phone"] == "no"
    assert messages[0]["args"]["best_time"] == "el viernes por la tarde"


def test_an_answer_is_changed_at_the_end_and_confirmed_again(talk: Talk) -> None:
    talk.choose("visit_request")
    fill(talk)

    assert named(talk.choose(confirm="change")) == ["change_what"]
    assert named(talk.choose(change_what="for_whom")) == ["for_whom"]
    assert named(talk.choose(for_whom="someone")) == ["confirm"]
    assert talk.choose(confirm="send")[0]["args"]["for_whom"] == "someone"


def test_the_door_may_ask_what_to_change_at_any_question(talk: Talk) -> None:
    talk.choose("visit_request")
    fill(talk, until="first_name")

    assert named(talk.choose(change_what="for_whom")) == ["for_whom"]
    assert named(talk.choose(for_whom="someone")) == ["first_name"]


@pytest.mark.parametrize("text", ["please cancel my request", "quiero cancelar mi solicitud"])
def test_a_request_is_taken_back_in_words(talk: Talk, text: str) -> None:
    talk.choose("callback_request")
    talk.choose(for_whom="me")

    assert named(talk.say(text)) == ["drop_request", "request_dropped"]
    assert talk.dialogue["active_loop"] is None


def test_a_draft_is_resumed_at_its_first_open_question(talk: Talk) -> None:
    talk.choose("visit_request")
    fill(talk, until="same_phone")
    draft = talk.dialogue["slots"]
    talk.dialogue = None

    assert named(talk.choose("resume_request", **draft)) == ["same_phone"]


def test_three_answers_that_cannot_be_used_offer_a_person_and_keep_the_draft(talk: Talk) -> None:
    talk.choose("callback_request")

    assert named(talk.say("blorp zzyx")) == ["for_whom"]
    assert named(talk.say("blorp zzyx")) == ["for_whom"]
    assert named(talk.say("blorp zzyx")) == ["keep_draft", "form_need_person"]


def test_a_call_on_the_web_asks_for_the_number(engine: Engine) -> None:
    talk = Talk([engine], channel="web")
    talk.choose("callback_request")
    talk.choose(for_whom="me")

    assert named(talk.choose(recent_overdose="no")) == ["phone"]


def test_places_are_listed_and_more_of_them(talk: Talk) -> None:
    listed = talk.say("where can i get free narcan in roxbury")
    more = talk.choose("more")

    assert [card["id"] for card in listed[0]["cards"]] == ["1", "2", "3"]
    assert [card["id"] for card in more[0]["cards"]] == ["4", "5"]
    assert named(talk.choose("more")) == ["more_nothing"]


def test_a_place_named_after_the_question_where_goes_on_with_the_search(talk: Talk) -> None:
    assert named(talk.say("where can i get free narcan"))[-1] == "place"
    assert talk.say("roxbury")[0]["kind"] == "listings"


def test_starting_over_in_words_shows_the_menu(talk: Talk) -> None:
    assert named(talk.choose("restart")) == ["restart", "menu"]
    assert named(talk.say("hello")) == ["greeting", "menu"]


@pytest.mark.parametrize(
    "intent", ["repeat", "request_status", "stop_optout", "talk_to_human", "thanks", "affirm", "grief"]
)
def test_every_kind_of_choice_is_answered(talk: Talk, intent: str) -> None:
    assert talk.choose(intent)


@pytest.mark.parametrize(
    ("first", "then", "meant"),
    [
        ("what is detox like", "how much does it cost?", "cost_insurance"),
        ("what is narcan", "how much does it cost?", "naloxone_cost_otc"),
        ("que es la naloxona", "y para los niños?", "naloxone_kids"),
    ],
)
def test_a_short_question_is_about_the_answer_before(talk: Talk, first: str, then: str, meant: str) -> None:
    talk.say(first)

    assert named(talk.say(then))[0] == meant
