"""Every word a person can receive, by id and language: read once, each text with version and review.

A text has contact tokens (`{helpline}`, filled here at load) and blanks (`{time}`, filled when it is said).  The words
never change; what staff withdraw (`withdraw`) is not given out any more, and a stand-in takes its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.collection import collection_paused
from bot.contacts import Contact
from bot.copy_files import CopyEntry, CopyFileError, read_entries, read_register
from bot.copy_review import Review
from bot.withdrawal import NOTHING, STAND_INS, Withdrawn, stand_in_for, without_numbers

COPY_DIRECTORY = Path(__file__).parent / "copy"
FORMS = ("sms", "web")
#: Where to look before English: one code for Chinese names two scripts; Cape Verdeans read Portuguese at school.
NEXT_BEST: Mapping[str, str] = {"zh": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "kea": "pt"}
_BLANK = re.compile(r"\{([a-z_]+)\}")


class UnknownCopyError(LookupError):
    """No text has this id in any language we could fall back to."""


class MissingBlankError(LookupError):
    """A text was said without something its words need."""


@dataclass(frozen=True, slots=True)
class CopyText:
    """One text ready to be said in one form; `language` is the one it is really in."""

    id: str
    version: int
    language: str
    form: str
    text: str
    title: str
    review: Review
    fingerprint: str

    @property
    def blanks(self) -> frozenset[str]:
        """Name what must be filled before this is said."""
        return frozenset(_BLANK.findall(self.text))


class CopyStore:
    """All texts and the register of contacts; `withdrawn` is replaced whole, so that every thread reads one state."""

    def __init__(self, entries: Iterable[CopyEntry], contacts: Mapping[str, Contact]) -> None:
        self.contacts = contacts
        self.withdrawn = NOTHING
        self.entries = tuple(entries)
        self._texts = {
            (entry.language, entry.id, form): _text(entry, form, contacts) for entry in self.entries for form in FORMS
        }
        if len(self._texts) != len(self.entries) * len(FORMS):
            raise CopyFileError(f"these ids are written twice: {', '.join(_twice(self.entries))}")

    @classmethod
    def load(cls, directory: Path = COPY_DIRECTORY) -> CopyStore:
        """Read and check every copy file; raises CopyFileError or LiteralNumberError naming the text."""
        with collection_paused():
            contacts = read_register(directory)
            return cls(read_entries(directory, contacts), contacts)

    def withdraw(self, withdrawn: Withdrawn) -> None:
        """Give out nothing of `withdrawn` from now on; it replaces what was withdrawn before."""
        self.withdrawn = withdrawn

    def text(self, copy_id: str, language: str, form: str = "sms") -> CopyText:
        """Return a text in `language`, or the next best one, or English; or what stands in for it, once withdrawn.

        Raises UnknownCopyError.
        """
        found = self.written(copy_id, language, form)
        return self._as_allowed(found, language) if self.withdrawn and copy_id not in STAND_INS else found

    def written(self, copy_id: str, language: str, form: str = "sms") -> CopyText:
        """Return a text as it is written, withdrawn or not: for staff, never to be said; raises UnknownCopyError."""
        for choice in (language, NEXT_BEST.get(language, "en"), "en"):
            found = self._texts.get((choice, copy_id, form))
            if found is not None:
                return found
        raise UnknownCopyError(f"no copy {copy_id!r} ({form}) in {language!r} or English")

    def title(self, copy_id: str, language: str, form: str = "sms") -> str:
        """Return the short title of a text, or the whole of it when it is itself a label."""
        return self.written(copy_id, language, form).title or self.text(copy_id, language, form).text

    def has(self, copy_id: str, language: str) -> bool:
        """Tell whether `language` itself has this text, without falling back to English."""
        return any((choice, copy_id, "sms") in self._texts for choice in (language, NEXT_BEST.get(language, language)))

    def fill(self, text: CopyText, args: Mapping[str, str]) -> str:
        """Put `args` in the blanks, once and as they are; raises MissingBlankError, never says a bare blank."""
        missing = text.blanks - args.keys()
        if missing:
            raise MissingBlankError(f"{text.language}/{text.id} needs {', '.join(sorted(missing))}")
        return _BLANK.sub(lambda blank: args[blank[1]], text.text)

    def _as_allowed(self, found: CopyText, language: str) -> CopyText:
        """Take withdrawn numbers out of a text; say its stand-in where it is withdrawn, or is nothing without them."""
        withdrawn = self.withdrawn
        if withdrawn.holds((found.id, found.version, found.language)):
            return self.written(stand_in_for(found.id), language, found.form)
        if not withdrawn.names_one(found.text):
            return found
        left = without_numbers(found.text, withdrawn)
        if left is None:
            return self.written(stand_in_for(found.id), language, found.form)
        return replace(found, text=left)


def _text(entry: CopyEntry, form: str, contacts: Mapping[str, Contact]) -> CopyText:
    words, title = (entry.sms, entry.sms_title) if form == "sms" else (entry.web, entry.title)
    return CopyText(
        id=entry.id,
        version=entry.version,
        language=entry.language,
        form=form,
        text=_with_contacts(words, contacts),
        title=title,
        review=entry.review,
        fingerprint=entry.fingerprint,
    )


def _with_contacts(words: str, contacts: Mapping[str, Contact]) -> str:
    return _BLANK.sub(lambda token: contacts[token[1]].value if token[1] in contacts else token[0], words)


def _twice(entries: Iterable[CopyEntry]) -> list[str]:
    times = Counter(f"{entry.language}/{entry.id}" for entry in entries)
    return sorted(name for name, count in times.items() if count > 1)
