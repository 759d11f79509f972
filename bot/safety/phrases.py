"""Find many short phrases in a row of words in one pass.

A phrase is words and `{classes}`; `a/b` either; `x?` optional; `..` up to two words between, `...` up to five.
All phrases share one tree, so the cost per word hardly grows with their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

Readings = tuple[str, ...]
"""The listed words one typed word may stand for; nearly always one."""


class OneOf(NamedTuple):
    """One word out of several, called `symbol`."""

    symbol: str
    words: Sequence[str]
    optional: bool = False


class Gap(NamedTuple):
    """Up to `width` words of any kind."""

    width: int


class Found(NamedTuple):
    """Phrase number `phrase` covers the words from `start` up to, not including, `end`."""

    phrase: int
    start: int
    end: int


class _Node:
    """One point in the tree: where the next word may lead, and which phrases end here."""

    __slots__ = ("after", "ends", "gaps", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, _Node] = {}
        self.after: dict[str, list[_Node]] = {}
        self.gaps: dict[int, _Node] = {}
        self.ends: list[int] = []

    def grow(self, element: OneOf | Gap) -> _Node:
        """Return the point after `element`, made when new."""
        if isinstance(element, Gap):
            return self.gaps.setdefault(element.width, _Node())
        known = self.steps.get(element.symbol)
        if known is None:
            known = self.steps[element.symbol] = _Node()
            for word in element.words:
                self.after.setdefault(word, []).append(known)
        return known


class PhraseTree:
    """All phrases of all languages, ready to be looked for."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, phrase: int, elements: Sequence[OneOf | Gap]) -> None:
        """Add phrase number `phrase`."""
        for flat in _without_optionals(elements):
            node = self._root
            for element in flat:
                node = node.grow(element)
            if phrase not in node.ends:
                node.ends.append(phrase)

    def find(self, row: Sequence[Readings]) -> list[Found]:
        """Return every phrase found in `row`, in the order they start."""
        found: list[Found] = []
        first = self._root.after
        for start, readings in enumerate(row):
            nodes = [node for word in readings if word in first for node in first[word]]
            if nodes:
                _walk(nodes, row, start, found)
        return found


def _walk(nodes: Sequence[_Node], row: Sequence[Readings], start: int, found: list[Found]) -> None:
    """Follow every path from `start`; gaps and depth are bounded, so time per start is too.

    Every text spends most of its time here, so the loop is written out.
    """
    length = len(row)
    pending = [(node, start + 1) for node in nodes]
    while pending:
        node, at = pending.pop()
        for phrase in node.ends:
            found.append(Found(phrase, start, at))
        if at == length:
            continue
        after = node.after
        for word in row[at]:
            if word in after:
                for child in after[word]:
                    pending.append((child, at + 1))
        for width, beyond in node.gaps.items():
            after = beyond.after
            for reached in range(at, min(at + width + 1, length)):
                for word in row[reached]:
                    if word in after:
                        for child in after[word]:
                            pending.append((child, reached + 1))


def _without_optionals(elements: Sequence[OneOf | Gap]) -> Iterator[list[OneOf | Gap]]:
    """Yield the phrase with and without each of its optional words."""
    ways: list[list[OneOf | Gap]] = [[]]
    for element in elements:
        longer = [[*way, element] for way in ways]
        ways = ways + longer if isinstance(element, OneOf) and element.optional else longer
    yield from ways
