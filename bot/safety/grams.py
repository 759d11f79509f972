"""Cut a text into the short pieces the trained model weighs: at run time, and when it is trained.

A piece ("gram") is four or five characters of one word with its edges, a whole word, or two or three words in a row.
Doubled letters, numbers, repetition and greetings in front make no difference, so that none of them can hide danger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

from bot.safety.words import unleet

SIZES = (4, 5)
"""Characters of a gram; shorter and longer ones measured no better (docs/adr/0008)."""

WORDS_KEPT = 8_192

_RUNS = re.compile(r"(.)\1+", re.DOTALL)


def plain_words(words: Sequence[str], greetings: AbstractSet[str] = frozenset()) -> list[str]:
    """Return a row of words (`bot.safety.words.words_of`) as the model reads it.

    The greetings it begins with are left out, and emoji: they may stand anywhere and change nothing.
    """
    first = next((at for at, word in enumerate(words) if word not in greetings), 0)
    return [_plain(word) for word in words[first:] if word.isalnum()]


def grams_of_word(word: str) -> list[str]:
    """Return the grams inside one plain word: a word of Chinese is one character and its own only gram."""
    edged = f" {word} "
    inside = [edged[at : at + size] for size in SIZES for at in range(len(edged) - size + 1)]
    return inside if len(edged) in SIZES else [*inside, edged]


def grams_between(plain: Sequence[str]) -> set[str]:
    """Return the grams of words in a row: two neighbours, two with one between them, three."""
    between = {f"{one}+{two}" for one, two in pairwise(plain)}
    between.update([f"{one}_{two}" for one, two in zip(plain, plain[2:], strict=False)])
    between.update([f"{one}+{two}+{three}" for one, two, three in zip(plain, plain[1:], plain[2:], strict=False)])
    return between


def grams_of(plain: Sequence[str]) -> Iterator[str]:
    """Yield every gram of a text, that of a word once however often the word comes back."""
    for word in dict.fromkeys(plain):
        yield from grams_of_word(word)
    yield from grams_between(plain)


@lru_cache(WORDS_KEPT)
def _plain(word: str) -> str:
    """Return a word with every run of a letter shortened to one, digits read as letters in it, a number as "#"."""
    if word.isdigit():
        return "#"
    return _RUNS.sub(r"\1", word if word.isalpha() else unleet(word))
