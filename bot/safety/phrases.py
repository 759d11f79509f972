"""Find many short phrases in a row of words in one pass.

A phrase is words and `{classes}`; `a/b` either; `x?` optional; `..` up to two words between, `...` up to five.
All phrases share one tree, so the cost per word hardly grows with their number. Each symbol (a word, a class) is one
bit, and what a word stands for is one integer: a step in the tree is a bitwise "and".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

GAPS = {"..": 2, "...": 5}
MANY_EDGES = 6


class Found(NamedTuple):
    """Phrase number `phrase` covers the words from `start` up to, not including, `end`."""

    phrase: int
    start: int
    end: int


class _Node:
    """One point in the tree: where the next word may lead, and which phrases end here."""

    __slots__ = ("edges", "ends", "gaps", "known", "mask")

    def __init__(self) -> None:
        self.edges: dict[int, _Node] = {}
        self.gaps: dict[int, _Node] = {}
        self.ends: list[int] = []
        self.mask = 0
        self.known: dict[int, list[_Node]] = {}

    def step(self, bit: int) -> _Node:
        """Return the point after one word standing for `bit`, made when new."""
        self.mask |= bit
        return self.edges.setdefault(bit, _Node())

    def leap(self, width: int) -> _Node:
        """Return the point after up to `width` words of any kind, made when new."""
        return self.gaps.setdefault(width, _Node())

    def after(self, symbols: int) -> list[_Node]:
        """Return the points one word further; a crowded point remembers its answers, one per kind of word."""
        if len(self.edges) < MANY_EDGES:
            return [child for bit, child in self.edges.items() if bit & symbols]
        known = self.known.get(symbols)
        if known is None:
            known = self.known[symbols] = [child for bit, child in self.edges.items() if bit & symbols]
        return known


class PhraseTree:
    """All phrases of all languages, ready to be looked for."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, phrase: int, elements: Sequence[int | str]) -> None:
        """Add phrase number `phrase`; an element is the bit of a symbol, negative when optional, or a gap."""
        for flat in _without_optionals(elements):
            node = self._root
            for element in flat:
                node = node.leap(GAPS[element]) if isinstance(element, str) else node.step(element)
            if phrase not in node.ends:
                node.ends.append(phrase)

    def find(self, row: Sequence[int]) -> list[Found]:
        """Return every phrase found in `row`, what each word stands for, in the order they start."""
        found: list[Found] = []
        root = self._root
        for start, symbols in enumerate(row):
            if root.mask & symbols:
                _walk(root.after(symbols), row, start, found)
        return found


def _walk(nodes: Sequence[_Node], row: Sequence[int], start: int, found: list[Found]) -> None:
    """Follow every path from `start`; gaps and depth are bounded, so time per start is too.

    Every text spends most of its millisecond here, so the loop is written out.
    """
    length = len(row)
    pending = [(node, start + 1) for node in nodes]
    while pending:
        node, at = pending.pop()
        for phrase in node.ends:
            found.append(Found(phrase, start, at))
        if at == length:
            continue
        symbols = row[at]
        if node.mask & symbols:
            for child in node.after(symbols):
                pending.append((child, at + 1))
        for width, beyond in node.gaps.items():
            mask = beyond.mask
            for reached in range(at, min(at + width + 1, length)):
                if mask & row[reached]:
                    for child in beyond.after(row[reached]):
                        pending.append((child, reached + 1))


def _without_optionals(elements: Sequence[int | str]) -> Iterator[list[int | str]]:
    """Yield the phrase with and without each of its optional words."""
    ways: list[list[int | str]] = [[]]
    for element in elements:
        if isinstance(element, int) and element < 0:
            ways += [[*way, -element] for way in ways]
        else:
            for way in ways:
                way.append(element)
    yield from ways
