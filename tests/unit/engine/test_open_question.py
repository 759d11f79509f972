"""What may interrupt a free answer; read as text, for these modules need no Rasa."""

from __future__ import annotations

import pytest

from engine.components.open_question import may_interrupt
from engine.components.plain_text import plain_text


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("el viernes por la tarde", "cancel_request"),
        ("friday morning", "greeting"),
        ("after my methadone dose", "methadone_takehome"),
        ("when i get off work", "find_service"),
        ("call me after 5", "callback_request"),
        ("ok", "affirm"),
    ],
)
def test_words_about_time_answer_the_question_about_time(text: str, intent: str) -> None:
    assert not may_interrupt(text, intent, "best_time")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what is narcan", "naloxone_what_is"),
        ("¿quién va a ver esto?", "who_sees_this"),
        ("please cancel my request", "cancel_request"),
        ("i want to talk to a person", "talk_to_human"),
        ("wait is this private", "chatbot_city_privacy"),
    ],
)
def test_a_question_or_an_order_interrupts(text: str, intent: str) -> None:
    assert may_interrupt(text, intent, "best_time")


def test_a_corner_is_a_place_whatever_it_sounds_like() -> None:
    assert not may_interrupt("by mass and cass", "encampment_mass_cass", "place")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("¿Dónde está la NALOXONA?", "donde esta la naloxona?"),
        ("heeeelp", "help"),
        ("don’t know", "dont know"),  # noqa: RUF001 -- phones type this apostrophe
        ("  ", ""),
    ],
)
def test_a_tired_thumb_and_missing_accents_make_no_difference(typed: str, read: str) -> None:
    assert plain_text(typed) == read
