"""The links between what we say and the pages it was read on: `bot/sources/<topic>.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.plain_yaml import read_yaml

SOURCES_DIRECTORY = Path(__file__).parent / "sources"
#: What a sentence may be that states no outside fact (bot/sources/README.md).
OWN_KINDS = frozenset({"comfort", "question", "service", "advice"})
GRADES = frozenset({"A", "A-old", "B", "B-old", "C"})
#: Services people know by their three digits; the register holds them (`bot.contacts`).
_SERVICES = frozenset({"911", "988", "311"})
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
#: What is no figure: a contact token, "24/7" (pages say "day and night"), the number of a step ("2. Call 911").
_NO_FIGURE = re.compile(r"\{\w+\}|\b24/7\b|(?:^|(?<=\s))\d\.(?=\s|$)")
_NUMBER_WORDS: Mapping[str, str] = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twelve": "12", "half": "1/2",
}  # fmt: skip


class FactSheetError(ValueError):
    """A sheet cannot be read; the message names the file."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page somebody read: its address, the date it carries as far as it gives one, and how good it is."""

    url: str
    dated: str
    grade: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What one or more pages say, in our words; `id` is `<topic>.<key>`."""

    id: str
    says: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an English web answer: the ids of the facts it stands on, or what else it is."""

    text: str
    facts: tuple[str, ...]
    own: str


@dataclass(frozen=True, slots=True)
class FactSheet:
    """All facts of one topic, its doubts, and what each of its texts says sentence by sentence."""

    topic: str
    facts: tuple[Fact, ...]
    doubts: tuple[str, ...]
    said: Mapping[str, tuple[Sentence, ...]]


def read_sheets(directory: Path = SOURCES_DIRECTORY) -> dict[str, FactSheet]:
    """Read every sheet, by topic; raises FactSheetError."""
    return {path.stem: _sheet(path) for path in sorted(directory.glob("*.yml"))}


def broken_links(sheets: Mapping[str, FactSheet], words: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong, one line each; `words` are the English web texts by copy id, contact tokens unfilled."""
    facts = {fact.id: fact for sheet in sheets.values() for fact in sheet.facts}
    for sheet in sheets.values():
        for copy_id, sentences in sheet.said.items():
            where = f"{sheet.topic}/{copy_id}"
            if _one_line(" ".join(s.text for s in sentences)) != _one_line(words.get(copy_id, "")):
                yield f"{where}: the sheet does not hold the words of the answer"
            for number, sentence in enumerate(sentences, 1):
                yield from (f"{where} sentence {number}: {fault}" for fault in _faults(sentence, facts))
    yield from _unused(sheets)


def pages_of(sentences: tuple[Sentence, ...], facts: Mapping[str, Fact]) -> tuple[Page, ...]:
    """Return the pages these sentences stand on, each once, in the order they are needed."""
    return tuple(dict.fromkeys(page for said in sentences for link in said.facts for page in facts[link].pages))


def figures(text: str) -> frozenset[str]:
    """Return the figures a text states, number words as digits; the three-digit services and contacts are none."""
    bare = _NO_FIGURE.sub(" ", text)
    said = {figure.replace(",", "") for figure in _FIGURE.findall(bare)} - _SERVICES
    return frozenset(
        said | {_NUMBER_WORDS[word] for word in re.findall(r"[a-z]+", bare.lower()) if word in _NUMBER_WORDS}
    )


def _faults(sentence: Sentence, facts: Mapping[str, Fact]) -> Iterator[str]:
    lost = [link for link in sentence.facts if link not in facts]
    if lost:
        yield f"no fact {', '.join(lost)}"
        return
    if bool(sentence.facts) == bool(sentence.own) or (sentence.own and sentence.own not in OWN_KINDS):
        yield f"stands on nothing: {sentence.text!r}"
    known = frozenset().union(*(figures(facts[link].says) for link in sentence.facts))
    if sentence.facts and (invented := _digits(sentence.text) - known):
        yield f"says {', '.join(sorted(invented))}, which none of its facts does"
    if sentence.own and _digits(sentence.text):
        yield "states a figure and stands on no fact"
    if sentence.facts and all(page.grade == "C" for link in sentence.facts for page in facts[link].pages):
        yield "stands on weak pages only"


def _digits(text: str) -> frozenset[str]:
    """Return the figures written as digits; number words of an answer may be plain speech ("one more thing")."""
    return frozenset(figure.replace(",", "") for figure in _FIGURE.findall(_NO_FIGURE.sub(" ", text))) - _SERVICES


def _unused(sheets: Mapping[str, FactSheet]) -> Iterator[str]:
    for sheet in sheets.values():
        if not sheet.said:
            yield f"{sheet.topic}: no answer stands on this sheet"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sheet(path: Path) -> FactSheet:
    try:
        raw = read_yaml(path)
        return FactSheet(
            topic=raw["topic"],
            facts=tuple(_fact(f"{raw['topic']}.{key}", fields) for key, fields in (raw.get("facts") or {}).items()),
            doubts=tuple(raw.get("doubts") or ()),
            said={copy_id: _sentences(said, raw["topic"]) for copy_id, said in raw["said"].items()},
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise FactSheetError(f"bot/sources/{path.name}: unreadable ({error!r})") from error


def _fact(fact_id: str, fields: Mapping[str, Any]) -> Fact:
    pages = tuple(Page(str(p["url"]), str(p["dated"]), str(p["grade"])) for p in fields["pages"])
    if not pages or any(page.grade not in GRADES for page in pages):
        raise FactSheetError(f"{fact_id}: a fact has a page, and a page has a grade")
    return Fact(fact_id, str(fields["says"]), pages)


def _sentences(raw: list[Mapping[str, Any]], topic: str) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            text=str(item["sentence"]),
            facts=tuple(link if "." in link else f"{topic}.{link}" for link in item.get("facts") or ()),
            own=str(item.get("own") or ""),
        )
        for item in raw
    )
