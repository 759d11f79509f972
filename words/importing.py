"""Translations taken over from a PO file into the copy files: a text whole or not at all, each refusal with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.copy_files import CopyEntry
from bot.copy_store import COPY_DIRECTORY, CopyStore
from words import yaml_files
from words.po_files import Translated
from words.translation_checks import Rules
from words.translation_units import FORMS
from words.translations import SOURCE

_UNREVIEWED = {"state": "draft", "by": None, "on": None, "hash": None, "note": "needs review by a native speaker"}


@dataclass(slots=True)
class Taken:
    """What an import did, by copy id: words changed, confirmed as they were, refused (with why), or left (fuzzy)."""

    changed: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def take_over(language: str, entries: Iterable[Translated], directory: Path = COPY_DIRECTORY) -> Taken:
    """Write translations into the files of `language`; a text with one bad form is refused whole, others are kept."""
    taken = Taken()
    english = {entry.id: entry for entry in CopyStore.load(directory).entries if entry.language == SOURCE}
    rooms: dict[str, dict[str, list[Translated]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if entry.copy_id in english:
            rooms[english[entry.copy_id].room][entry.copy_id].append(entry)
        else:
            taken.refused[entry.copy_id] = "there is no such text"
    rules = Rules.of(language, directory)
    for room, texts in rooms.items():
        _RoomImport(room, language, directory, rules, english, taken).take(texts)
    return taken


@dataclass(frozen=True, slots=True)
class _RoomImport:
    """One copy file being written."""

    room: str
    language: str
    directory: Path
    rules: Rules
    english: Mapping[str, CopyEntry]
    taken: Taken

    def take(self, texts: Mapping[str, Sequence[Translated]]) -> None:
        english, theirs, sound = self._texts(SOURCE), self._texts(self.language), {}
        for copy_id, forms in texts.items():
            raw = {form: str(english[copy_id].get(form) or "") for form in FORMS}
            words = {form.form: form.words for form in forms}
            if any(form.is_doubtful for form in forms) or not any(words.values()):
                self.taken.left.append(copy_id)
            elif fault := self.rules.fault(words, raw):
                self.taken.refused[copy_id] = fault
            else:
                is_current = all(form.english == (raw[form.form] or form.english) for form in forms)
                made_from = self.english[copy_id].fingerprint if self.language != SOURCE and is_current else ""
                if _differs(theirs.get(copy_id, {}), words, made_from):
                    sound[copy_id] = words, made_from
        if sound:
            self._write(sound)

    def _write(self, sound: Mapping[str, tuple[Mapping[str, str], str]]) -> None:
        """Open the file as it stands, comments and all, only now: reading it so takes twenty times as long."""
        document = self._document()
        for copy_id, (words, made_from) in sound.items():
            self._take_text(document["texts"], copy_id, words, made_from)
        yaml_files.write(self.directory / self.language / f"{self.room}.yml", document)

    def _take_text(self, texts: Any, copy_id: str, words: Mapping[str, str], made_from: str) -> None:  # noqa: ANN401 - YAML
        text = texts.setdefault(copy_id, {"version": 0})
        is_new = _says_other(text, words)
        if is_new:
            text["version"] = int(text["version"]) + 1
            yaml_files.set_words(text, words, self.language)
            text.setdefault("review", dict(_UNREVIEWED))
        if made_from:
            yaml_files.set_of(text, made_from)
        (self.taken.changed if is_new else self.taken.confirmed).append(copy_id)

    def _document(self) -> Any:  # noqa: ANN401 - a YAML document
        if (self.directory / self.language / f"{self.room}.yml").is_file():
            return self._read(self.language)
        document = self._read(SOURCE)
        document["texts"].clear()
        return document

    def _texts(self, language: str) -> Mapping[str, Mapping[str, Any]]:
        path = self.directory / language / f"{self.room}.yml"
        texts: Mapping[str, Mapping[str, Any]] = yaml_files.read_plain(path)["texts"] if path.is_file() else {}
        return texts

    def _read(self, language: str) -> Any:  # noqa: ANN401 - a YAML document
        return yaml_files.read(self.directory / language / f"{self.room}.yml")


def _says_other(text: Mapping[str, Any], words: Mapping[str, str]) -> bool:
    return any(said != str(text.get(form) or "") for form, said in words.items())


def _differs(text: Mapping[str, Any], words: Mapping[str, str], made_from: str) -> bool:
    """Tell whether a text is to be written: other words, or confirmed against newer English."""
    return _says_other(text, words) or (bool(made_from) and text.get("of") != made_from)
