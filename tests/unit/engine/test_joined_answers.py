"""The answers to several asks become one reply with at most one question, which stands at its end."""

from __future__ import annotations

import pytest

from bot.answer import ask, say
from engine.joined_answers import QuestionsCollideError, join_answers

A, B = say("naloxone_what_is"), say("detox_ats")
PLACE, TEAM, WHO = ask("place"), ask("request_offer"), ask("for_whom")
MEANT = ask("did_you_mean", ["pets", "grief"])
LISTED = {"kind": "listings", "cards": [], "need": "detox"}


@pytest.mark.parametrize(
    ("answers", "reply"),
    [
        ([[A, PLACE]], [A, PLACE]),
        ([[A], [B]], [A, B]),
        ([[A, PLACE], [B]], [A, B, PLACE]),
        ([[PLACE], [B]], [B, PLACE]),
        ([[A, PLACE], [LISTED]], [A, LISTED]),
        ([[LISTED], [B, PLACE]], [LISTED, B, PLACE]),
        ([[A, TEAM], [B, PLACE]], [A, B, TEAM]),
        ([[WHO], [B, WHO]], [B, WHO]),
        ([[A, PLACE], [MEANT]], [A, ask("also_meant", ["pets", "grief"])]),
    ],
)
def test_all_is_said_and_one_question_is_left_open(answers: list[list[object]], reply: list[object]) -> None:
    assert join_answers(answers, ()) == reply


@pytest.mark.parametrize("answers", [[[PLACE], [MEANT]], [[PLACE], [LISTED]], [[WHO], [MEANT]]])
def test_an_ask_that_would_go_under_is_an_error(answers: list[list[object]]) -> None:
    with pytest.raises(QuestionsCollideError):
        join_answers(answers, ())


def test_what_is_left_is_offered_where_no_question_is_open() -> None:
    assert join_answers([[A], [B]], ["pets"]) == [A, B, ask("also_asked", ["pets"])]
    assert join_answers([[A], [B, PLACE]], ["pets"]) == [A, B, PLACE]
