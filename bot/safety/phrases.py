"""Find many short phrases in a row of words in one pass.

A phrase is words and `{classes}`; `a/b` either; `x?` optional; `..` up to two words between, `...` up to five.
All phrases share one tree, so the cost per word hardly grows with their number. It is read from the last word back:
phrases of danger end in rare words ("breathing") and begin in common ones ("i"), so most words lead nowhere at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
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
        self.gaps: dict[int, _Node] | None = None
        self.ends: list[int] | None = None

    def grow(self, element: OneOf | Gap) -> _Node:
        """Return the point after `element`, made when new."""
        if isinstance(element, Gap):
            return self.beyond(element.width)
        known = self.steps.get(element.symbol)
        if known is None:
            known = self.steps[element.symbol] = _Node()
            for word in element.words:
                self.after.setdefault(word, []).append(known)
        return known

    def beyond(self, width: int) -> _Node:
        """Return the point after up to `width` words of any kind, made when new."""
        if self.gaps is None:
            self.gaps = {}
        return self.gaps.setdefault(width, _Node())

    def end(self, phrases: Iterable[int]) -> None:
        """Let `phrases` end here, each once."""
        self.ends = list(dict.fromkeys([*(self.ends or ()), *phrases]))

    def take_in(self, other: _Node) -> None:
        """Lead wherever `other` leads too."""
        self.end(other.ends or ())
        for word, nodes in other.after.items():
            self.after.setdefault(word, []).extend(nodes)
        for width, beyond in (other.gaps or {}).items():
            self.beyond(width).take_in(beyond)


class PhraseTree:
    """All phrases of all languages, ready to be looked for."""

    def __init__(self) -> None:
        self._root = _Node()
        self._merged: dict[str, _Node] = {}

    def add(self, phrase: int, elements: Sequence[OneOf | Gap]) -> None:
        """Add phrase number `phrase`."""
        for flat in _without_optionals(elements):
            node = self._root
            for element in reversed(flat):
                node = node.grow(element)
            node.end([phrase])

    def find(self, row: Sequence[Readings]) -> list[Found]:
        """Return every phrase found in `row`, in the order they start."""
        found: list[Found] = []
        for last, readings in enumerate(row):
            for word in readings:
                node = self._merged.get(word) or self._merge(word)
                if node:
                    _walk_back([node], row, last, found)
        found.sort(key=_start)
        return found

    def _merge(self, word: str) -> _Node | None:
        """Return one point for all phrases that end in `word`: a common word ends dozens, and most go no further."""
        nodes = self._root.after.get(word)
        if nodes is None:
            return None
        merged = self._merged[word] = _Node()
        for node in nodes:
            merged.take_in(node)
        return merged


_start = itemgetter(1)


def _walk_back(nodes: list[_Node], row: Sequence[Readings], last: int, found: list[Found]) -> None:
    """Follow every path back from the word at `last`; gaps and depth are bounded, so time per word is too.

    Every text spends most of its time here, so the loops are written out.
    """
    reached = [(nodes, last)]
    for nodes_here, at in reached:  # grows while it is walked
        readings = row[at - 1] if at else ()
        for node in nodes_here:
            if node.ends:
                found.extend([Found(phrase, at, last + 1) for phrase in node.ends])
            after = node.after
            for word in readings:
                if word in after:
                    reached.append((after[word], at - 1))  # noqa: PERF401 - a list is not grown by what walks it
            for width, beyond in node.gaps.items() if node.gaps else ():
                after = beyond.after
                for further in range(at - 1, max(at - width - 2, -1), -1):
                    for word in row[further]:
                        if word in after:
                            reached.append((after[word], further))  # noqa: PERF401 - as above


def _without_optionals(elements: Sequence[OneOf | Gap]) -> Iterator[list[OneOf | Gap]]:
    """Yield the phrase with and without each of its optional words."""
    ways: list[list[OneOf | Gap]] = [[]]
    for element in elements:
        longer = [[*way, element] for way in ways]
        ways = ways + longer if isinstance(element, OneOf) and element.optional else longer
    yield from ways
