"""Candidates as files: the layout of `data/nlu`, in a folder that no training reads; a person reviews them in git."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count, groupby
from pathlib import Path
from typing import Final

from bot.redaction import unknown_words
from conversations.candidates import Group
from portline.settings import ROOT

FOLDER: Final = ROOT / "data" / "candidates"
_HEAD: Final = """\
# Texts that were not understood, and what staff say they mean. Nothing is trained on this folder.
# Review: look for a name in the words noted below, put real words for the tags ([emergency line] is 911, [crisis line]
# 988, [city line] 311), move each good line into data/nlu, and delete this file.
version: "3.1"

nlu:
"""


def documents(groups: Iterable[Group]) -> dict[str, str]:
    """Write one document per language; `groups` are ordered by language and topic."""
    by_language = groupby(groups, key=lambda group: group.newest.language)
    return {language: _document(list(of_one)) for language, of_one in by_language}


def write(folder: Path, day: date, texts: dict[str, str]) -> list[Path]:
    """Write `<day>.<language>.yml` for each language, never over a file that is there; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder, day, language, text) for language, text in texts.items()]


def _write(folder: Path, day: date, language: str, text: str) -> Path:
    names = (f"{day}{f'-{number}' if number > 1 else ''}.{language}.yml" for number in count(1))
    path = next(folder / name for name in names if not (folder / name).exists())
    path.write_text(text, encoding="utf-8")
    return path


def _document(groups: Sequence[Group]) -> str:
    by_topic = groupby(groups, key=lambda group: group.candidate.topic if group.candidate else "")
    return _HEAD + "\n".join(_topic(topic, [group.newest.text for group in of_one]) for topic, of_one in by_topic)


def _topic(topic: str, texts: Sequence[str]) -> str:
    """Write one topic; a redacted text is one line of printable characters, so it can break out of no block."""
    unknown = sorted({word for text in texts for word in unknown_words(text)})
    note = f"# Not words of ours: {', '.join(unknown)}\n" if unknown else ""
    lines = "".join(f"    - {text}\n" for text in texts)
    return f"{note}- intent: {topic}\n  examples: |\n{lines}"
