"""Every text waits for the screen, so it is quick, whatever its length. Processor time: other work does not count."""

from __future__ import annotations

import subprocess
import sys
from statistics import quantiles
from time import process_time

import pytest

from bot.safety import screen
from tests.unit.safety.packs import ALL_CASES

LONG = 32_000
WORST_TEXTS = {
    "one word again": "not ",
    "a danger again": "he took too much and wont wake ",
    "a danger taken back again": "if someone is not breathing ",
    "one letter": "a",
    "digits and letters": "ab1 ",
    "emoji": "😭",
    "chinese": "他没有呼吸了",
    "single letters": "n o ",
}


def seconds(text: str) -> float:
    start = process_time()
    screen(text)
    return process_time() - start


def test_a_text_message_is_screened_within_a_millisecond():
    joined = " ".join(sorted(case.text for case in ALL_CASES if case.language != "zh"))  # there a segment is 70
    messages = [joined[at : at + 160] for at in range(0, len(joined) - 160, 160)]
    for message in (messages * 10)[:1000]:
        screen(message)

    # the best of five runs of each: what the code takes, not what the machine was busy with
    best = [min(seconds(message) for _ in range(5)) for message in messages]

    assert quantiles(best, n=100)[98] < 0.001


@pytest.mark.parametrize("text", WORST_TEXTS.values(), ids=WORST_TEXTS)
def test_time_grows_with_length_and_no_faster(text):
    text *= LONG // len(text)
    short = min(seconds(text[: LONG // 8]) for _ in range(3))

    # eight times the length: about eight times the time, never the 64 of a square
    assert min(seconds(text) for _ in range(2)) < max(32 * short, 0.1)


def test_importing_takes_less_than_a_fifth_of_a_second():
    code = "from time import process_time as t; a = t(); import bot.safety; print(t() - a)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(3)]

    assert min(float(run.stdout) for run in runs) < 0.2
