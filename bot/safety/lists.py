"""Read the word lists (`lists/*.txt`), one per language, into one tree; their format is told in `lists/README.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.compat import StrEnum
from bot.safety.phrases import Gap, OneOf, PhraseTree
from bot.safety.spelling import Lexicon
from bot.safety.verdict import COPY_IDS, Category, Level
from bot.safety.words import fold

DIRECTORY = Path(__file__).parent / "lists"
GAPS = {"..": Gap(2), "...": Gap(5)}


class Tense(StrEnum):
    """What a phrase says about time; it decides which marks can soften it."""

    NOW = "now"  # "is not breathing": only "if" and its like soften it
    BARE = "bare"  # "not breathing": takes its time from the words around it
    TOLD = "told"  # "overdosed": a story as easily as a cry
    STEADY = "steady"  # "want to die": no "if" or "last year" makes it safe
    LASTING = "lasting"  # "he choked me": last night's harm is still a danger, that of years ago is not
    WEARY = "weary"  # "can't do this anymore": also how people ask for treatment


class Mark(StrEnum):
    """Words around a phrase that say it is not happening here and now."""

    PAST = "past"
    IF = "if"
    GENERAL = "general"
    FEARED = "feared"
    MAYBE = "maybe"
    TAUGHT = "taught"
    LONG_AGO = "long_ago"
    TREATMENT = "treatment"
    TODAY = "today"  # the opposite: it takes `PAST` back


@dataclass(frozen=True, eq=False)
class Rule:
    """One danger a list knows: what to answer when one of its phrases is seen. Each is equal only to itself."""

    id: str
    language: str
    category: Category
    level: Level
    tense: Tense
    copy_id: str
    instead: bool = False
    """Whether its phrases stand in place of any other rule's inside them ("don't want to live *like this*")."""


@dataclass(frozen=True)
class Safe:
    """Phrases that look like danger and are not; whatever they cover does not count."""

    id: str
    language: str


Meaning = Rule | Safe | Mark


@dataclass(frozen=True)
class Phrase:
    """One line of a list, or one half of a line with `&`."""

    meaning: Meaning
    language: str
    whole: bool = False
    together: int = -1
    """For the two halves of an `&` line, the number of the first; else -1."""


@dataclass
class Lists:
    """Everything read from the files."""

    tree: PhraseTree = field(default_factory=PhraseTree)
    phrases: list[Phrase] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    ordinary: set[str] = field(default_factory=set)
    forgiven: set[str] = field(default_factory=set)
    """Words read even with one slip."""
    joined: set[str] = field(default_factory=set)
    """Words that, with the forgiven ones, show that a long word is several run together."""
    fillers: set[str] = field(default_factory=set)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    """The words of each class, by `language:{class}`; `{person}` is somebody in particular, `{anyone}` is not."""

    @property
    def rules(self) -> list[Rule]:
        """Return every rule once, in the order of the files."""
        return list(dict.fromkeys(p.meaning for p in self.phrases if isinstance(p.meaning, Rule)))

    def lexicon(self) -> Lexicon:
        """Return the words of all lists, ready to be recognised."""
        joined = self.joined | self.forgiven
        return Lexicon(self.words, forgiven=self.forgiven, joined=joined, ordinary=self.ordinary)

    def words_for(self, language: str, name: str) -> frozenset[str]:
        """Return the words of class `name` of `language`; none when it has no such class."""
        return self.classes.get(f"{language}:{{{name}}}", frozenset())


def load(directory: Path = DIRECTORY) -> Lists:
    """Read all lists of `directory`; raise ValueError naming file and line when one cannot be read."""
    lists = Lists()
    for path in sorted(directory.glob("*.txt")):
        _Reader(lists, language=path.stem).read(path)
    return lists


class _Reader:
    """Reads one file line by line; remembers under which heading it is."""

    def __init__(self, lists: Lists, *, language: str) -> None:
        self._lists = lists
        self._language = language
        self._meaning: Meaning | None = None
        self._read_before: dict[str, list[OneOf | Gap]] = {}
        """Elements come back often ("{he}"); reading each once halves the time this module takes to import."""

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
        members = words.split()
        lists = self._lists
        plain = {
            "ordinary": lists.ordinary,
            "filler": lists.fillers,
            "forgiven": lists.forgiven,
            "joined": lists.joined,
        }
        chosen = plain.get(name[1:-1])
        if chosen is not None:
            chosen.update(members)
        else:
            lists.classes[self._class_symbol(name)] = frozenset(members)
            lists.words.update(members)

    def _read_phrase(self, line: str) -> None:
        if self._meaning is None:
            raise ValueError("a phrase before the first heading")
        whole = line.startswith("= ")
        parts = line.removeprefix("= ").split(" & ")
        if len(parts) > 2 or (len(parts) == 2 and not isinstance(self._meaning, Rule)):
            raise ValueError("only a danger may have two halves, and no more")
        together = len(self._lists.phrases) if len(parts) == 2 else -1
        for part in parts:
            self._add(part, Phrase(self._meaning, self._language, whole, together))

    def _add(self, text: str, phrase: Phrase) -> int:
        number = len(self._lists.phrases)
        self._lists.phrases.append(phrase)
        self._lists.tree.add(number, list(self._elements(text)))
        return number

    def _elements(self, text: str) -> Iterator[OneOf | Gap]:
        for element in text.split():
            if element not in self._read_before:
                self._read_before[element] = list(self._either(element.removesuffix("?"), optional=element[-1] == "?"))
            yield from self._read_before[element]

    def _either(self, element: str, *, optional: bool) -> Iterator[OneOf | Gap]:
        """Read a gap, one word, class or `a/b`; a Chinese word is spelled out character by character."""
        if element in GAPS:
            yield GAPS[element]
            return
        is_chinese = element.isalpha() and not element.isascii()
        for symbol in element if is_chinese else [element]:
            members = [word for part in symbol.split("/") for word in self._members(part)]
            self._lists.words.update(members)
            yield OneOf(f"{self._language}:{symbol}", members, optional)

    def _members(self, part: str) -> Iterable[str]:
        if not part.startswith("{"):
            return [part]
        if self._class_symbol(part) not in self._lists.classes:
            raise ValueError(f"no class {part} above this line")
        return self._lists.classes[self._class_symbol(part)]

    def _class_symbol(self, name: str) -> str:
        return f"{self._language}:{name}"
