"""Which translations still say what the English says: each names, in `of`, the English words it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.copy_files import CopyEntry
from bot.copy_store import CopyStore

SOURCE = "en"


def stale_translations(copy: CopyStore) -> Iterator[CopyEntry]:
    """Yield each translation whose English has changed since, or that names no English it was made from."""
    english = english_of(copy)
    for entry in copy.entries:
        if entry.language != SOURCE and entry.id in english and entry.of != english[entry.id].fingerprint:
            yield entry


def english_of(copy: CopyStore) -> Mapping[str, CopyEntry]:
    """Return the English texts by id."""
    return {entry.id: entry for entry in copy.entries if entry.language == SOURCE}
