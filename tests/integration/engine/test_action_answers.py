"""What an action answers is still checked against Rasa's format, in the engine's own Python."""

from __future__ import annotations

import json
import subprocess

from tests.fixtures.engine_processes import ENGINE_PYTHON, ROOT

LOOK = """
import json, sys
from engine.prepare import prepare_rasa
prepare_rasa()
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from engine.action_endpoint import check_answers_fast

def passes(answer):
    try:
        return RemoteAction("action_find_service", None)._validate_action_result(answer)
    except ValidationError:
        return False

answers = json.loads(sys.stdin.read())
slow = [passes(answer) for answer in answers]
check_answers_fast()
print(json.dumps([slow, [passes(answer) for answer in answers]]))
"""
GOOD = {"events": [{"event": "slot", "name": "need", "value": "detox"}], "responses": [{"custom": {"kind": "say"}}]}


BAD = ({"events": "none"}, {"events": [{}]}, {"responses": "none"}, [])
ANSWERS = (GOOD, {"events": [], "responses": []}, *BAD)


def test_an_answer_passes_exactly_where_rasa_lets_it_pass() -> None:
    run = subprocess.run(
        [ENGINE_PYTHON, "-c", LOOK], cwd=ROOT, input=json.dumps(ANSWERS), capture_output=True, text=True, check=True
    )
    slow, fast = json.loads(run.stdout.splitlines()[-1])

    assert slow == fast == [answer not in BAD for answer in ANSWERS]
