"""Find many short phrases in a row of words in one pass.

A phrase is words and `{classes}`; `a/b` either; `x?` optional; `..` up to two words between, `...` up to five.
All phrases share one tree, so the cost per word hardly grows with their number. It is read from the last word back:
phrases of danger end in rare words ("breathing") and begin in common ones ("i"), so most words lead nowhere at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

Readings = tuple[str, ...]
"""The listed words one typed word may stand for; nearly always one."""

Step = tuple[tuple[int, ...], dict[str, "Step"], tuple[tuple[int, dict[str, "Step"]], ...]]
"""One step back through a text, in plain values that can be kept in a file: the phrases that begin here, where each
word before this one leads, and for each gap its width and where each word before the gap leads."""


class OneOf(NamedTuple):
    """One word out of several, called `symbol`."""

    symbol: str
    words: Sequence[str]
    optional: bool = False


class Gap(NamedTuple):
    """Up to `width` words of any kind."""

    width: int


Found = tuple[int, int, tuple[int, ...]]
"""`(start, end, numbers)`: the words from `start` up to, not including, `end`, and the phrases that they are, which may
be dozens.  A text has dozens of these too, so it is a plain tuple."""


class _Node:
    """One point in the tree as it grows: where the next word may lead, and which phrases end here."""

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
    """All phrases of all languages, ready to be looked for: as they are added, or from `steps` made of them before."""

    def __init__(self, steps: dict[str, Step] | None = None) -> None:
        self._root = _Node()
        self._merged: dict[frozenset[_Node], Step] = {}
        # Kept without a bound: there is one for each listed word, whatever is screened.
        self._step_from: Callable[[str], Step | None] = cache(self._first_step) if steps is None else steps.get

    def add(self, phrase: int, elements: Sequence[OneOf | Gap]) -> None:
        """Add phrase number `phrase`; all are added before the first text is read."""
        for flat in _without_optionals(elements):
            node = self._root
            for element in reversed(flat):
                node = node.grow(element)
            node.ends.append(phrase)

    def steps(self) -> dict[str, Step]:
        """Return the first step from each word that ends a phrase, with all that lies beyond."""
        return {word: self._merge(nodes) for word, nodes in self._root.after.items()}

    def find(self, row: Sequence[Readings]) -> list[Found]:
        """Return every phrase found in `row`, in the order they start; one that two paths lead to may come twice."""
        found: list[Found] = []
        step_from = self._step_from
        for last, readings in enumerate(row):
            for word in readings:
                step = step_from(word)
                if step is not None:
                    _walk_back(step, row, last, found)
        return sorted(set(found))

    def _first_step(self, word: str) -> Step | None:
        nodes = self._root.after.get(word)
        return None if nodes is None else self._merge(nodes)

    def _merge(self, nodes: Iterable[_Node]) -> Step:
        """Return one step for several points: a common word ends dozens of phrases, and most go no further."""
        key = frozenset(nodes)
        known = self._merged.get(key)
        if known is None:
            ends = tuple(sorted({phrase for node in key for phrase in node.ends}))
            widths = sorted({width for node in key for width in node.gaps})
            beyond = [
                (width, self._after([node.gaps[width] for node in key if width in node.gaps])) for width in widths
            ]
            known = self._merged[key] = ends, self._after(key), tuple(beyond)
        return known

    def _after(self, nodes: Iterable[_Node]) -> dict[str, Step]:
        after: dict[str, list[_Node]] = {}
        for node in nodes:
            for word, further in node.after.items():
                after.setdefault(word, []).extend(further)
        return {word: self._merge(further) for word, further in after.items()}


def _walk_back(step: Step, row: Sequence[Readings], last: int, found: list[Found]) -> None:
    """Follow every path back from the word at `last`; gaps and depth are bounded, so time per word is too.

    Every text spends most of its time here, so the loops are written out.
    """
    reached = [(step, last)]
    for (ends, after, gaps), at in reached:  # grows while it is walked
        if ends:
            found.append((at, last + 1, ends))
        if not at:
            continue
        for word in row[at - 1]:
            if word in after:
                reached.append((after[word], at - 1))  # noqa: PERF401 - a list is not grown by what walks it
        for width, beyond in gaps:
            for further in range(at - 1 - width if at > width else 0, at):
                for word in row[further]:
                    if word in beyond:
                        reached.append((beyond[word], further))  # noqa: PERF401 - as above


def _without_optionals(elements: Sequence[OneOf | Gap]) -> Iterator[list[OneOf | Gap]]:
    """Yield the phrase with and without each of its optional words."""
    ways: list[list[OneOf | Gap]] = [[]]
    for element in elements:
        longer = [[*way, element] for way in ways]
        ways = ways + longer if isinstance(element, OneOf) and element.optional else longer
    yield from ways
