"""Our rules for the baselines: as they are for A; for B the answers told as stories, so that TED decides them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from baselines.places import RULES
from bot.plain_yaml import read_yaml

Rule = dict[str, Any]
#: Each answer stands in this many stories, each time after and before others.
TELLINGS = 2
TURNS = 3


@cache
def rules() -> list[Rule]:
    """Return every rule of ours."""
    return [rule for path in sorted(RULES.glob("*.yml")) for rule in read_yaml(path)["rules"]]


def form_rules() -> list[Rule]:
    """Return the rules that stay rules in B: the form's."""
    return [rule for rule in rules() if not _is_answer(rule)]


def stories() -> list[dict[str, Any]]:
    """Return talks of a few questions and answers each, the same every time."""
    return [{"story": f"talk {number}", "steps": steps} for number, steps in enumerate(_talks(), start=1)]


def _talks() -> Iterator[list[dict[str, Any]]]:
    answers = [rule["steps"] for rule in rules() if _is_answer(rule)]
    draw = random.Random("portline")  # noqa: S311 - no secret
    for _ in range(TELLINGS):
        draw.shuffle(answers)
        for at in range(0, len(answers), TURNS):
            yield _joined(answers[at : at + TURNS])


def _joined(parts: Sequence[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [dict(step) for part in parts for step in part]


def _is_answer(rule: Rule) -> bool:
    """Tell an answer (one intent, then actions) from the form's opening and closing."""
    return not any("active_loop" in step for step in rule["steps"]) and "condition" not in rule
