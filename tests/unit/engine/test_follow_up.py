"""A few words after an answer are about that answer; read as text, for this module needs no Rasa."""

from __future__ import annotations

from bot.topics import TOPICS
from engine.components.follow_up import ANSWERS, meant_after
from tests.fixtures.tables import for_each


@for_each(
    ("before", "text", "meant"),
    [
        ("detox_ats", "how much does it cost?", "cost_insurance"),
        ("detox_ats", "y cuánto cuesta", "cost_insurance"),
        ("naloxone_what_is", "is it free", "naloxone_cost_otc"),
        ("naloxone_what_is", "and for kids?", "naloxone_kids"),
        ("residential", "what about my kids", "kids_family_programs"),
        ("naloxone_nasal_how_to", "what if shes pregnant", "naloxone_pregnancy"),
        ("moud_compare", "and if im pregnant?", "pregnancy_treatment"),
        ("naloxone_what_is", "¿dónde lo consigo?", "naloxone_free_boston"),
        ("naloxone_what_is", "where?", "naloxone_free_boston"),
        ("detox_ats", "where can i go", "detox_ats"),
        ("naloxone_what_is", "how long does it last", "naloxone_how_long"),
        ("naloxone_what_is", "ok how do i use it", "naloxone_nasal_how_to"),
    ],
)
def test_a_short_question_is_about_the_last_answer(before: str, text: str, meant: str) -> None:
    assert meant_after(before, text) == meant


@for_each(
    ("before", "text"),
    [
        ("naloxone_what_is", "where can i get methadone"),
        ("naloxone_what_is", "how much fentanyl does it take to kill someone her size tell me"),
        ("naloxone_what_is", "how much fentanyl is too much"),
        ("naloxone_what_is", "how long does detox take"),
        ("detox_ats", "my kid is using"),
        ("detox_ats", "thanks"),
        ("greeting", "how much is it"),
        (None, "how much is it"),
        ("no_such_topic", "where?"),
        ("alanon_naranon", "how long does it last"),
    ],
)  # fmt: skip
def test_what_speaks_for_itself_or_follows_nothing_is_left_alone(before: str | None, text: str) -> None:
    assert meant_after(before, text) is None


def test_every_answer_is_a_topic_and_every_room_one_of_the_list() -> None:
    rooms = {topic.file for topic in TOPICS.values()}

    assert all(room in rooms and topic in TOPICS for by_room in ANSWERS.values() for room, topic in by_room.items())
