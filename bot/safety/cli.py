"""Screen JSON lines: what `portline screen` and `python -m bot.safety` run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bot.safety.screening import screen


def screen_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield one JSON object `{"category", "level", "rule"}` for each JSON line `{"text", "history"?}`.

    Empty lines are passed over. Raises ValueError with the line's number, never its words, when one is no such object.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _screened(line, number)


def _screened(line: str, number: int) -> str:
    text, history = _parsed(line, number)
    verdict = screen(text, history)
    return json.dumps({"category": verdict.category.value, "level": verdict.level.value, "rule": verdict.rule})


def _parsed(line: str, number: int) -> tuple[str, list[str]]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        # `from None`: the decoder's error carries the whole line, a person's words
        raise ValueError(f"line {number} is not JSON (column {error.colno})") from None
    text = record.get("text") if isinstance(record, dict) else None
    history = record.get("history", []) if isinstance(record, dict) else []
    if not isinstance(text, str) or not isinstance(history, list):
        raise ValueError(  # noqa: TRY004 - what is wrong is the line, not a caller's type
            f'line {number} is not an object with a "text"'
        )
    return text, [str(past) for past in history]
