"""Screen a text for danger: the one function everything else here serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.safety.judgement import LEVELS, judge
from bot.safety.lists import load
from bot.safety.phrases import Readings
from bot.safety.sightings import Reading
from bot.safety.verdict import Level, Verdict
from bot.safety.words import words_of

HISTORY_TEXTS = 4
HISTORY_WORDS = 60
"""Of earlier texts only the last few and their last words are read again; more would join what does not belong."""

_LISTS = load()
_LEXICON = _LISTS.lexicon()
RULES = tuple(_LISTS.rules)
"""Every rule of every list, in the order of the files."""


def screen(text: str, history: Sequence[str] = ()) -> Verdict:
    """Say whether `text` speaks of danger, alone or together with the texts of the last minutes (oldest first).

    History can only make a verdict graver. Never raises, whatever the string holds; takes time linear in its length.
    """
    now = _read(text)
    alone = judge(now, _LISTS)
    if not history or alone.level is Level.EMERGENCY or not now.words:
        return alone
    earlier = [_read(past) for past in history[-HISTORY_TEXTS:]]
    joined = _joined(earlier, now)
    together = judge(joined, _LISTS, across=len(joined.words) - len(now.words[:HISTORY_WORDS]))
    return max(alone, together, key=lambda verdict: LEVELS.index(verdict.level))


def _read(text: str) -> Reading:
    words: list[str] = []
    row: list[Readings] = []
    for word in _mended(words_of(text)):
        readings = _LEXICON.read(word)
        parts = [] if readings else _LEXICON.parts(word)
        words += parts or [word]
        row += [_LEXICON.read(part) for part in parts] or [readings]
    return Reading(words, row, _LISTS.tree.find(row))


def _joined(earlier: Sequence[Reading], now: Reading) -> Reading:
    words = [word for past in earlier for word in past.words][-HISTORY_WORDS:]
    row = [readings for past in earlier for readings in past.row][-HISTORY_WORDS:]
    row += now.row[:HISTORY_WORDS]
    return Reading([*words, *now.words[:HISTORY_WORDS]], row, _LISTS.tree.find(row))


def _mended(words: Sequence[str]) -> Iterator[str]:
    """Put together words split in two ("over dose") or spelled out ("n a r c a n")."""
    at = 0
    while at < len(words):
        size = _pieces(words, at)
        yield words[at] if size == 1 else "".join(words[at : at + size])
        at += size


def _pieces(words: Sequence[str], at: int) -> int:
    """Return how many pieces from `at` on make one listed word: 1 when the word stands whole."""
    if _is_letter(words[at]):
        return _spelled_out(words, at)
    return 2 if at + 1 < len(words) and _LEXICON.mends(words[at], words[at + 1]) else 1


def _is_letter(word: str) -> bool:
    """Tell whether `word` is one Latin letter, drawn out or not."""
    return word == word[0] * len(word) and word.isascii()


def _spelled_out(words: Sequence[str], at: int) -> int:
    size = 0
    while at + size < len(words) and size < 20 and _is_letter(words[at + size]):
        size += 1
    while size > 1 and not _LEXICON.knows("".join(words[at : at + size])):
        size -= 1
    return max(size, 1)
