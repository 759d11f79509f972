"""Copy files read into entries: `bot/copy/<language>/<room>.yml`, `contacts.yml`, `spelling.yml`.

Everything that can be wrong with a file is refused here, at start, so that a person never meets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.contacts import Contact, read_contacts, refuse_literal_numbers
from bot.copy_review import SAFETY_ROOMS, Review, fingerprint, read_review
from bot.plain_yaml import read_yaml

Spelling = Mapping[int, str]


class CopyFileError(ValueError):
    """A copy file cannot be used as it stands; the message names the file and the text."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was seen; `own wording` when a text states no outside fact."""

    url: str
    seen: str
    grade: str


@dataclass(frozen=True, slots=True)
class CopyEntry:
    """One copy id in one language, blanks and contact tokens still in it; `sms` and `sms_title` are spelled as sent."""

    id: str
    language: str
    room: str
    version: int
    title: str
    sms_title: str
    sms: str
    web: str
    review: Review
    sources: tuple[Source, ...]
    of: str = ""
    """For a translation, the fingerprint of the English it was made from."""

    @property
    def fingerprint(self) -> str:
        """Return the hash a sign-off is bound to."""
        return fingerprint(self.id, self.language, self.title, self.sms, self.web)

    @property
    def is_safety(self) -> bool:
        """Tell whether a named clinician must sign this before `live`."""
        return self.room in SAFETY_ROOMS


def read_register(directory: Path) -> dict[str, Contact]:
    """Read `contacts.yml`."""
    return read_contacts(read_yaml(directory / "contacts.yml")["contacts"])


def read_spelling(directory: Path) -> dict[str, Spelling]:
    """Read, per language, the letters SMS spells without their accent to stay in GSM-7."""
    settings = read_yaml(directory / "spelling.yml")["sms"]
    return {language: str.maketrans(letters) for language, letters in settings.items()}


def read_entries(directory: Path, contacts: Mapping[str, Contact]) -> Iterator[CopyEntry]:
    """Yield every text of every language; raises CopyFileError or LiteralNumberError."""
    spelling = read_spelling(directory)
    for path in sorted(directory.glob("*/*.yml")):
        for entry in _file_entries(path, spelling.get(path.parent.name, {})):
            for template in (entry.title, entry.sms, entry.web):
                refuse_literal_numbers(f"{entry.language}/{entry.id}", template, contacts)
            yield entry


def _file_entries(path: Path, spelling: Spelling) -> Iterator[CopyEntry]:
    raw = read_yaml(path)
    sources = tuple(_source(item) for item in raw.get("source") or ())
    if not sources or raw.get("topic") != path.stem:
        raise CopyFileError(f"{path.parent.name}/{path.name}: a file names its topic (its own name) and its source")
    for copy_id, fields in raw["texts"].items():
        try:
            yield _entry(copy_id, fields, path, spelling, sources)
        except (KeyError, TypeError) as error:
            raise CopyFileError(f"{path.parent.name}/{copy_id}: unreadable ({error!r})") from error


def _entry(
    copy_id: str, fields: Mapping[str, Any], path: Path, spelling: Spelling, sources: tuple[Source, ...]
) -> CopyEntry:
    written = str(fields["sms"])
    if not written or not isinstance(fields["version"], int):
        raise CopyFileError(f"{path.parent.name}/{copy_id}: a text has words and a whole-number version")
    title = str(fields.get("title") or "")
    return CopyEntry(
        id=copy_id,
        language=path.parent.name,
        room=path.stem,
        version=fields["version"],
        title=title,
        sms_title=title.translate(spelling),
        sms=written.translate(spelling),
        web=str(fields.get("web") or written),
        review=read_review(fields.get("review")),
        sources=sources,
        of=str(fields.get("of") or ""),
    )


def _source(raw: Mapping[str, Any]) -> Source:
    return Source(str(raw["url"]), str(raw["seen"]), str(raw["grade"]))
