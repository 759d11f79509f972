"""The links from sentence to fact to page, on sheets small enough to break one thing at a time."""

from pathlib import Path

import pytest

from bot.facts import FactSheetError, broken_links, figures, pages_of, read_sheets

SHEET = """\
topic: spray
facts:
  f1:
    says: "One device holds 4 mg; wait two to three minutes."
    pages: [{{url: "https://a.example/label", dated: "2024", grade: {grade}}}]
doubts: []
said:
  spray:
    - sentence: "{sentence}"
      {stands}
"""


def faults(
    folder: Path, sentence: str, stands: str = "facts: [f1]", *, grade: str = "A", words: str | None = None
) -> list[str]:
    (folder / "spray.yml").write_text(SHEET.format(sentence=sentence, stands=stands, grade=grade))
    return list(broken_links(read_sheets(folder), {"spray": sentence if words is None else words}))


def test_a_sentence_that_says_what_its_fact_says_is_sound(tmp_path: Path) -> None:
    assert faults(tmp_path, "Wait 2 to 3 minutes.") == []
    assert faults(tmp_path, "Call 911 or {helpline}, 24/7.") == []
    assert faults(tmp_path, "Stay with them.", "own: advice") == []


@pytest.mark.parametrize(
    ("sentence", "stands", "fault"),
    [
        ("Wait 5 minutes.", "facts: [f1]", "says 5"),
        ("Wait 2 minutes.", "own: advice", "states a figure"),
        ("Wait.", "facts: []", "stands on nothing"),
        ("Wait.", "own: rumor", "stands on nothing"),
        ("Wait.", "facts: [f9]", "no fact spray.f9"),
        ("Wait.", "facts: [other.f1]", "no fact other.f1"),
    ],
)
def test_one_that_goes_further_is_named(tmp_path: Path, sentence: str, stands: str, fault: str) -> None:
    found = faults(tmp_path, sentence, stands)

    assert len(found) == 1
    assert fault in found[0]


def test_weak_pages_alone_carry_nothing(tmp_path: Path) -> None:
    assert "weak pages only" in faults(tmp_path, "Wait.", grade="C")[0]


def test_words_that_differ_from_the_answer_are_named(tmp_path: Path) -> None:
    assert "does not hold the words" in faults(tmp_path, "Wait.", words="Run.")[0]


def test_the_number_of_a_step_is_no_figure() -> None:
    assert figures("1. Shake. 2. Call 911. Give one breath every 5 seconds.") == {"1", "5"}
    assert figures("10,000 needles, 988 and 311") == {"10000"}


def test_pages_are_named_once_in_the_order_they_are_needed(tmp_path: Path) -> None:
    faults(tmp_path, "Wait.")
    sheet = read_sheets(tmp_path)["spray"]
    facts = {fact.id: fact for fact in sheet.facts}

    assert [page.url for page in pages_of(sheet.said["spray"] * 2, facts)] == ["https://a.example/label"]


@pytest.mark.parametrize(
    "broken", ["", "topic: x", "topic: x\nsaid: {x: 3}", "topic: x\nfacts: {f1: {says: a, pages: []}}\nsaid: {}"]
)
def test_a_sheet_that_cannot_be_read_is_named(tmp_path: Path, broken: str) -> None:
    (tmp_path / "x.yml").write_text(broken)

    with pytest.raises(FactSheetError):
        read_sheets(tmp_path)
