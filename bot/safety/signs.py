"""Read what a person beside an overdose, or in danger, reports: "done", "i have the spray", "he woke up".

Not danger itself (`screen` looks for that); it decides which step comes next.  Lists: `signs/*.txt`, one per
language, in the phrases of `bot.safety.phrases`; a line that begins with `= ` must be the whole message.
A class `{not}` holds the words that undo a sign ("not awake", "if he wakes up"), `{turn}` those that end its reach.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bot.compat import StrEnum
from bot.safety.phrase_lines import PhraseLines
from bot.safety.phrases import Gap, OneOf, PhraseTree, Readings
from bot.safety.spelling import Lexicon
from bot.safety.words import fold, words_of

DIRECTORY = Path(__file__).parent / "signs"
THUMBS = frozenset("👍👌✅✔")
LAST_WORDS = 80
"""How much of a long text is read, from its end: a report is short, and the newest news comes last."""
NOT_REACH = 3
"""How many words before a sign "not" or "if" still undoes it."""


class Sign(StrEnum):
    """One thing a text reports."""

    OK = "ok"
    NO = "no"
    HOW = "how"
    HAS_SPRAY = "has_spray"
    HAS_SHOT = "has_shot"
    HAS_NONE = "has_none"
    GAVE = "gave"
    AWAKE = "awake"
    BREATHING = "breathing"
    NOT_BACK = "not_back"
    HELP_HERE = "help_here"
    OVER = "over"
    DIED = "died"
    ONESELF = "oneself"
    SOMEONE = "someone"


#: What "not", "if" or "when" before it turns into nothing; the others hold such words themselves.
UNDONE = frozenset(set(Sign) - {Sign.NO, Sign.HOW, Sign.HAS_NONE, Sign.NOT_BACK, Sign.SOMEONE})
#: What a longer phrase around it speaks for ("barely breathing" is no "breathing").
SPOKEN_FOR = frozenset({Sign.AWAKE, Sign.BREATHING, Sign.HAS_SPRAY, Sign.HAS_SHOT, Sign.ONESELF})


@dataclass(frozen=True)
class _Phrase:
    sign: Sign
    language: str
    whole: bool
    negates: bool
    """Whether the phrase holds one of the `{not}` words itself."""


class _Found(NamedTuple):
    """Phrase number `phrase` covers the words from `start` up to, not including, `end`."""

    phrase: int
    start: int
    end: int


@dataclass
class _Lists:
    tree: PhraseTree = field(default_factory=PhraseTree)
    phrases: list[_Phrase] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)

    def class_of(self, language: str, name: str) -> frozenset[str]:
        return self.classes.get(f"{language}:{{{name}}}", frozenset())


def read_signs(text: str) -> frozenset[Sign]:
    """Return the signs in `text`; never raises, and a text of marks alone ("??") asks how to go on."""
    words = words_of(text)[-LAST_WORDS:]
    if not words:
        return _of_marks(text.strip())
    row = [_LEXICON.read(word) for word in words]
    places = [_Found(number, start, end) for start, end, numbers in _LISTS.tree.find(row) for number in numbers]
    seen = [found for found in places if _counts(found, row)]
    told = [found for found in seen if not _is_spoken_for(found, seen)]
    phrases = {_LISTS.phrases[found.phrase] for found in told}
    return frozenset(phrase.sign for phrase in phrases if _stands(phrase, phrases, told, row))


def _of_marks(text: str) -> frozenset[Sign]:
    if not text:
        return frozenset()
    return frozenset({Sign.HOW if THUMBS.isdisjoint(text) else Sign.OK})


def _counts(found: _Found, row: Sequence[Readings]) -> bool:
    phrase = _LISTS.phrases[found.phrase]
    if phrase.sign not in UNDONE:
        return True
    nots = _LISTS.class_of(phrase.language, "not")
    inside = () if phrase.negates else row[found.start : found.end]
    before = _before(found.start, row, _LISTS.class_of(phrase.language, "turn"))
    return all(nots.isdisjoint(readings) for readings in (*before, *inside))


def _before(start: int, row: Sequence[Readings], turns: frozenset[str]) -> Iterator[Readings]:
    """Yield the words just before `start`, nearest first, as far as "but" or "now"."""
    for readings in reversed(row[max(0, start - NOT_REACH) : start]):
        if not turns.isdisjoint(readings):
            return
        yield readings


def _is_spoken_for(found: _Found, seen: Sequence[_Found]) -> bool:
    phrase = _LISTS.phrases[found.phrase]
    return phrase.sign in SPOKEN_FOR and any(
        other.start <= found.start
        and found.end <= other.end
        and other.end - other.start > found.end - found.start
        and _LISTS.phrases[other.phrase].sign is not phrase.sign
        for other in seen
    )


def _stands(phrase: _Phrase, phrases: Collection[_Phrase], told: Sequence[_Found], row: Sequence[Readings]) -> bool:
    if phrase.sign is Sign.ONESELF:
        others = {Sign.SOMEONE, Sign.GAVE}
        return not any(other.sign in others and other.language == phrase.language for other in phrases)
    return not phrase.whole or _is_whole(phrase, told, row)


def _is_whole(phrase: _Phrase, told: Sequence[_Found], row: Sequence[Readings]) -> bool:
    """Tell whether phrases of this sign, and words that say nothing, are the whole message."""
    covered: set[int] = set()
    for found in told:
        other = _LISTS.phrases[found.phrase]
        if (other.sign, other.language) == (phrase.sign, phrase.language):
            covered.update(range(found.start, found.end))
    fillers = _LISTS.class_of(phrase.language, "filler")
    return all(at in covered or not fillers.isdisjoint(readings) for at, readings in enumerate(row))


def _load(directory: Path) -> _Lists:
    lists = _Lists()
    for path in sorted(directory.glob("*.txt")):
        sign: Sign | None = None
        lines = PhraseLines(path.stem, lists.classes, lists.words)
        for raw in path.read_text("utf-8").splitlines():
            line = fold(raw).strip()
            if line.startswith("["):
                sign = Sign(line.strip("[]"))
            elif line.startswith("{") and "}:" in line:
                lines.read_class(line)
            elif line and not line.startswith(";"):
                _add_phrase(lists, path.stem, sign, line, list(lines.elements(line.removeprefix("= "))))
    return lists


def _add_phrase(lists: _Lists, language: str, sign: Sign | None, line: str, elements: Sequence[OneOf | Gap]) -> None:
    if sign is None:
        raise ValueError(f"{language}: a phrase before the first heading: {line}")
    nots = lists.class_of(language, "not")
    negates = any(not nots.isdisjoint(element.words) for element in elements if isinstance(element, OneOf))
    lists.tree.add(len(lists.phrases), elements)
    lists.phrases.append(_Phrase(sign, language, line.startswith("= "), negates))


_LISTS = _load(DIRECTORY)
_LEXICON = Lexicon.of(_LISTS.words, forgiven=(), joined=(), ordinary=())
