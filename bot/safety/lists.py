"""Read the word lists (`lists/*.txt`), one per language, into one tree; their format is told in `lists/README.md`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.compat import StrEnum
from bot.safety.phrases import GAPS, PhraseTree
from bot.safety.spelling import Lexicon
from bot.safety.verdict import COPY_IDS, Category, Level
from bot.safety.words import fold

DIRECTORY = Path(__file__).parent / "lists"


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
    TAUGHT = "taught"
    LONG_AGO = "long_ago"
    TREATMENT = "treatment"
    TODAY = "today"  # the opposite: it takes `PAST` back


@dataclass(frozen=True)
class Rule:
    """One danger a list knows: what to answer when one of its phrases is seen."""

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


Meaning = Rule | Safe | Mark


@dataclass(frozen=True)
class Phrase:
    """One line of a list, or one half of a line with `&`."""

    meaning: Meaning
    language: str
    whole: bool = False
    together: int = -1
    """The number of the `&` line it belongs to, or -1."""


@dataclass
class Lists:
    """Everything read from the files."""

    tree: PhraseTree = field(default_factory=PhraseTree)
    phrases: list[Phrase] = field(default_factory=list)
    together: list[frozenset[int]] = field(default_factory=list)
    """For each `&` line, the phrases that must all be there."""
    bits: dict[str, int] = field(default_factory=lambda: {"#": 1, "#year": 2})
    """The bit of each symbol: a word, a class, an `a/b`, any number, a year."""
    symbols: dict[str, int] = field(default_factory=dict)
    """For each listed word, the bits of all it stands for."""
    ordinary: set[str] = field(default_factory=set)
    forgiving: set[str] = field(default_factory=set)
    fillers: set[str] = field(default_factory=set)
    classes: dict[str, list[str]] = field(default_factory=dict)
    person: dict[str, int] = field(default_factory=dict)
    """By language, the bit of the words for somebody in particular ("he", "my")."""
    anyone: dict[str, int] = field(default_factory=dict)

    @property
    def rules(self) -> list[Rule]:
        """Return every rule once, in the order of the files."""
        return list(dict.fromkeys(p.meaning for p in self.phrases if isinstance(p.meaning, Rule)))

    def lexicon(self) -> Lexicon:
        """Return the words of all lists, ready to be recognised."""
        return Lexicon(
            self.symbols,
            forgiving=self.forgiving,
            ordinary=self.ordinary,
            digits=self.bits["#"],
            year=self.bits["#year"],
        )

    def bit(self, symbol: str) -> int:
        """Return the bit of `symbol`, a new one when it is new."""
        return self.bits.setdefault(symbol, 1 << len(self.bits))


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
                return Safe(f"{self._language}.{name}")
            case ["mark"]:
                return Mark(name)
            case [category, level, tense, *more]:
                return self._rule(name, (category, level, tense), more)
        raise ValueError(f"heading not understood: {line}")

    def _rule(self, name: str, header: tuple[str, str, str], more: list[str]) -> Rule:
        category, level, tense = Category(header[0]), Level(header[1]), Tense(header[2])
        copy_ids = [word for word in more if word != "instead"]
        copy_id = copy_ids[0] if copy_ids else COPY_IDS[category, level]
        return Rule(f"{self._language}.{name}", self._language, category, level, tense, copy_id, instead="instead" in more)

    def _read_class(self, line: str) -> None:
        name, _, words = line.partition(":")
        members = words.split()
        if name == "{ordinary}":
            self._lists.ordinary.update(members)
        elif name == "{filler}":
            self._lists.fillers.update(members)
        else:
            self._lists.classes[self._class_symbol(name)] = members
            self._keep_person(name, self._stand_for(members, self._class_symbol(name)))

    def _keep_person(self, name: str, bit: int) -> None:
        if name == "{person}":
            self._lists.person[self._language] = bit
        elif name == "{anyone}":
            self._lists.anyone[self._language] = bit

    def _read_phrase(self, line: str) -> None:
        if self._meaning is None:
            raise ValueError("a phrase before the first heading")
        whole = line.startswith("= ")
        parts = line.removeprefix("= ").split(" & ")
        if len(parts) > 1 and not isinstance(self._meaning, Rule):
            raise ValueError("only a danger may have two halves")
        group = len(self._lists.together) if len(parts) > 1 else -1
        numbers = [self._add(part, Phrase(self._meaning, self._language, whole, group)) for part in parts]
        if group >= 0:
            self._lists.together.append(frozenset(numbers))

    def _add(self, text: str, phrase: Phrase) -> int:
        number = len(self._lists.phrases)
        self._lists.phrases.append(phrase)
        self._lists.tree.add(number, list(self._elements(text)))
        return number

    def _elements(self, text: str) -> Iterator[int | str]:
        for element in text.split():
            if element in GAPS:
                yield element
            else:
                sign = -1 if element.endswith("?") else 1
                yield from (sign * bit for bit in self._bits(element.removesuffix("?")))

    def _bits(self, element: str) -> Iterator[int]:
        """Yield the bit of one word, class or `a/b`; a Chinese word is spelled out character by character."""
        is_chinese = element.isalpha() and not element.isascii()
        for symbol in element if is_chinese else [element]:
            members = [word for part in symbol.split("/") for word in self._members(part)]
            if isinstance(self._meaning, Rule):
                self._lists.forgiving.update(members)
            yield self._stand_for(members, symbol if symbol.startswith("#") else self._class_symbol(symbol))

    def _members(self, part: str) -> list[str]:
        if part.startswith("{"):
            if self._class_symbol(part) not in self._lists.classes:
                raise ValueError(f"no class {part} above this line")
            return self._lists.classes[self._class_symbol(part)]
        return [] if part.startswith("#") else [part]

    def _class_symbol(self, name: str) -> str:
        return f"{self._language}:{name}"

    def _stand_for(self, words: list[str], symbol: str) -> int:
        bit = self._lists.bit(symbol)
        for word in words:
            self._lists.symbols[word] = self._lists.symbols.get(word, 0) | bit
        return bit
