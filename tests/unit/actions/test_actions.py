"""The actions as Rasa calls them: a tracker in, messages and events out."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.server import all_actions
from bot.correction import read_correction
from tests.fixtures.directory import FakeDirectory

ACTIONS = {action.name(): action for action in all_actions(FakeDirectory())}


def user(intent: str, **parsed: object) -> dict[str, Any]:
    return {"event": "user", "text": "", "parse_data": {"intent": {"name": intent}, **parsed}}


def run(
    name: str,
    *events: dict[str, Any],
    slots: dict[str, Any] | None = None,
    loop: dict[str, Any] | None = None,
    text: str = "",
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Run one action after `events`; the last of them is what the person just wrote."""
    latest = next((event["parse_data"] for event in reversed(events) if event["event"] == "user"), {})
    tracker = Tracker("x", slots or {}, {**latest, "text": text}, list(events), False, None, loop or {}, None)
    dispatcher = CollectingDispatcher()
    changes = ACTIONS[name].run(dispatcher, tracker, {})
    return [message["custom"] for message in dispatcher.messages], changes


def named(messages: list[dict[str, Any]]) -> list[str]:
    return [message.get("copy_id") or message.get("question") or message.get("name") for message in messages]


def test_a_text_not_understood_is_said_to_be() -> None:
    messages, _ = run("action_fallback", user("nlu_fallback"), user("nlu_fallback"))

    assert named(messages) == ["fallback"]


def test_two_likely_topics_are_offered_and_the_form_keeps_still() -> None:
    messages, events = run("action_offer_choices", user("unsure", understanding={"choices": ["grief", "relapse"]}))

    assert messages[0]["options"] == ["grief", "relapse"]
    assert events[0]["event"] == "followup"


@pytest.mark.parametrize(("channel", "says"), [("sms", ["opt_out", "stop_done"]), ("web", ["text_stop"])])
def test_a_plain_opt_out_opts_a_number_out(channel: str, says: list[str]) -> None:
    assert named(run("action_opt_out", user("stop_optout"), slots={"channel": channel})[0]) == says


def test_starting_over_in_a_form_keeps_it_as_a_draft() -> None:
    messages, events = run("action_restart", user("restart"), slots={"for_whom": "me"}, loop={"name": "request_form"})

    assert named(messages) == ["keep_draft", "restart", "menu"]
    assert events[0]["event"] == "restart"


def test_a_person_is_named_and_a_call_offered() -> None:
    messages, _ = run("action_offer_team", user("talk_to_human"))

    assert named(messages) == ["talk_to_human", "request_offer"]


def test_a_form_that_was_left_sends_nothing() -> None:
    assert run("action_submit_request", user("cancel_request"), slots={"confirm": None}) == ([], [])


def test_a_confirmed_request_is_sent_without_private_answers_and_the_form_emptied() -> None:
    slots = {"confirm": "send", "request_kind": "callback", "phone": "given", "best_time": "friday"}
    messages, events = run("action_submit_request", user("inform"), slots=slots)

    assert messages == [
        {"kind": "effect", "name": "request_callback", "args": {"request_kind": "callback", "best_time": "friday"}}
    ]
    assert all(event["value"] is None for event in events)


def test_the_form_goes_on_after_a_question_in_the_middle() -> None:
    rejected = {"event": "action_execution_rejected", "name": "request_form"}
    slots = {"requested_slot": "best_time", "request_kind": "visit"}
    messages, events = run("validate_request_form", user("naloxone_what_is"), rejected, slots=slots)

    assert (messages, [(event["name"], event["value"]) for event in events]) == ([], [("requested_slot", "best_time")])


def test_the_words_that_open_the_form_are_no_correction_of_it() -> None:
    opened = {"event": "active_loop", "name": "request_form"}
    text = "no, can someone come see my brother, he changed"
    given = {"event": "slot", "name": "request_kind", "value": "visit"}
    slots = {"request_kind": "visit", "requested_slot": None}
    _, events = run("validate_request_form", user("visit_request"), given, opened, slots=slots, text=text)

    assert events[-1]["value"] == "recent_overdose"


@pytest.mark.parametrize("text", ["", "yes", "tomorrow", "no", "who are you", "no thanks"])
def test_plain_answers_correct_nothing(text: str) -> None:
    assert read_correction(text, asked="for_whom", answered={"phone", "best_time"}) is None


@pytest.mark.parametrize(("text", "asks_next"), [("can you visit my son", "recent_overdose"), ("visit me", "for_whom")])
def test_whom_a_visit_is_for_is_not_asked_of_who_has_said_it(text: str, asks_next: str) -> None:
    opening = [user("visit_request"), {"event": "slot", "name": "request_kind", "value": "visit"},
               {"event": "active_loop", "name": "request_form"}]  # fmt: skip
    _, events = run("validate_request_form", *opening, slots={"request_kind": "visit"}, text=text)

    assert (events[-1]["name"], events[-1]["value"]) == ("requested_slot", asks_next)
