"""PO files out and back: byte for byte the same, one text whole or not at all, what is behind its English told."""

from pathlib import Path

import pytest

from bot.copy_store import CopyStore
from words.importing import Taken, take_over
from words.po_files import PoRefusedError, from_po, to_po
from words.translation_units import units_of
from words.translations import stale_translations


def exported(folder: Path, language: str = "es") -> str:
    behind = frozenset(e.id for e in stale_translations(CopyStore.load(folder)) if e.language == language)
    return to_po(units_of(language, folder), language, behind)


def imported(folder: Path, po: str, language: str = "es") -> Taken:
    return take_over(language, from_po(po), folder)


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.yml")}


def behind(folder: Path) -> list[str]:
    return [f"{entry.language}/{entry.id}" for entry in stale_translations(CopyStore.load(folder))]


def said(folder: Path, copy_id: str, language: str = "es") -> str:
    return CopyStore.load(folder).text(copy_id, language).text


def change_english(folder: Path) -> Taken:
    """Say "Hi there." where the English said "Hello there.", through its own PO file."""
    before, _, after = exported(folder, "en").rpartition("Hello there.")
    return imported(folder, f"{before}Hi there.{after}", "en")


def test_taking_back_an_unchanged_file_changes_no_byte(folder: Path) -> None:
    before, po = files(folder), exported(folder)

    taken = imported(folder, po)

    assert (taken.changed, taken.confirmed, taken.refused) == ([], [], {})
    assert files(folder) == before
    assert exported(folder) == po


def test_a_changed_translation_is_written_alone_and_comes_back_the_same(folder: Path) -> None:
    po = exported(folder).replace("Adiós, {name}.", "Hasta luego, {name}.")

    taken = imported(folder, po)

    assert taken.changed == ["bye"]
    assert said(folder, "bye") == "Hasta luego, {name}."
    assert "# as agreed" in files(folder)["es/talk.yml"]
    assert CopyStore.load(folder).text("bye", "es").version == 2
    assert exported(folder) == po


def test_changing_the_english_marks_its_translations_stale_in_the_same_command(folder: Path) -> None:
    taken = change_english(folder)

    assert (taken.changed, behind(folder)) == (["hello"], ["es/hello"])
    assert "#, fuzzy" in exported(folder)


def test_what_is_marked_fuzzy_is_left_as_it_is(folder: Path) -> None:
    change_english(folder)

    taken = imported(folder, exported(folder).replace("Hola.", "Buenas."))

    assert (taken.left, said(folder, "hello")) == (["hello"], "Hola. Llame al 800-555-0100.")


def test_a_translator_who_confirms_it_brings_it_up_to_its_english(folder: Path) -> None:
    change_english(folder)

    taken = imported(folder, exported(folder).replace("fuzzy, ", "").replace("#, fuzzy\n", ""))

    assert (taken.confirmed, behind(folder)) == (["hello"], [])


def test_a_translation_of_older_english_is_taken_over_and_stays_behind(folder: Path) -> None:
    old = exported(folder).replace("Hola.", "Buenas.")
    change_english(folder)

    taken = imported(folder, old)

    assert (taken.changed, behind(folder)) == (["hello"], ["es/hello"])


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (("{line}", "800-555-0100"), "contact token"),
        (("al {line}", "al {lina}"), "braces differ"),
        (("Hola. Llame", "Hola 617-555-0123. Llame"), "contact token"),
        (("Hola. Llame", "Hola. " + "Llame ya. " * 60 + "Llame"), "units, at most"),
    ],
)
def test_a_bad_text_is_refused_with_its_reason_and_the_others_are_kept(
    folder: Path, bad: tuple[str, str], why: str
) -> None:
    po = "".join(line for line in exported(folder).splitlines(keepends=True))
    po = po.replace(*bad).replace("Adiós,", "Chao,")

    taken = imported(folder, po)

    assert why in taken.refused["hello"]
    assert (taken.changed, said(folder, "bye")) == (["bye"], "Chao, {name}.")
    assert said(folder, "hello") == "Hola. Llame al 800-555-0100."


def test_a_text_nobody_knows_is_refused(folder: Path) -> None:
    assert imported(folder, exported(folder).replace("bye/", "buy/")).refused == {"buy": "there is no such text"}


@pytest.mark.parametrize("broken", ['msgid "x"\nmsgstr "y"\n', 'msgctxt "hello"\nmsgid "x"\nmsgstr ""\n'])
def test_what_is_no_file_of_ours_is_refused_in_words(broken: str) -> None:
    with pytest.raises(PoRefusedError):
        from_po(broken)


def test_a_first_translation_makes_a_draft_that_a_speaker_must_review(folder: Path) -> None:
    (folder / "pt").mkdir()
    po = to_po(units_of("es", folder), "pt", frozenset()).replace("Adiós", "Tchau").replace("Hola", "Oi")

    imported(folder, po, "pt")
    entry = next(e for e in CopyStore.load(folder).entries if (e.language, e.id) == ("pt", "bye"))

    assert (entry.version, entry.review.state, entry.review.note) == (1, "draft", "needs review by a native speaker")
    assert behind(folder) == []
