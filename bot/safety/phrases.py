"""Find many short phrases in a row of words in one pass.

A phrase is words and `{classes}`; `a/b` either; `x?` optional; `..` up to two words between, `...` up to five.
All phrases share one tree, so the cost per word does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Symbols = frozenset[str]
GAPS = {"..": 2, "...": 5}


@dataclass(frozen=True)
class Found:
    """Phrase number `phrase` covers the words from `start` up to, not including, `end`."""

    phrase: int
    start: int
    end: int


class _Node:
    """One point in the tree: where the next word may lead, and which phrases end here."""

    __slots__ = ("edges", "ends", "gaps")

    def __init__(self) -> None:
        self.edges: dict[str, _Node] = {}
        self.gaps: dict[int, _Node] = {}
        self.ends: list[int] = []


class PhraseTree:
    """All phrases of all languages, ready to be looked for."""

    def __init__(self) -> None:
        self._root = _Node()
        self._starts: dict[Symbols, tuple[_Node, ...]] = {}

    def add(self, phrase: int, elements: Sequence[str]) -> None:
        """Add phrase number `phrase`; an element is a symbol, a gap, or a symbol with `?`."""
        for flat in _without_optionals(list(elements)):
            node = self._root
            for element in flat:
                node = _step(node, element)
            if phrase not in node.ends:
                node.ends.append(phrase)

    def find(self, row: Sequence[Symbols]) -> Iterator[Found]:
        """Yield every phrase found in `row`, the symbols each word stands for, at each place it starts."""
        for start, symbols in enumerate(row):
            nodes = self._starts.get(symbols)
            if nodes is None:
                nodes = self._starts[symbols] = tuple(_next(self._root, symbols))
            if nodes:
                yield from _walk(nodes, row, start)


def _walk(nodes: tuple[_Node, ...], row: Sequence[Symbols], start: int) -> Iterator[Found]:
    """Follow every path from `start`; a point reached twice is left the second time, so time stays linear."""
    pending = [(node, start + 1) for node in nodes]
    seen: set[tuple[int, int]] = set()
    while pending:
        node, at = pending.pop()
        for phrase in node.ends:
            yield Found(phrase, start, at)
        if at == len(row):
            continue
        pending.extend((child, at + 1) for child in _next(node, row[at]))
        for width, gap in node.gaps.items():
            for reached in range(at, min(at + width + 1, len(row))):
                for child in _next(gap, row[reached]):
                    if (id(child), reached) not in seen:
                        seen.add((id(child), reached))
                        pending.append((child, reached + 1))


def _next(node: _Node, symbols: Symbols) -> list[_Node]:
    edges = node.edges
    if len(edges) < len(symbols):
        return [child for symbol, child in edges.items() if symbol in symbols]
    return [edges[symbol] for symbol in symbols if symbol in edges]


def _step(node: _Node, element: str) -> _Node:
    if element in GAPS:
        return node.gaps.setdefault(GAPS[element], _Node())
    return node.edges.setdefault(element, _Node())


def _without_optionals(elements: list[str]) -> Iterator[list[str]]:
    for at, element in enumerate(elements):
        if element.endswith("?"):
            yield from _without_optionals(elements[:at] + elements[at + 1 :])
            yield from _without_optionals([*elements[:at], element[:-1], *elements[at + 1 :]])
            return
    yield elements
