"""PO files for translators (Babel): the same words give the same bytes; what is read back is told with every doubt.

`msgctxt` is `<copy id>/<form>`, `msgid` the English, `msgstr` the translation; `fuzzy` marks what is behind its
English.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from words.translation_units import Unit

#: How much a translator may write, said beside each form (contracts.md section 11).
_ROOM: Mapping[str, str] = {
    "title": "Label of a list: 40 letters at most.",
    "sms": "Text message: 459 letters at most, 201 where the letters are not in GSM-7.",
    "web": "Web page: 700 letters at most.",
}
_HEADER = """\
# Words of the Boston recovery-support assistant: {language}.
# Keep everything in {{braces}} as it is: numbers and names are put in there by the program.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


class PoRefusedError(ValueError):
    """The file is no PO file of ours; the message says where it fails."""


@dataclass(frozen=True, slots=True)
class Translated:
    """One entry of a PO file: what was translated, from which English; `is_doubtful` when marked fuzzy."""

    copy_id: str
    form: str
    english: str
    words: str
    is_doubtful: bool


def to_po(units: Iterable[Unit], language: str, stale: frozenset[str]) -> str:
    """Write units as a PO file; texts whose id is in `stale` are marked fuzzy."""
    catalog = Catalog(fuzzy=False)
    for unit in units:
        catalog.add(
            unit.english or unit.translation,
            unit.translation,
            context=unit.context,
            flags=("fuzzy",) if unit.copy_id in stale and unit.translation else (),
            auto_comments=[f"{unit.room}. {_ROOM[unit.form]}"],
            user_comments=[unit.note] if unit.note else [],
        )
    written = io.BytesIO()
    write_po(written, catalog, width=100, omit_header=True)
    return _HEADER.format(language=language) + written.getvalue().decode()


def from_po(text: str) -> list[Translated]:
    """Read a PO file; raises PoRefusedError."""
    try:
        catalog = read_po(io.StringIO(text), abort_invalid=True)
    except PoFileError as error:
        raise PoRefusedError(f"not a PO file: {error}") from error
    return [
        _translated(message.context, message.id, message.string, message.fuzzy) for message in catalog if message.id
    ]


def _translated(context: str | None, english: object, words: object, is_doubtful: bool) -> Translated:  # noqa: FBT001 - as Babel gives it
    copy_id, _, form = (context or "").partition("/")
    if not form or not isinstance(english, str) or not isinstance(words, str):
        raise PoRefusedError(f"an entry without our context: {str(english)[:40]!r}")
    return Translated(copy_id, form, english, words, is_doubtful)
