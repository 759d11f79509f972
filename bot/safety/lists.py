"""What the word lists hold once they are read: dangers, look-alikes and marks, and the tree of all their phrases."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from bot.compat import StrEnum
from bot.safety.phrases import PhraseTree
from bot.safety.spelling import Lexicon
from bot.safety.verdict import Category, Level


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


class Rule(NamedTuple):
    """One danger a list knows: what to answer when one of its phrases is seen."""

    id: str
    language: str
    category: Category
    level: Level
    tense: Tense
    copy_id: str
    instead: bool = False
    """Whether its phrases stand in place of any other rule's inside them ("don't want to live *like this*")."""


class Safe(NamedTuple):
    """Phrases that look like danger and are not; whatever they cover does not count."""

    id: str
    language: str


Meaning = Rule | Safe | Mark


class Phrase(NamedTuple):
    """One line of a list, or one half of a line with `&`."""

    meaning: Meaning
    language: str
    whole: bool = False
    together: int = -1
    """For the two halves of an `&` line, the number of the first; else -1."""


class Lists(NamedTuple):
    """Everything read from the files."""

    tree: PhraseTree
    lexicon: Lexicon
    phrases: list[Phrase]
    needs: list[int]
    """For each phrase the number of the one that must be there too: the other half of an `&` line, else its own."""
    fillers: AbstractSet[str]
    classes: dict[str, frozenset[str]]
    """The words of each class, by `language:{class}`; `{person}` is somebody in particular, `{anyone}` is not."""

    @property
    def rules(self) -> list[Rule]:
        """Return every rule once, in the order of the files; two headings that say the same are two."""
        return list({id(p.meaning): p.meaning for p in self.phrases if isinstance(p.meaning, Rule)}.values())

    def words_for(self, language: str, name: str) -> frozenset[str]:
        """Return the words of class `name` of `language`; none when it has no such class."""
        return self.classes.get(f"{language}:{{{name}}}", frozenset())
