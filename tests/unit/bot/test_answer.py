from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import (
    Ask,
    Card,
    Effect,
    Listings,
    Say,
    UnreadableAnswerError,
    ask,
    effect,
    read_answer,
    read_message,
    say,
)
from tests.fixtures.any_text import any_text


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (say("help"), Say("help")),
        (say("x", a="1"), Say("x", {"a": "1"})),
        (ask("confirm"), Ask("confirm")),
        (ask("did_you_mean", ["a", "b"]), Ask("did_you_mean", ("a", "b"))),
        (effect("request_visit", kind="visit"), Effect("request_visit", {"kind": "visit"})),
        (
            {
                "kind": "listings",
                "cards": [asdict(Card("1", "A"))],
                "need": "naloxone",
                "place": "Roxbury",
                "remaining": 2,
            },
            Listings((Card("1", "A"),), "naloxone", "Roxbury", 2),
        ),
    ],
)
def test_what_is_written_is_read_back(raw: dict[str, object], message: object) -> None:
    assert read_message(raw) == message


@pytest.mark.parametrize(
    "raw", [{}, {"messages": []}, {"messages": [{"kind": "html"}]}, {"messages": [{"kind": "say"}]}]
)
def test_an_answer_that_says_nothing_readable_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(UnreadableAnswerError):
        read_answer(raw)


@pytest.mark.parametrize(
    "raw",
    [
        {"messages": None},
        {"messages": 5},
        {"messages": [5]},
        {"messages": [say("menu")], "dialogue": ["x"]},
        {"messages": [say("menu")], "understanding": {"intent": "greet"}},
        {"messages": [say("menu")], "understanding": {"intent": "greet", "confidence": "high"}},
        {"messages": [say("menu")], "understanding": ["greet"]},
    ],
)
def test_an_answer_of_another_shape_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(UnreadableAnswerError):
        read_answer(raw)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(["kind", "copy_id", "cards", "question", "name"]), any_text(max_size=5)))
def test_nonsense_is_refused_and_never_crashes(raw: dict[str, str]) -> None:
    try:
        read_message(raw)
    except UnreadableAnswerError:
        return
