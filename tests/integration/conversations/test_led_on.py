"""Beside an overdose nobody is told "I did not understand": whoever writes anything gets the next step."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.answer import ask, say
from conversations.reply import Reply
from conversations.scripted_engine import ScriptedEngine
from tests.fixtures.road import MONDAY_10_AM, Text

OVERDOSE = "my brother is blue and wont wake up"
LATER = MONDAY_10_AM + timedelta(minutes=1)


def first(reply: Reply) -> str:
    return reply.copy_refs[0][0]


@pytest.mark.parametrize("guess", [[say("fallback")], [ask("did_you_mean", ["naloxone_what_is", "relapse"])]])
def test_words_nobody_understands_lead_to_the_next_step(
    text: Text, engine: ScriptedEngine, guess: list[object]
) -> None:
    engine.script["im so scarred pls"] = guess
    text(OVERDOSE, now=MONDAY_10_AM)

    assert first(text("im so scarred pls", now=LATER)) == "bystander_call"


def test_with_the_engine_down_the_steps_go_on(text: Text, engine: ScriptedEngine) -> None:
    text(OVERDOSE, now=MONDAY_10_AM)
    engine.is_down = True

    assert first(text("im so scarred pls", now=LATER)) == "bystander_call"


def test_a_question_that_is_understood_is_answered(text: Text, engine: ScriptedEngine) -> None:
    engine.script["can he sleep it off"] = [say("overdose_do_not_do")]
    text(OVERDOSE, now=MONDAY_10_AM)

    reply = text("can he sleep it off", now=LATER)

    assert [ref[0] for ref in reply.copy_refs] == ["overdose_do_not_do"]  # and no word of who we are


def test_without_danger_a_guess_stays_a_guess(text: Text, engine: ScriptedEngine) -> None:
    engine.script["blorp"] = [say("fallback")]

    assert [ref[0] for ref in text("blorp", now=MONDAY_10_AM).copy_refs][:2] == ["fallback", "ask_menu"]


def test_who_we_are_is_said_once_the_danger_is_an_hour_old(text: Text, engine: ScriptedEngine) -> None:
    engine.script["where is detox"] = [say("detox_ats")]
    text(OVERDOSE, now=MONDAY_10_AM)

    reply = text("where is detox", now=MONDAY_10_AM + timedelta(minutes=61))

    assert "intro" in [ref[0] for ref in reply.copy_refs]
