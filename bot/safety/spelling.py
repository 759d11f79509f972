"""Read a word as people type it: drawn out, misspelled, run together, or with digits for letters.

Doubling a letter never loses a word, by construction: "heeelp" has every run of "help" at least as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from bot.safety.phrases import Symbols
from bot.safety.words import unleet

NOTHING: Symbols = frozenset()
FORGIVEN_FROM_LETTERS = 7
"""Shorter words have too many innocent neighbours ("waking", "walking")."""
LONGEST_RUN_TOGETHER = 40

_RUNS = re.compile(r"(.)\1+")


class Lexicon:
    """What each known word stands for, and how to recognise it when badly typed."""

    def __init__(
        self, symbols: Mapping[str, Iterable[str]], *, forgiving: Iterable[str], ordinary: Iterable[str]
    ) -> None:
        self._ordinary = frozenset(ordinary)
        self._by_shape: dict[str, list[tuple[tuple[int, ...], Symbols]]] = {}
        for word, stands_for in symbols.items():
            self._by_shape.setdefault(_shape(word), []).append((_runs(word), frozenset(stands_for)))
        self._exact = {word: self._drawn_out(word) | (_number(word) if word.isdigit() else NOTHING) for word in symbols}
        self._near = _one_letter_less(word for word in forgiving if len(word) >= FORGIVEN_FROM_LETTERS)

    def read(self, word: str) -> Symbols:
        """Return what one word stands for; empty when it is not known."""
        known = self._exact.get(word)
        if known is not None:
            return known
        if word.isdigit():
            return _number(word)
        return self._drawn_out(word) or self._unleet(word) or self._misspelled(word)

    def knows(self, word: str) -> bool:
        """Tell whether `word` is listed, drawn out or not (no guessing)."""
        return word in self._exact or bool(self._drawn_out(word))

    def mends(self, pair: str) -> bool:
        """Tell whether two pieces set together make a listed word long enough not to be chance."""
        return len(pair) >= FORGIVEN_FROM_LETTERS and bool(self._drawn_out(pair)) and pair not in self._ordinary

    def parts(self, word: str) -> list[str]:
        """Cut a run-together word ("notbreathing") into listed words; empty when it cannot be done."""
        if not FORGIVEN_FROM_LETTERS <= len(word) <= LONGEST_RUN_TOGETHER or word in self._ordinary:
            return []
        return self._cut(word, {})

    def _cut(self, word: str, failed: dict[str, bool]) -> list[str]:
        if word in failed:
            return []
        for size in range(len(word), 1, -1):
            head, rest = word[:size], word[size:]
            if self.knows(head):
                tail = self._cut(rest, failed) if rest else []
                if tail or not rest:
                    return [head, *tail]
        failed[word] = True
        return []

    def _drawn_out(self, word: str) -> Symbols:
        listed = self._by_shape.get(_shape(word))
        if listed is None:
            return NOTHING
        runs = _runs(word)
        return NOTHING.union(
            *(symbols for least, symbols in listed if all(a >= b for a, b in zip(runs, least, strict=True)))
        )

    def _unleet(self, word: str) -> Symbols:
        return NOTHING if word.isalpha() else self._drawn_out(unleet(word))

    def _misspelled(self, word: str) -> Symbols:
        shape = _shape(word)
        if len(shape) < FORGIVEN_FROM_LETTERS - 1 or word in self._ordinary or shape in self._ordinary:
            return NOTHING
        for meant in _neighbours(shape, self._near):
            if _one_slip(shape, _shape(meant)):
                return self._exact[meant]
        return NOTHING


def _shape(word: str) -> str:
    return _RUNS.sub(r"\1", word)


def _runs(word: str) -> tuple[int, ...]:
    return tuple(len(list(letters)) for _, letters in groupby(word))


def _number(word: str) -> Symbols:
    is_year = len(word) == 4 and word[:2] in {"19", "20"}
    return frozenset({"#", "#year"}) if is_year else frozenset({"#"})


def _one_letter_less(words: Iterable[str]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {}
    for word in words:
        for short in {_shape(word), *_deletions(_shape(word))}:
            near.setdefault(short, []).append(word)
    return near


def _neighbours(shape: str, near: Mapping[str, list[str]]) -> Iterator[str]:
    yield from near.get(shape, ())
    for short in _deletions(shape):
        yield from near.get(short, ())


def _deletions(word: str) -> Iterator[str]:
    """Yield `word` less one letter; the first letter stays, people rarely miss it."""
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _one_slip(typed: str, meant: str) -> bool:
    """Tell whether one letter was added, left out, changed, or two neighbours swapped."""
    typed, meant = _without_common_ends(typed, meant)
    return max(len(typed), len(meant)) <= 1 or (len(typed) == len(meant) == 2 and typed == meant[::-1])


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return one, other
