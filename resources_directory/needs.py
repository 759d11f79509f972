"""What a person needs, read from their words (English and Spanish), as a category of the directory."""

from __future__ import annotations

from collections.abc import Iterator

from bot.misspelling import is_misspelling
from resources_directory.need_words import NEED_NAMES, NEED_WORDS
from resources_directory.words import Words, words

#: The ids of all needs: the categories of the seed, in its order.
NEEDS: tuple[str, ...] = tuple(NEED_NAMES)
_BY_PHRASE: dict[Words, str] = {
    words(phrase): need for need, phrases in reversed(list(NEED_WORDS.items())) for phrase in phrases.split(", ")
}
_LONGEST = max(map(len, _BY_PHRASE))
#: Only the long names of medicines are guessed from a misspelling; short words are too like others.
_GUESSED = tuple(
    (name, _BY_PHRASE[(name,)])
    for name in "naloxone naloxona methadone metadona suboxone buprenorphine buprenorfina desintoxicacion".split()
)


def read_need(text: str) -> str | None:
    """Return the need `text` names, or None; the longest phrase decides, then the order of the table."""
    typed = words(text)
    found = list(_phrases_in(typed))
    if found:
        longest = max(map(len, found))
        return min((_BY_PHRASE[name] for name in found if len(name) == longest), key=_order)
    return next((need for word in typed for name, need in _GUESSED if is_misspelling(word, name)), None)


def _phrases_in(typed: Words) -> Iterator[Words]:
    for at in range(len(typed)):
        for end in range(at + 1, min(len(typed), at + _LONGEST) + 1):
            if typed[at:end] in _BY_PHRASE:
                yield typed[at:end]


def _order(need: str) -> int:
    return _NEED_ORDER[need]


_NEED_ORDER = {need: position for position, need in enumerate(NEED_WORDS)}
