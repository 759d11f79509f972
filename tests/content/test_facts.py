"""Every fact of every English web answer is followed from the sentence to the line of a page somebody read."""

from __future__ import annotations

import pytest

from bot.copy_store import CopyStore
from bot.facts import SOURCES_DIRECTORY, FactSheet, broken_links, read_sheets
from bot.topics import ANSWER_TOPICS
from words.faults import faults
from words.translations import english_of


@pytest.fixture(scope="module")
def sheets() -> dict[str, FactSheet]:
    return read_sheets()


@pytest.fixture(scope="module")
def english(copy: CopyStore) -> dict[str, str]:
    return {copy_id: entry.web for copy_id, entry in english_of(copy).items()}


def test_the_words_have_no_fault(copy: CopyStore) -> None:
    assert list(faults(copy)) == []


def test_every_answer_and_every_danger_word_has_its_sheet(sheets: dict[str, FactSheet], copy: CopyStore) -> None:
    linked = {copy_id for sheet in sheets.values() for copy_id in sheet.said}
    danger = {entry.id for entry in copy.entries if entry.room in {"danger", "danger_steps"} and entry.language == "en"}

    assert (set(ANSWER_TOPICS) | danger) - linked == set()


def test_every_link_leads_to_a_fact_and_every_fact_to_a_page(
    sheets: dict[str, FactSheet], english: dict[str, str]
) -> None:
    assert list(broken_links(sheets, english)) == []
    assert [
        page.url
        for sheet in sheets.values()
        for fact in sheet.facts
        for page in fact.pages
        if not page.url.startswith(("https://", "http://")) or not page.dated
    ] == []


def test_most_sentences_of_the_answers_stand_on_a_page(sheets: dict[str, FactSheet]) -> None:
    said = [each for topic in ANSWER_TOPICS for each in sheets[topic].said[topic]]
    on_pages = sum(bool(each.facts) for each in said)
    advice = sum(each.own == "advice" for each in said)

    print(f"{len(said)} sentences: {on_pages} on pages, {advice} plain advice")
    assert on_pages / len(said) > 0.7
    assert advice / len(said) < 0.15


def test_a_change_of_words_or_of_a_figure_breaks_the_link(
    sheets: dict[str, FactSheet], english: dict[str, str]
) -> None:
    changed = english | {"naloxone_second_dose": english["naloxone_second_dose"].replace("2 to 3", "4 to 5")}

    assert [fault for fault in broken_links(sheets, changed) if fault.startswith("naloxone_second_dose")] != []


def test_no_sheet_is_left_without_an_answer(sheets: dict[str, FactSheet]) -> None:
    assert [path.stem for path in SOURCES_DIRECTORY.glob("*.yml") if not sheets[path.stem].said] == []
