"""Read the word lists (`lists/*.txt`), one per language, into one tree; their format is told in `lists/README.md`."""

from __future__ import annotations

from pathlib import Path

from bot.safety.lists import Lists, Mark, Meaning, Phrase, Rule, Safe, Tense
from bot.safety.phrase_lines import PhraseLines
from bot.safety.phrases import PhraseTree
from bot.safety.spelling import Lexicon
from bot.safety.verdict import COPY_IDS, Category, Level
from bot.safety.words import fold

DIRECTORY = Path(__file__).parent / "lists"


def load(directory: Path = DIRECTORY) -> Lists:
    """Read all lists of `directory`; raise ValueError naming file and line when one cannot be read."""
    draft = _Draft()
    for path in sorted(directory.glob("*.txt")):
        _Reader(draft, language=path.stem).read(path)
    return draft.finished()


class _Draft:
    """What has been read so far, of all files."""

    def __init__(self) -> None:
        self.tree = PhraseTree()
        self.phrases: list[Phrase] = []
        self.classes: dict[str, frozenset[str]] = {}
        self.words: set[str] = set()
        self.apart: dict[str, set[str]] = {"ordinary": set(), "filler": set(), "forgiven": set(), "joined": set()}
        """The classes no phrase uses: real words never to be read as a slip, words that may stand around a whole text,
        words read even with one slip, and words that, with those, show that a long word is several run together."""

    def finished(self) -> Lists:
        forgiven, joined = self.apart["forgiven"], self.apart["joined"] | self.apart["forgiven"]
        lexicon = Lexicon.of(self.words, forgiven=forgiven, joined=joined, ordinary=self.apart["ordinary"])
        needs = [_needed(number, phrase.together) for number, phrase in enumerate(self.phrases)]
        return Lists(self.tree, lexicon, self.phrases, needs, self.apart["filler"], self.classes)


def _needed(number: int, together: int) -> int:
    if together < 0:
        return number
    return together + 1 if number == together else together


class _Reader:
    """Reads one file line by line; remembers under which heading it is."""

    def __init__(self, draft: _Draft, *, language: str) -> None:
        self._draft = draft
        self._language = language
        self._meaning: Meaning | None = None
        self._lines = PhraseLines(language, draft.classes, draft.words)

    def read(self, path: Path) -> None:
        for number, raw in enumerate(path.read_text("utf-8").splitlines(), start=1):
            line = fold(raw).strip()
            try:
                if line and not line.startswith(";"):
                    self._read_line(line)
            except ValueError as error:
                raise ValueError(f"{path.name}, line {number}: {error}") from error

    def _read_line(self, line: str) -> None:
        if line.startswith("["):
            self._meaning = self._heading(line)
        elif line.startswith("{") and "}:" in line:
            self._read_class(line)
        else:
            self._read_phrase(line)

    def _heading(self, line: str) -> Meaning:
        name, _, rest = line[1:].partition("]")
        match rest.split():
            case ["safe"]:
                return Safe(f"{self._language}.{name}", self._language)
            case ["mark"]:
                return Mark(name)
            case [category, level, tense, *more]:
                return self._rule(name, (category, level, tense), more)
        raise ValueError(f"heading not understood: {line}")

    def _rule(self, name: str, header: tuple[str, str, str], more: list[str]) -> Rule:
        category, level, tense = Category(header[0]), Level(header[1]), Tense(header[2])
        copy_ids = [word for word in more if word != "instead"]
        copy_id = copy_ids[0] if copy_ids else COPY_IDS[category, level]
        return Rule(
            f"{self._language}.{name}", self._language, category, level, tense, copy_id, instead="instead" in more
        )

    def _read_class(self, line: str) -> None:
        name, _, words = line.partition(":")
        apart = self._draft.apart.get(name[1:-1])
        if apart is not None:
            apart.update(words.split())
        else:
            self._lines.read_class(line)

    def _read_phrase(self, line: str) -> None:
        if self._meaning is None:
            raise ValueError("a phrase before the first heading")
        whole = line.startswith("= ")
        parts = line.removeprefix("= ").split(" & ")
        if len(parts) > 2 or (len(parts) == 2 and not isinstance(self._meaning, Rule)):
            raise ValueError("only a danger may have two halves, and no more")
        together = len(self._draft.phrases) if len(parts) == 2 else -1
        for part in parts:
            self._add(part, Phrase(self._meaning, self._language, whole, together))

    def _add(self, text: str, phrase: Phrase) -> None:
        self._draft.tree.add(len(self._draft.phrases), list(self._lines.elements(text)))
        self._draft.phrases.append(phrase)
