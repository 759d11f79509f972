"""Read a word as people type it: drawn out, misspelled, run together, or with digits for letters.

Doubling a letter never loses a word, by construction: "heeelp" has every run of "help" at least as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from bot.safety.phrases import Readings
from bot.safety.words import unleet

FORGIVEN_FROM_LETTERS = 7
"""Shorter words have too many innocent neighbours ("waking", "walking")."""
LONGEST_RUN_TOGETHER = 40
WORDS_KEPT = 8_192
"""Readings remembered, word by word and without the texts they stood in: most texts are made of the same words."""
LETTERS_PER_PART = 3
"""On average, at least; else almost any word falls into listed crumbs ("es-tu-vi-era")."""

_RUNS = re.compile(r"(.)\1+", re.DOTALL)


Recognised = tuple[bool, list[str], list[Readings]]
"""What is known of one typed word: whether it may be the first piece of a listed word taken apart (one letter of it,
or half), the words it is run together from (or itself), and for each of them the listed words it may stand for."""


class Tables(NamedTuple):
    """All that is known of the listed words, in plain values that can be kept in a file."""

    by_shape: dict[str, list[str]]
    exact: dict[str, Readings]
    ordinary: frozenset[str]
    joined: frozenset[str]
    """Shapes."""
    halves: dict[str, set[str]]
    near: dict[str, list[str]]


class Lexicon:
    """The listed words, and how to recognise one when badly typed."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._by_shape, self._exact, self._ordinary, self._joined, self._halves, self._near = tables
        self.recognised = lru_cache(WORDS_KEPT)(self._recognised)

    @classmethod
    def of(
        cls, words: Iterable[str], *, forgiven: Iterable[str], joined: Iterable[str], ordinary: Iterable[str]
    ) -> Lexicon:
        """Make the lexicon of the listed `words`."""
        by_shape: dict[str, list[str]] = {}
        for word in sorted(words):
            by_shape.setdefault(_shape(word), []).append(word)
        exact = {word: _drawn_out(word, by_shape) + _number(word) for word in words}
        long = [word for word in sorted(forgiven) if len(word) >= FORGIVEN_FROM_LETTERS]
        shapes = frozenset(map(_shape, joined))
        return cls(Tables(by_shape, exact, frozenset(ordinary), shapes, _halves(long), _one_letter_less(long)))

    def _recognised(self, word: str) -> Recognised:
        readings = self.read(word)
        parts = [] if readings else self.parts(word)
        opens = is_letter(word) or self._tails(word) is not None
        return (opens, parts, [self.read(part) for part in parts]) if parts else (opens, [word], [readings])

    def _tails(self, head: str) -> set[str] | None:
        return self._halves.get(head) or self._halves.get(_shape(head))

    def read(self, word: str) -> Readings:
        """Return the listed words `word` may stand for; empty when it is none."""
        known = self._exact.get(word)
        if known is not None:
            return known
        return _number(word) or self._drawn_out(word) or self._unleet(word) or self._misspelled(word)

    def knows(self, word: str) -> bool:
        """Tell whether `word` is listed, drawn out or not (no guessing)."""
        return word in self._exact or bool(self._drawn_out(word))

    def mends(self, head: str, tail: str) -> bool:
        """Tell whether two pieces set together make a listed word long enough not to be chance ("over dose")."""
        tails = self._tails(head)
        if tails is None or (tail not in tails and _shape(tail) not in tails):
            return False
        return head + tail not in self._ordinary and bool(self._drawn_out(head + tail))

    def parts(self, word: str) -> list[str]:
        """Cut a run-together word ("notbreathing") into listed words; empty when it cannot be done."""
        is_candidate = FORGIVEN_FROM_LETTERS <= len(word) <= LONGEST_RUN_TOGETHER and word not in self._ordinary
        if not is_candidate or not any(map(_shape(word).__contains__, self._joined)):
            return []
        parts = self._cut(word, set())
        is_likely = any(_shape(part) in self._joined for part in parts)
        return parts if is_likely and len(parts) * LETTERS_PER_PART <= len(word) else []

    def _cut(self, word: str, failed: set[str]) -> list[str]:
        if word in failed:
            return []
        for size in range(len(word), 1, -1):
            head, rest = word[:size], word[size:]
            if self.knows(head):
                tail = self._cut(rest, failed) if rest else []
                if tail or not rest:
                    return [head, *tail]
        failed.add(word)
        return []

    def _drawn_out(self, word: str) -> Readings:
        return _drawn_out(word, self._by_shape)

    def _unleet(self, word: str) -> Readings:
        return () if word.isalpha() else self._drawn_out(unleet(word))

    def _misspelled(self, word: str) -> Readings:
        shape = _shape(word)
        if len(shape) < FORGIVEN_FROM_LETTERS - 1 or word in self._ordinary or shape in self._ordinary:
            return ()
        for meant in _neighbours(shape, self._near):
            if _one_slip(shape, _shape(meant)):
                return self._exact.get(meant, ())
        return ()


def _drawn_out(word: str, by_shape: Mapping[str, list[str]]) -> Readings:
    shape = _shape(word)
    listed = by_shape.get(shape, ())
    if shape == word:
        return (word,) if word in listed else ()
    return tuple(meant for meant in listed if word == meant or _is_drawn_out(word, meant))


def is_letter(word: str) -> bool:
    """Tell whether `word` is one Latin letter, drawn out or not."""
    return word == word[0] * len(word) and word.isascii()


def _number(word: str) -> Readings:
    if not word.isdigit():
        return ()
    return ("#", "#year") if len(word) == 4 and word[:2] in {"19", "20"} else ("#",)


def _shape(word: str) -> str:
    return _RUNS.sub(r"\1", word) if _RUNS.search(word) else word


def _halves(words: Iterable[str]) -> dict[str, set[str]]:
    """Return all ways to break the shapes of `words` in two, by their first half."""
    halves: dict[str, set[str]] = {}
    for shape in map(_shape, words):
        for size in range(2, len(shape)):
            halves.setdefault(shape[:size], set()).add(shape[size:])
    return halves


def _is_drawn_out(word: str, listed: str) -> bool:
    """Tell whether every run of a letter in `word` is at least as long as in `listed`; their shapes are the same."""
    return all(typed >= meant for typed, meant in zip(_runs(word), _runs(listed), strict=True))


def _runs(word: str) -> Iterator[int]:
    return (len(list(letters)) for _, letters in groupby(word))


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
