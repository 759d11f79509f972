"""What changed in a text since somebody signed it, word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Mark = Literal["same", "gone", "new"]
_PIECE = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: kept, taken out, or put in."""

    mark: Mark
    words: str


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, tuple[Piece, ...]]:
    """Return, for each form (title, sms, web) whose words differ, its pieces in reading order."""
    differ = {form: words for form, words in now.items() if before.get(form, "") != words}
    return {form: tuple(_pieces(before.get(form, ""), words)) for form, words in differ.items()}


def _pieces(before: str, now: str) -> Iterator[Piece]:
    old, new = _PIECE.findall(before), _PIECE.findall(now)
    for what, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(old[a:b]))
            continue
        if a < b:
            yield Piece("gone", "".join(old[a:b]))
        if c < d:
            yield Piece("new", "".join(new[c:d]))
