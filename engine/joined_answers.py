"""Make one reply of the answers to several asks: all that is said, in order, and one question at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.answer import ask

Messages = Sequence[Mapping[str, Any]]
#: Asked after another answer: "the other thing you asked".
IN_OTHER_WORDS = {"did_you_mean": "also_meant"}
#: Offers what was asked too and not answered yet, by digits.
ALSO_ASKED = "also_asked"
OFFERED = 3


class QuestionsCollideError(Exception):
    """Two answers are only questions; one of them would be lost."""


def join_answers(answers: Sequence[Messages], left: Sequence[str]) -> list[Mapping[str, Any]]:
    """Return one reply of `answers`, with the topics `left` offered where no question is open.

    Raises QuestionsCollideError where an ask would go under: only one question can be open.
    """
    if len(answers) == 1:
        return list(answers[0])
    question = _question(answers)
    if any(not _said(answer) and (not answer or answer[-1] != question) for answer in answers):
        raise QuestionsCollideError
    said = [message for answer in answers for message in _said(answer)]
    if question is None and left:
        question = ask(ALSO_ASKED, left[:OFFERED])
    return [*said, _beside_others(question)] if question else said


def _beside_others(question: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**question, "question": IN_OTHER_WORDS.get(question["question"], question["question"])}


def _question(answers: Sequence[Messages]) -> Mapping[str, Any] | None:
    """Return the question to leave open: of an answer that only asks, else the last; where a place is, asked last."""
    asked = [answer[-1] for answer in answers if answer and answer[-1]["kind"] == "ask"]
    if answers[-1] and answers[-1][-1]["kind"] == "listings":  # the search that "where?" would go on with is over
        asked = [question for question in asked if question["question"] != "place"]
    alone = [answer[-1] for answer in answers if answer and not _said(answer)]
    others = [question for question in asked if question["question"] != "place"]
    return next((question for question in (*alone, *reversed(others), *reversed(asked)) if question in asked), None)


def _said(answer: Messages) -> list[Mapping[str, Any]]:
    return [message for message in answer if message["kind"] != "ask"]
