"""The words as shipped, out to PO files and back, byte for byte."""

import shutil
from pathlib import Path

import pytest

from bot.copy_store import COPY_DIRECTORY, CopyStore
from words.importing import take_over
from words.po_files import from_po, to_po
from words.translation_units import units_of
from words.translations import stale_translations


@pytest.mark.parametrize("language", ["es", "ht", "kea"])
def test_taking_the_shipped_words_back_unchanged_writes_nothing(language: str, tmp_path: Path) -> None:
    folder = shutil.copytree(COPY_DIRECTORY, tmp_path / "copy")
    before = {path: path.read_bytes() for path in folder.rglob("*.yml")}
    behind = frozenset(e.id for e in stale_translations(CopyStore.load(folder)) if e.language == language)
    po = to_po(units_of(language, folder), language, behind)

    taken = take_over(language, from_po(po), folder)

    assert (taken.changed, taken.refused) == ([], {})
    assert {path: path.read_bytes() for path in folder.rglob("*.yml")} == before
    assert to_po(units_of(language, folder), language, behind) == po


@pytest.mark.parametrize("language", ["ht", "zh-Hant"])
def test_a_language_lost_and_taken_back_from_its_file_is_whole_again(language: str, tmp_path: Path) -> None:
    folder = shutil.copytree(COPY_DIRECTORY, tmp_path / "copy")
    po = to_po(units_of(language, folder), language, frozenset())
    shutil.rmtree(folder / language)
    (folder / language).mkdir()

    taken = take_over(language, from_po(po), folder)

    assert taken.refused == {}
    assert to_po(units_of(language, folder), language, frozenset()) == po
