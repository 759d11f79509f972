"""How far apart two spellings are, and how far apart they may be."""

from __future__ import annotations

from collections.abc import Sequence

_SHORTEST_WORD = 5
_SHORTEST_PART = 4
_LONG = 8


def is_misspelling(typed: str, name: str) -> bool:
    """Tell whether `typed` is `name` with one slip, or two when it is long; the first letter must be right."""
    if typed[:1] != name[:1] or min(len(typed), len(name)) < _SHORTEST_WORD:
        return False
    slips = 2 if max(len(typed), len(name)) >= _LONG else 1
    return abs(len(typed) - len(name)) <= slips and edits(typed, name) <= slips


def is_misspelt_name(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether the words `typed` are those of `name`, misspelt: as many words, and the short ones right."""
    if len(typed) != len(name) or not is_misspelling(" ".join(typed), " ".join(name)):
        return False
    pairs = zip(typed, name, strict=True)
    return all(one == other or min(len(one), len(other)) >= _SHORTEST_PART for one, other in pairs)


def edits(one: str, other: str) -> int:
    """Count the letters to add, drop, change or swap with a neighbour to turn `one` into `other`."""
    before: list[int] = []
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, above, row = above, row, [i]
        for j, right in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1]
