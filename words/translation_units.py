"""The words of the copy files as translators see them: English beside a translation, form by form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.copy_store import COPY_DIRECTORY
from words import yaml_files
from words.coverage import ROOMS, WHOLE
from words.translations import SOURCE

FORMS = ("title", "sms", "web")


@dataclass(frozen=True, slots=True)
class Unit:
    """One form of one text: as English has it, and as a language has it ("" where it has not)."""

    copy_id: str
    form: str
    room: str
    english: str
    translation: str
    note: str = ""

    @property
    def context(self) -> str:
        """Return what names it in a PO file."""
        return f"{self.copy_id}/{self.form}"


def units_of(language: str, directory: Path = COPY_DIRECTORY) -> Iterator[Unit]:
    """Yield every form a language must have or has, in the order of the English files."""
    for path in sorted((directory / SOURCE).glob("*.yml")):
        room = path.stem
        english = yaml_files.read_plain(path)["texts"]
        theirs = _texts(directory / language / path.name)
        for copy_id, fields in english.items():
            if copy_id in theirs or is_wanted(language, room):
                yield from _units(copy_id, room, fields, theirs.get(copy_id, {}))


def is_wanted(language: str, room: str) -> bool:
    """Tell whether a language must have a room."""
    return language in WHOLE or room in ROOMS.get(language, ())


def _texts(path: Path) -> Mapping[str, Any]:
    return yaml_files.read_plain(path)["texts"] if path.is_file() else {}


def _units(copy_id: str, room: str, english: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[Unit]:
    note = str((theirs.get("review") or {}).get("note") or "")
    for form in FORMS:
        if form in english or form in theirs:
            said, translated = (str(fields.get(form) or "") for fields in (english, theirs))
            yield Unit(copy_id, form, room, said, translated, note)
