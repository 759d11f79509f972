"""`python -m bot.safety` reads JSON lines and prints a verdict for each."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from bot.safety.cli import screen_lines


def test_each_line_gets_a_verdict():
    lines = [json.dumps({"text": "he is not breathing"}), "", json.dumps({"text": "thanks"})]

    assert [json.loads(line) for line in screen_lines(lines)] == [
        {"category": "overdose_now", "level": "emergency", "rule": "en.not_breathing_now"},
        {"category": "none", "level": "none", "rule": ""},
    ]


def test_earlier_texts_of_a_line_are_heard():
    line = json.dumps({"text": "moving", "history": ["hes not"]})

    assert json.loads(next(screen_lines([line])))["level"] == "emergency"


@pytest.mark.parametrize(
    "line", ["{secret", "[1]", '{"texts": "secret"}', '{"text": 5}', '{"text": "a", "history": "secret"}']
)
def test_a_line_that_cannot_be_read_is_named_by_number_never_quoted(line):
    with pytest.raises(ValueError, match="line 1") as refused:
        next(screen_lines([line]))

    assert "secret" not in str(refused.value)


def test_the_module_runs_on_standard_input():
    done = subprocess.run(
        [sys.executable, "-m", "bot.safety"],
        input='{"text": "kms"}\nnot json\n',
        capture_output=True,
        text=True,
        check=False,
    )

    assert json.loads(done.stdout)["category"] == "suicide_risk"
    assert (done.returncode, done.stderr) == (1, "line 2 is not JSON (column 1)\n")
