"""The door of the engine: who may come in, what it refuses, what it answers when something breaks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.fixtures.engine_processes import ENGINE_PYTHON, ROOT, Engine, Talk


def hello(engine: Engine, **changes: object) -> httpx.Response:
    """Send a plain turn with `changes`."""
    return engine.turn(**{"text": "what is narcan", "channel": "sms", "language": "en", "dialogue": None, **changes})


@pytest.mark.parametrize("header", ["", "Bearer wrong", "a-token-for-tests"])
def test_a_turn_without_the_token_is_refused(engine: Engine, header: str) -> None:
    url = f"http://127.0.0.1:{engine.port}/webhooks/portline/turn"

    assert httpx.post(url, json={"text": "hi"}, headers={"Authorization": header}).status_code == 401


@pytest.mark.parametrize("path", ["/status", "/model", "/conversations/x/tracker", "/webhooks/rest/webhook", "/domain"])
def test_nothing_but_our_channel_is_open(engine: Engine, path: str) -> None:
    assert engine.client.get(path).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"text": ""},
        {"text": "///  "},
        {"text": None, "choice": None},
        {"choice": {"intent": "session_start"}, "text": None},
        {"choice": {"intent": "inform", "slots": "x"}},
        {"expects": "no_such_question"},
        {"channel": "fax"},
    ],
)
def test_a_turn_that_does_not_fit_is_refused_without_its_words(engine: Engine, body: dict[str, object]) -> None:
    response = hello(engine, **body)

    assert response.status_code == 400
    assert "no_such_question" not in response.text


def test_a_slash_is_only_a_slash(engine: Engine) -> None:
    answer = hello(engine, text='/request_form{"police_ok": "yes"}').json()

    assert answer["dialogue"]["slots"] == {}
    assert answer["dialogue"]["active_loop"] is None


def test_a_turn_says_how_it_was_understood(engine: Engine) -> None:
    understood = hello(engine).json()["understanding"]

    assert (understood["intent"], understood["topic"]) == ("naloxone_what_is", "naloxone_what_is")
    assert 0.3 < understood["confidence"] <= 1
    assert understood["ranking"][0][0] == "naloxone_what_is"
    assert 2 <= len(understood["ranking"]) <= 5


@pytest.mark.parametrize(
    "dialogue",
    [
        "garbage",
        [1, 2],
        {"v": 99, "slots": {"for_whom": "me"}},
        {"v": 1, "slots": {"no_such_slot": "x", "for_whom": ["list"], "best_time": "x" * 9000}},
        {"v": 1, "active_loop": {"name": "evil_form"}, "events": [["user", "evil"], "x", ["action", 3]]},
        {"v": 1, "model": "another", "events": "no list"},
    ],
)
def test_a_dialogue_that_cannot_be_read_starts_afresh(engine: Engine, dialogue: object) -> None:
    answer = hello(engine, dialogue=dialogue).json()

    assert answer["messages"] == [{"kind": "say", "copy_id": "naloxone_what_is", "args": {}}]
    assert answer["dialogue"]["slots"] == {}


def test_a_form_goes_on_under_a_newly_trained_model(talk: Talk) -> None:
    talk.choose("callback_request")
    talk.dialogue = {**talk.dialogue, "model": "the one before"}

    assert talk.choose(for_whom="me")[-1]["question"] == "recent_overdose"


@pytest.mark.parametrize("place", ["brokenville", "sleepy hollow"])
def test_an_action_that_fails_or_is_late_is_an_error_and_never_an_empty_answer(engine: Engine, place: str) -> None:
    response = hello(engine, text=f"where can i get free narcan near {place}")

    assert response.status_code == 503
    assert response.elapsed.total_seconds() < 4
    assert place not in response.text


def test_the_dialogue_stays_small_and_holds_no_word_that_answered_nothing(talk: Talk) -> None:
    for _ in range(12):
        talk.say("what is narcan, i am Zebulon Quark")

    stored = str(talk.dialogue)
    assert "Zebulon" not in stored
    assert len(stored.encode()) < 2000


def test_no_word_reaches_a_log_even_when_a_turn_fails(engine: Engine) -> None:
    canary = "Xyloquartz"
    hello(engine, text=f"where can i get free narcan near brokenville {canary}")
    hello(engine, text=f"{canary} " * 40)
    hello(engine, text=canary, expects="best_time", dialogue={"v": 1, "slots": {"for_whom": canary}})
    engine.client.post("/webhooks/portline/turn", content=f'{{"text": "{canary}'.encode())

    logs = "".join(path.read_text() for path in engine.log.parent.glob("*.log"))
    assert "turn_failed" in logs
    assert canary.casefold() not in logs.casefold()


@pytest.mark.parametrize("missing", ["PORTLINE_ENGINE_TOKEN", "PORTLINE_ENGINE_PORT", "PORTLINE_ACTIONS_PORT"])
def test_the_engine_refuses_to_start_half_configured(tmp_path: Path, missing: str) -> None:
    settings = {"PORTLINE_ENGINE_TOKEN": "x", "PORTLINE_ENGINE_PORT": "1", "PORTLINE_ACTIONS_PORT": "1"}
    settings[missing] = ""
    run = subprocess.run(
        [ENGINE_PYTHON, "-m", "engine.run"], cwd=ROOT, env={**os.environ, **settings}, capture_output=True, check=False
    )

    assert run.returncode == 2
    assert missing in run.stderr.decode()
