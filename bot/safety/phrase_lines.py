"""Read one line of a word list: the words of a class, or the elements of a phrase (format: `lists/README.md`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.safety.phrases import Gap, OneOf

GAPS = {"..": Gap(2), "...": Gap(5)}


class PhraseLines:
    """Reads the lines of one language; fills `classes` and `words`, which all languages share."""

    def __init__(self, language: str, classes: dict[str, frozenset[str]], words: set[str]) -> None:
        self._language = language
        self._classes = classes
        self._words = words
        self._read_before: dict[str, list[OneOf | Gap]] = {}
        """Elements come back often ("{he}"); reading each once halves the time this takes."""

    def read_class(self, line: str) -> None:
        """Remember `{name}: words`."""
        name, _, members = line.partition(":")
        self._classes[f"{self._language}:{name}"] = frozenset(members.split())
        self._words.update(members.split())

    def elements(self, phrase: str) -> Iterator[OneOf | Gap]:
        """Yield what a phrase is made of; raises ValueError for a class that is not named above it."""
        for element in phrase.split():
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
            self._words.update(members)
            yield OneOf(f"{self._language}:{symbol}", members, optional)

    def _members(self, part: str) -> Iterable[str]:
        if not part.startswith("{"):
            return [part]
        if f"{self._language}:{part}" not in self._classes:
            raise ValueError(f"no class {part} above this line")
        return self._classes[f"{self._language}:{part}"]
