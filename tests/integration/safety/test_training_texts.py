"""What the model is trained on: well-formed, and none of it in the case pack it is measured with."""

from __future__ import annotations

from pathlib import Path

from tests.safety.measure import CATEGORIES
from tests.safety.pack import ALL_CASES

DIRECTORY = Path(__file__).parents[3] / "data" / "danger"
ROWS = [line.split("\t") for path in sorted(DIRECTORY.glob("*/*.tsv")) for line in path.read_text("utf-8").splitlines()]


def plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def test_every_row_has_a_known_label_a_reason_and_a_text():
    wrong = [
        row
        for row in ROWS
        if len(row) not in {4, 5} or row[0] not in CATEGORIES or row[1] not in {"emergency", "concern", "none"}
    ]

    assert wrong == []
    assert all((row[0] == "none") == (row[1] == "none") and row[3].strip() for row in ROWS)


def test_every_language_has_danger_and_harmless_texts():
    for folder in DIRECTORY.iterdir():
        labels = {line.split("\t")[0] for path in folder.glob("*.tsv") for line in path.read_text("utf-8").splitlines()}

        assert labels == set(CATEGORIES), folder.name


def test_no_text_of_the_frozen_part_was_trained_on():
    trained = {plain(row[3]) for row in ROWS}
    frozen = [case.text for case in ALL_CASES if case.part == "frozen" and len(plain(case.text)) > 12]  # "no thanks"

    assert [text for text in frozen if plain(text) in trained] == []
