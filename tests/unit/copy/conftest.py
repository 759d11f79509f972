"""The copy store as shipped, read once, and one written by a test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.copy_files import CopyEntry
from bot.copy_store import CopyStore

Entries = dict[tuple[str, str], CopyEntry]
Writer = Callable[..., CopyStore]

CONTACTS = """
contacts:
  city: {value: "311", kind: service, source: s, checked_on: 2026-11, grade: A, hours: 24/7, fallback: city}
  line: {value: 800-555-0100, kind: phone, source: s, checked_on: 2026-11, grade: A, hours: 24/7, fallback: city}
"""
SPELLING = "sms: {es: {á: a}}"


@pytest.fixture(scope="session")
def store(copy: CopyStore) -> CopyStore:
    return copy


@pytest.fixture(scope="session")
def entries(store: CopyStore) -> Entries:
    return {(entry.language, entry.id): entry for entry in store.entries}


@pytest.fixture
def written(tmp_path: Path) -> Writer:
    """Load a store whose English (and Spanish) room `talk` holds the given texts."""

    def load(
        *, en: str, es: str | None = None, head: str = "topic: talk\nsource: [{url: own, seen: 2026-11, grade: own}]"
    ) -> CopyStore:
        (tmp_path / "contacts.yml").write_text(CONTACTS)
        (tmp_path / "spelling.yml").write_text(SPELLING)
        for language, texts in {"en": en, "es": es}.items():
            if texts is not None:
                (tmp_path / language).mkdir(exist_ok=True)
                (tmp_path / language / "talk.yml").write_text(f"{head}\ntexts:\n{texts}", encoding="utf-8")
        return CopyStore.load(tmp_path)

    return load
