"""Engines scale side by side because none remembers anything: each turn may go to another one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count

from tests.fixtures.engine_processes import Engine, Talk

TALKS, TURNS = 50, 12
ROAD = (
    ("callback_request", {}, "for_whom"),
    ("inform", {"for_whom": "me"}, "recent_overdose"),
    ("inform", {"recent_overdose": "no"}, "same_phone"),
    ("naloxone_what_is", {}, "same_phone"),
    ("inform", {"same_phone": "no"}, "phone"),
    ("inform", {"phone": "given"}, "first_name"),
    ("inform", {"first_name": "given"}, "best_time"),
    (None, {}, "safe_words"),
    ("inform", {"safe_words": "open"}, "confirm"),
    ("inform", {"change_what": "for_whom"}, "for_whom"),
    ("inform", {"for_whom": "someone"}, "confirm"),
)


def wrong_turns(talk: Talk, number: int) -> int:
    """Walk the whole form, and count the turns that did not go where they should."""
    wrong = 0
    best_time = f"monday at {number}"
    for intent, slots, question in ROAD:
        talk.choose(intent, **slots) if intent else talk.say(best_time)
        wrong += talk.asked != question
    sent = talk.choose(confirm="send")[0]
    expected = {"for_whom": "someone", "best_time": best_time, "same_phone": "no"}
    return wrong + (sent["name"] != "request_callback") + (not expected.items() <= sent["args"].items())


def test_six_hundred_turns_over_two_engines_that_take_turns_go_nowhere_wrong(two_engines: list[Engine]) -> None:
    talks = [Talk(two_engines, turns=number) for number in range(TALKS)]
    with ThreadPoolExecutor(max_workers=6) as people:
        wrong = sum(people.map(wrong_turns, talks, count(1)))

    assert wrong == 0
    assert sum(talk.turns for talk in talks) - sum(range(TALKS)) == TALKS * TURNS
