"""Drugs are read by their street names and misspelled, and ordinary words are not taken for them."""

from __future__ import annotations

from hypothesis import given, settings

from bot.entities.drugs import DRUGS_FILE, Drug, drug_classes, read_drugs
from bot.plain_yaml import read_yaml
from tests.fixtures.any_text import any_text
from tests.fixtures.tables import for_each


@for_each(
    ("text", "name", "drug_class"),
    [
        ("help me quit xans", "alprazolam", "benzodiazepine"),
        ("Stopping drinking cold turkey", "alcohol", "alcohol"),
        ("my brother does heroine", "heroin", "opioid"),
        ("fentynl again", "fentanyl", "opioid"),
        ("he was smoking rock", "crack", "stimulant"),
        ("quiero dejar la piedra", "crack", "stimulant"),
        ("methdone clinic", "methadone", "treatment"),
        ("dónde hay METADONA", "methadone", "treatment"),
        ("cómo dejo de beber", "alcohol", "alcohol"),
        ("thuốc phiện", "opioids", "opioid"),
        ("我要芬太尼试纸", "fentanyl", "opioid"),
        ("got any nar can", "naloxone", "reversal"),
        ("off the percs for real", "oxycodone", "opioid"),
    ],
)
def test_a_drug_is_known_by_what_people_call_it(text: str, name: str, drug_class: str) -> None:
    assert read_drugs(text) == (Drug(name, drug_class),)


@for_each(
    "text",
    ["theres ice on the sidewalk", "ron called me", "my friend molly moved to roxy st", "the snow is deep", "method",
     "heroic", "a glass of water", "coca cola", "my horse", "gold bars", ""],
)  # fmt: skip
def test_ordinary_words_are_no_drug(text: str) -> None:
    assert read_drugs(text) == ()


def test_each_drug_is_named_once_in_the_order_said() -> None:
    assert [drug.name for drug in read_drugs("coke and xans and more cocaine")] == ["cocaine", "alprazolam"]
    assert drug_classes("speed up the line for meth and fent") == {"stimulant", "opioid"}


def test_every_name_of_the_list_is_read_as_its_drug() -> None:
    listed = read_yaml(DRUGS_FILE)["drugs"]

    for name, entry in listed.items():
        for spelling in entry["names"]:
            assert read_drugs(str(spelling)) == (Drug(name, entry["class"]),), spelling
        for spelling in entry.get("near_use", ()):
            assert Drug(name, entry["class"]) in read_drugs(f"quit {spelling}"), spelling


@settings(max_examples=50)
@given(any_text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read_drugs(text)
