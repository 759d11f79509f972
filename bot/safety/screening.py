"""Screen a text for danger: the one function everything else here serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.safety.judgement import LEVELS, Reading, judge
from bot.safety.lists import load
from bot.safety.verdict import Level, Verdict
from bot.safety.words import words_of

HISTORY_TEXTS = 4
HISTORY_WORDS = 60
"""Of earlier texts only the last few and their last words are read again; more would join what does not belong."""

_LISTS = load()
_LEXICON = _LISTS.lexicon()


def screen(text: str, history: Sequence[str] = ()) -> Verdict:
    """Say whether `text` speaks of danger, alone or together with the texts of the last minutes (oldest first).

    History can only make a verdict graver. Never raises, whatever the string holds; takes time linear in its length.
    """
    now = _words(text)
    alone = judge(_reading(now), _LISTS)
    if not history or alone.level is Level.EMERGENCY or not now:
        return alone
    earlier = [word for past in history[-HISTORY_TEXTS:] for word in _words(past)][-HISTORY_WORDS:]
    joined = judge(_reading(earlier + now), _LISTS, across=len(earlier))
    return max(alone, joined, key=lambda verdict: LEVELS.index(verdict.level))


def _reading(words: Sequence[str]) -> Reading:
    row = [_LEXICON.read(word) for word in words]
    return Reading(words, row, list(_LISTS.tree.find(row)))


def _words(text: str) -> list[str]:
    return list(_whole_words(words_of(text)))


def _whole_words(words: Sequence[str]) -> Iterator[str]:
    """Mend words split in two ("over dose", "n a r c a n") and cut those run together ("notbreathing")."""
    at = 0
    while at < len(words):
        size = _split_in(words, at)
        word = "".join(words[at : at + size])
        yield from (_LEXICON.parts(word) or [word]) if not _LEXICON.read(word) else [word]
        at += size


def _split_in(words: Sequence[str], at: int) -> int:
    """Return how many pieces from `at` on make one listed word: 1 when the word stands whole."""
    if len(words[at]) == 1:
        return _spelled_out(words, at)
    pair = "".join(words[at : at + 2])
    is_split = at + 1 < len(words) and pair.isascii() and _LEXICON.mends(pair)
    return 2 if is_split else 1


def _spelled_out(words: Sequence[str], at: int) -> int:
    size = 0
    while at + size < len(words) and size < 20 and len(words[at + size]) == 1 and words[at + size].isascii():
        size += 1
    while size > 1 and not _LEXICON.knows("".join(words[at : at + size])):
        size -= 1
    return max(size, 1)
