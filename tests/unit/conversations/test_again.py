"""Never the same text twice in a row: one rule over the reply before and the one to be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Ask, Message, Say
from bot.copy_store import CopyStore
from bot.questions import CONSENT_QUESTIONS, DANGER_QUESTIONS, QUESTIONS, Kind
from bot.render import Rendered, render_sms, render_web
from bot.topics import ANSWER_TOPICS
from conversations.again import FIXED, not_again
from conversations.dialogue import Dialogue

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
COPY = CopyStore.load()
#: Filled from a draft, which only a turn has.
ASKED = sorted(QUESTIONS.keys() - DANGER_QUESTIONS - {"confirm", "did_you_mean"})
Messages = tuple[Message, ...]


def rendered(messages: Messages, language: str = "en", channel: str = "sms") -> Rendered:
    render = render_sms if channel == "sms" else render_web
    return render(messages, language=language, copy=COPY, now=NOW)


def said_after(messages: Messages, before: Messages, channel: str = "sms", language: str = "en") -> Messages:
    said = rendered(before, language, channel).blocks if before else ()
    return not_again(
        messages, said, Dialogue(), render=lambda way: rendered(way, language, channel), has=lambda i: COPY.has(i, "en")
    )


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from([topic for topic in ANSWER_TOPICS if not topic.startswith(FIXED)]),
        min_size=0,
        max_size=2,
        unique=True,
    ),
    st.none() | st.sampled_from(ASKED),
    st.sampled_from(["en", "es"]),
    st.sampled_from(["sms", "web"]),
)
def test_ten_times_the_same_are_never_the_same_twice_in_a_row(
    topics: list[str], question: str | None, language: str, channel: str
) -> None:
    messages: Messages = (*(Say(topic) for topic in topics), *([Ask(question)] if question else []))
    before: Messages = ()
    for _ in range(10 if messages else 0):
        now = said_after(messages, before, channel, language)
        assert before == () or rendered(now, language, channel).blocks != rendered(before, language, channel).blocks
        before = now


def test_an_answer_asked_for_three_times_leads_on_and_then_to_a_person() -> None:
    answer: Messages = (Say("naloxone_what_is"),)
    second = said_after(answer, answer)
    third = said_after(answer, second)

    assert second[0] == answer[0]
    assert isinstance(second[-1], Ask)
    assert third == (Say("said_already"), Ask("request_offer"))


def test_an_answer_that_repeats_nothing_is_said_however_long() -> None:
    asked = Ask("confirm", args=dict.fromkeys(("kind", "place", "phone", "name", "time", "words", "police"), "x" * 20))

    assert said_after((Say("naloxone_what_is"), asked), (asked,)) == (Say("naloxone_what_is"), asked)


@pytest.mark.parametrize("copy_id", ["help", "stop_done", "danger_overdose", "status_waiting"])
def test_what_must_be_the_same_stays_the_same(copy_id: str) -> None:
    assert said_after((Say(copy_id),), (Say(copy_id),)) == (Say(copy_id),)


def test_what_a_person_consents_to_is_never_reworded() -> None:
    again = said_after((Ask("police_ok"),), (Ask("police_ok"),))

    assert again == (Say("please_digit"), Ask("police_ok"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_question_has_second_words_that_fit_with_its_digits(language: str) -> None:
    questions = [QUESTIONS[name] for name in {*ASKED, "did_you_mean"} - CONSENT_QUESTIONS]
    missing = [question.id for question in questions if not COPY.has(f"{question.copy_id}_again", language)]

    assert missing == []
    for question in questions:
        if question.kind is not Kind.CHOICE or question.options:
            assert len(rendered((Ask(question.id, wording=f"{question.copy_id}_again"),), language).text) < 459
    assert not any(question.copy_id.startswith(FIXED) for question in questions)
