"""Every path through the request form, as a table; no Rasa, no HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.request_form import SLOTS, TRIES, UNUSABLE, Heard, next_question, shareable, take
from bot.questions import PRIVATE_FIELDS, QUESTIONS, REQUEST_QUESTIONS, Kind
from tests.fixtures.any_text import any_text

VISIT = {
    "request_kind": "visit",
    "channel": "sms",
    "for_whom": "me",
    "recent_overdose": "no",
    "meeting_place": "given",
    "same_phone": "no",
    "phone": "given",
    "first_name": "given",
    "best_time": "friday",
    "safe_words": "open",
    "police_ok": "no",
}


def asked_in_turn(slots: Mapping[str, Any]) -> list[str]:
    """Answer each question as it comes, and list them."""
    questions, slots = [], dict(slots)
    while (question := next_question(slots)) is not None:
        questions.append(question)
        slots[question] = next((option.value for option in QUESTIONS[question].options), "given")
    return questions


def test_a_visit_asks_everything_but_a_number_when_this_phone_will_do() -> None:
    assert asked_in_turn({"request_kind": "visit", "channel": "sms"}) == [
        "for_whom", "recent_overdose", "meeting_place", "same_phone", "first_name", "best_time", "safe_words",
        "police_ok", "confirm",
    ]  # fmt: skip


def test_a_callback_leaves_out_the_place_and_the_police() -> None:
    questions = asked_in_turn({"request_kind": "callback", "channel": "sms"})

    assert {"meeting_place", "police_ok"}.isdisjoint(questions)


def test_the_web_has_no_number_of_its_own_so_it_asks_for_one() -> None:
    questions = asked_in_turn({"request_kind": "callback", "channel": "web"})

    assert "phone" in questions
    assert "same_phone" not in questions


def test_another_number_is_asked_for() -> None:
    assert next_question({**VISIT, "phone": None}) == "phone"


def test_a_complete_request_that_is_confirmed_closes_the_form() -> None:
    step = take(Heard(VISIT, given={"confirm": "send"}, asked="confirm"))

    assert step.ask is None
    assert step.changes["confirm"] == "send"


def test_asking_for_a_change_asks_what_to_change() -> None:
    step = take(Heard(VISIT, given={"confirm": "change"}, asked="confirm"))

    assert step.ask == "change_what"
    assert step.changes["confirm"] is None


@pytest.mark.parametrize(
    "field", [option.value for option in QUESTIONS["change_what"].options if option.value != "phone"]
)
def test_a_field_to_change_is_asked_again_and_confirmed_again(field: str) -> None:
    step = take(Heard({**VISIT, "confirm": "send"}, given={"change_what": field}, asked="change_what"))

    assert step.ask == field
    assert step.changes == {field: None, "confirm": None, "change_what": None}
    assert next_question({**VISIT, **step.changes, field: "x"}) == "confirm"


def test_changing_the_phone_begins_with_which_phone() -> None:
    step = take(Heard(VISIT, given={"change_what": "phone"}, asked="change_what"))

    assert step.ask == "same_phone"
    assert step.changes["phone"] is None


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("change the phone", "same_phone"),
        ("wrong number, sorry", "same_phone"),
        ("no it's for my brother", "for_whom"),
        ("no, es para mi hermano", "for_whom"),
        ("cambia la hora", "best_time"),
        ("me equivoqué", "change_what"),
        ("i made a mistake", "change_what"),
    ],
)
def test_a_correction_in_words_is_heard_in_the_middle_of_the_form(text: str, asks: str) -> None:
    step = take(Heard({**VISIT, "police_ok": None}, intent="nlu_fallback", text=text, asked="police_ok"))

    assert step.ask == asks


def test_a_phone_may_be_corrected_when_it_was_this_one() -> None:
    slots = {**VISIT, "same_phone": "yes", "phone": None, "police_ok": None}

    assert take(Heard(slots, intent="nlu_fallback", text="cambia el teléfono", asked="police_ok")).ask == "same_phone"


def test_the_answer_to_a_free_question_may_hold_the_word_change() -> None:
    slots = {**VISIT, "best_time": None}
    step = take(Heard(slots, given={"best_time": "when my shift changes, 5"}, text="when my shift changes, 5",
                      intent="inform", asked="best_time"))  # fmt: skip

    assert step.changes["best_time"] == "when my shift changes, 5"


def test_saying_no_to_the_police_question_is_not_taken_for_consent_or_correction() -> None:
    step = take(Heard({**VISIT, "police_ok": None}, intent="deny", text="no police", asked="police_ok"))

    assert step.ask == "police_ok"
    assert step.changes.get("police_ok") is None


def test_a_made_up_value_is_no_answer() -> None:
    step = take(Heard({**VISIT, "police_ok": None}, given={"police_ok": "maybe"}, asked="police_ok"))

    assert (step.ask, step.changes["police_ok"]) == ("police_ok", None)


def test_words_never_reach_a_private_slot() -> None:
    step = take(Heard({**VISIT, "phone": None}, given={"phone": "6175550123"}, asked="phone"))

    assert step.changes["phone"] is None


def test_the_same_question_is_asked_twice_again_and_then_a_person_is_offered() -> None:
    again = take(Heard(VISIT, intent="nlu_fallback", text="blue", asked="confirm", unusable_before=TRIES - 2))
    last = take(Heard(VISIT, intent="nlu_fallback", text="blue", asked="confirm", unusable_before=TRIES - 1))

    assert (again.ask, again.messages) == ("confirm", ())
    assert last.ask is None
    assert [message.get("name") or message["copy_id"] for message in last.messages] == [
        "keep_draft",
        "form_need_person",
    ]
    assert last.messages[0]["args"]["meeting_place"] == "given"


def test_taking_it_back_drops_the_request_and_empties_every_slot() -> None:
    step = take(Heard(VISIT, intent="cancel_request", text="never mind, take it back", asked="confirm"))

    assert [message.get("name") or message["copy_id"] for message in step.messages] == [
        "drop_request",
        "request_dropped",
    ]
    assert set(step.changes) == set(SLOTS)


@pytest.mark.parametrize("text", ["never mind", "quiero cancelar mi solicitud", "ya no quiero", "cancel it please"])
def test_taking_it_back_is_heard_whatever_the_classifier_reads(text: str) -> None:
    step = take(Heard(VISIT, intent="request_status", text=text, asked="confirm"))

    assert step.messages[0]["name"] == "drop_request"


def test_a_question_in_the_middle_is_left_to_its_own_rule() -> None:
    assert take(Heard(VISIT, intent="naloxone_what_is", text="what is narcan", asked="confirm")) is None


def test_a_call_may_be_asked_for_instead_in_the_middle() -> None:
    step = take(Heard({**VISIT, "meeting_place": None}, given={"request_kind": "callback"}, asked="meeting_place"))

    assert step.ask == "confirm"


def test_an_effect_carries_no_private_answer() -> None:
    assert set(shareable(VISIT)).isdisjoint(PRIVATE_FIELDS)


@settings(max_examples=50)
@given(
    st.dictionaries(st.sampled_from(SLOTS), any_text(max_size=20)),
    st.sampled_from(sorted({*UNUSABLE, "cancel_request", "thanks", "naloxone_what_is"})),
    any_text(max_size=60),
    st.sampled_from([None, *(question.id for question in REQUEST_QUESTIONS)]),
)
def test_whatever_comes_a_choice_only_ever_holds_one_of_its_options(
    given_slots: dict[str, str], intent: str, text: str, asked: str | None
) -> None:
    step = take(Heard({"channel": "sms"}, given=given_slots, intent=intent, text=text, asked=asked))

    for name, value in (step.changes if step else {}).items():
        kind = QUESTIONS[name].kind if name in QUESTIONS else None
        allowed = {option.value for option in QUESTIONS[name].options} if kind is Kind.CHOICE else {"given"}
        assert value is None or name in {"request_kind", "best_time"} or value in allowed
