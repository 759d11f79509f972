"""One contract for every adapter of the engine port: what `conversations.turn` relies on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.answer import Ask, Say, ask, say
from conversations.engine import Choice, DialogueEngine, EngineTurn, EngineUnavailableError
from conversations.rasa_engine import EngineAddress, RasaEngine
from conversations.scripted_engine import ScriptedEngine
from tests.fixtures.engine_processes import TOKEN, Engine

WHAT, VISIT, NONSENSE = "what is narcan", "can someone come visit me at home", "xyzzy plugh qwfp"
AFTER_VISIT = {"slots": {"request_kind": "visit"}, "active_loop": {"name": "request_form"}}
SCRIPT = {
    WHAT: [say("naloxone_what_is")],
    VISIT: [ask("for_whom"), {"kind": "dialogue", "after": AFTER_VISIT}],
    "/inform for_whom=me": [ask("recent_overdose"), {"kind": "dialogue", "after": AFTER_VISIT}],
}


def words(text: str) -> EngineTurn:
    return EngineTurn("sms", "en", text=text)


@pytest.fixture(params=["scripted", "rasa"])
def port(request: pytest.FixtureRequest) -> Iterator[DialogueEngine]:
    if request.param == "scripted":
        yield ScriptedEngine(SCRIPT)
        return
    engine: Engine = request.getfixturevalue("engine")
    with closing(RasaEngine(EngineAddress(f"http://127.0.0.1:{engine.port}", TOKEN))) as rasa:
        yield rasa


@pytest.fixture(params=["scripted", "rasa"])
def dead(request: pytest.FixtureRequest) -> Iterator[DialogueEngine]:
    if request.param == "scripted":
        engine = ScriptedEngine(SCRIPT)
        engine.is_down = True
        yield engine
        return
    with closing(RasaEngine(EngineAddress("http://127.0.0.1:1", TOKEN, timeout_s=0.5))) as rasa:
        yield rasa


def test_a_question_is_answered_by_naming_copy(port: DialogueEngine) -> None:
    answer = port.respond(None, words(WHAT))

    assert answer.messages[0] == Say("naloxone_what_is")
    assert answer.understanding is not None


def test_words_nobody_understands_still_get_something_to_say(port: DialogueEngine) -> None:
    assert port.respond(None, words(NONSENSE)).messages


def test_the_dialogue_given_back_is_all_the_next_turn_needs(port: DialogueEngine) -> None:
    first = port.respond(None, words(VISIT))
    second = port.respond(first.dialogue, EngineTurn("sms", "en", choice=Choice("inform", {"for_whom": "me"})))

    assert first.messages[-1] == Ask("for_whom")
    assert isinstance(second.messages[-1], Ask)
    assert second.messages[-1].question != "for_whom"


def test_the_same_turn_twice_gives_the_same_answer(port: DialogueEngine) -> None:
    assert port.respond(None, words(WHAT)).messages == port.respond(None, words(WHAT)).messages


def test_it_says_when_it_is_ready(port: DialogueEngine) -> None:
    assert port.is_ready()


def test_a_dead_engine_says_so_in_time(dead: DialogueEngine) -> None:
    started = time.monotonic()

    with pytest.raises(EngineUnavailableError):
        dead.respond(None, words(WHAT))

    assert time.monotonic() - started < 3
    assert not dead.is_ready()
