from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Ask, Effect, Listings, Say
from bot.questions import DANGER_QUESTIONS, QUESTIONS, Kind
from conversations.dialogue import Dialogue
from conversations.door import read_step
from conversations.engine import Choice
from conversations.inbound import Inbound
from conversations.steps import AskEngine, Seen, Speak
from tests.fixtures.any_text import any_text

FORM_OPEN = {"active_loop": {"name": "request_form"}}
CHOICES = sorted(question.id for question in QUESTIONS.values() if question.kind is Kind.CHOICE and question.options)


def step(text: str, seen: Seen = Seen(), channel: str = "sms") -> object:
    return read_step(Inbound(channel, "SM1", "+16175550123", text), seen)


def asked(question: str, *options: str) -> Seen:
    return Seen(Dialogue(asked=Ask(question, options)))


def in_form(question: str) -> Seen:
    return Seen(Dialogue(FORM_OPEN, Ask(question)))


def test_words_go_to_the_engine_with_the_open_question() -> None:
    assert step("after five", asked("best_time")) == AskEngine(text="after five", expects="best_time")


OURS = {"menu", "resume_request", "take_back", "request_offer", "listing_wrong", "provider_check", *DANGER_QUESTIONS}


@pytest.mark.parametrize("question", sorted(set(CHOICES) - OURS))
def test_a_digit_means_what_the_open_question_listed(question: str) -> None:
    for digit, option in enumerate(QUESTIONS[question].options, start=1):
        assert step(str(digit), asked(question)) == AskEngine(choice=Choice("inform", {question: option.value}))


def test_a_digit_picks_the_topic_that_was_offered() -> None:
    assert step("2", asked("did_you_mean", "a", "b")) == AskEngine(choice=Choice("b"))
    assert step("3", asked("did_you_mean", "a", "b")) == Speak((Say("fallback_again"),))


@pytest.mark.parametrize(
    ("digit", "meant"),
    [
        ("1", AskEngine(choice=Choice("visit_request"))),
        ("2", AskEngine(choice=Choice("callback_request"))),
        ("3", Speak((Say("offer_declined"),))),
    ],
)
def test_the_team_is_asked_for_by_digit(digit: str, meant: object) -> None:
    assert step(digit, asked("request_offer")) == meant


@pytest.mark.parametrize("question", ["confirm", "police_ok"])
@pytest.mark.parametrize("word", ["yes", "Si", "no", "ok"])
def test_consent_comes_by_digit_and_by_no_other_word(question: str, word: str) -> None:
    assert step(word, asked(question)) == Speak((Say("please_digit"), Ask(question)))


@pytest.mark.parametrize(
    ("question", "word", "value"),
    [
        ("for_whom", "Me", "me"),
        ("for_whom", "para mi", "me"),
        ("recent_overdose", "si", "yes"),
        ("same_phone", "this one", "yes"),
    ],
)
def test_an_option_may_be_typed_in_words_where_no_consent_hangs_on_it(question: str, word: str, value: str) -> None:
    assert step(word, asked(question)) == AskEngine(choice=Choice("inform", {question: value}))


@pytest.mark.parametrize(("digit", "effect"), [("1", Effect("withdraw_request")), ("2", Say("request_stays"))])
def test_a_request_is_taken_back_by_digit(digit: str, effect: object) -> None:
    assert step(digit, asked("take_back")) == Speak((effect,))  # type: ignore[arg-type]


def test_after_danger_a_digit_is_offered_the_request_again() -> None:
    seen = Seen(Dialogue(engine=FORM_OPEN, asked=Ask("meeting_place")), paused=True)

    assert step("1", seen) == Speak((Ask("resume_request"),))


def test_a_number_typed_anywhere_in_a_request_is_the_one_to_use() -> None:
    taken = step("sorry my phone is 857-555-0133", Seen(Dialogue(engine=FORM_OPEN, asked=Ask("best_time"))))

    assert isinstance(taken, AskEngine)
    assert taken.keep == {"phone": "+18575550133"}


#: A digit as phones, keyboards and pickers write it; "uno" and "one" are digits too.
WRITTEN = (
    "{}",
    "{}.",
    " {} ",
    "({})",
    "#{}",
    "{})",
    "{}\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}",
    "-{}-\n",
)


@given(
    any_text(max_size=60),
    st.sampled_from([None, *sorted(QUESTIONS)]),
    st.sampled_from(WRITTEN),
    st.sampled_from([*"0123456789", "\N{FULLWIDTH DIGIT ONE}", "\N{CIRCLED DIGIT ONE}", "one", "uno", "Dos"]),
    st.sampled_from([{}, {"paused": True}]),
    st.sampled_from([None, FORM_OPEN]),
)
def test_a_lone_digit_never_reaches_the_classifier(
    noise: str,
    question: str | None,
    written: str,
    digit: str,
    paused: dict[str, bool],
    engine: dict[str, object] | None,
) -> None:
    dialogue = Dialogue(engine, Ask(question) if question else None)
    for channel in ("sms", "web"):
        taken = step(written.format(digit), Seen(dialogue, **paused), channel)
        assert isinstance(taken, Speak) or (isinstance(taken, AskEngine) and taken.text is None)
        step(noise, Seen(dialogue, **paused), channel)  # and no text makes the door fail


def test_a_digit_for_a_time_is_kept_as_the_time() -> None:
    assert step("3", asked("best_time")) == AskEngine(choice=Choice("inform", {"best_time": "3"}))


@pytest.mark.parametrize(
    ("text", "question", "meant"),
    [
        ("skip", "recent_overdose", Choice("inform", {"recent_overdose": "unsaid"})),
        ("Saltar", "police_ok", Choice("inform", {"police_ok": "no"})),
        ("skip", "meeting_place", Choice("inform", {"request_kind": "callback"})),
    ],
)
def test_what_is_left_out_gets_the_answer_that_promises_least(text: str, question: str, meant: Choice) -> None:
    assert step(text, in_form(question)) == AskEngine(choice=meant)


def test_nobody_leaves_out_the_words_that_send_a_request() -> None:
    assert step("skip", in_form("confirm")) == Speak((Say("stuck"),))


def test_later_stops_a_request_but_is_a_time_where_a_time_was_asked() -> None:
    assert step("later", in_form("for_whom")) == Speak((Effect("pause_form"), Say("request_kept")))
    assert step("later", in_form("best_time")) == AskEngine(text="later", expects="best_time")


@pytest.mark.parametrize("text", ["never mind", "no, it's for my brother", "cambia el telefono"])
def test_a_correction_is_no_private_answer(text: str) -> None:
    answered = {"for_whom": "me", "same_phone": "yes"}
    seen = Seen(Dialogue({**FORM_OPEN, "slots": answered}, Ask("meeting_place")))

    assert step(text, seen) == AskEngine(text=text, expects="meeting_place")


def test_in_doubt_a_text_is_private() -> None:
    answered = Seen(Dialogue({**FORM_OPEN, "slots": {"for_whom": "me"}}, Ask("meeting_place")))
    taken = step("no, for my brother at 12 Zeigler St", answered)

    assert isinstance(taken, AskEngine)
    assert taken.text is None


def test_a_relative_who_asked_for_another_is_not_somebody_else() -> None:
    of_himself = Seen(Dialogue({**FORM_OPEN, "slots": {"for_whom": "me"}}, Ask("recent_overdose")))
    of_her_son = Seen(Dialogue({**FORM_OPEN, "slots": {"for_whom": "someone"}}, Ask("recent_overdose")))

    assert step("this is his mom", of_himself) == Speak((Effect("change_hands"), Say("someone_else"), Ask("menu")))
    assert step("this is his mom", of_her_son) == AskEngine(text="this is his mom", expects="recent_overdose")


def test_a_private_answer_is_kept_and_the_engine_hears_only_that_it_was_given() -> None:
    taken = step("12 Zeigler St", asked("meeting_place"))

    assert taken == AskEngine(
        choice=Choice("inform", {"meeting_place": "given"}), keep={"meeting_place": "12 Zeigler St"}
    )


def test_a_number_typed_where_which_phone_was_asked_answers_both_and_is_kept_from_the_engine() -> None:
    taken = step("use my sisters, (617) 555-0188", asked("same_phone"))

    assert taken == AskEngine(
        choice=Choice("inform", {"same_phone": "no", "phone": "given"}), keep={"phone": "+16175550188"}
    )
    assert step("which phone do you mean", asked("same_phone")) == AskEngine(
        text="which phone do you mean", expects="same_phone"
    )


def test_after_danger_the_next_text_answers_no_open_question() -> None:
    seen = Seen(Dialogue(asked=Ask("meeting_place")), paused=True)

    assert step("he woke up", seen) == AskEngine(text="he woke up")


@pytest.mark.parametrize("text", ["stop", "QUIT", "End", "parar"])
def test_an_opt_out_word_wins_over_an_open_question(text: str) -> None:
    taken = step(text, asked("meeting_place"))

    assert isinstance(taken, Speak)
    assert isinstance(taken.messages[0], Effect)
    assert taken.messages[0].name == "opt_out"


def test_on_the_web_stop_explains_itself_and_opts_nobody_out() -> None:
    assert step("STOP", channel="web") == Speak((Say("text_stop"),))


def test_a_held_chat_never_reaches_the_engine() -> None:
    assert step("hello?", Seen(held=True)) == Speak((Effect("tell_holder"),))


def test_more_shows_first_what_did_not_fit_and_then_asks_for_the_rest() -> None:
    assert step("more", Seen(Dialogue(unshown=Listings((), "detox", remaining=2)))) == AskEngine(choice=Choice("more"))
    assert step("more") == Speak((Say("more_nothing"),))


def test_change_in_a_form_asks_what_to_change() -> None:
    seen = Seen(Dialogue(engine={"active_loop": {"name": "request_form"}}))

    assert step("CHANGE", seen) == Speak((Ask("change_what"),))
