"""Reading level of contracts.md section 11, after numbers and the listed glossary are taken out."""

import re

import pytest

from bot.copy_store import COPY_DIRECTORY, CopyStore
from bot.plain_yaml import read_yaml
from tests.unit.copy.conftest import Writer
from words.reading_level import hard_texts, is_easy, level_of

GLOSSARY = read_yaml(COPY_DIRECTORY / "glossary.yml")
HARD = "Individuals experiencing symptoms consistent with physiological deterioration necessitate evaluation "


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_text_is_easy_to_read(store: CopyStore, language: str) -> None:
    assert hard_texts(store, language) == []


def test_the_measure_does_catch_a_hard_text(written: Writer) -> None:
    store = written(en=f"  hello: {{version: 1, sms: '{HARD * 3}.'}}\n")

    assert hard_texts(store, "en") != []


def test_what_no_formula_fits_is_said_to_have_no_level() -> None:
    assert level_of("Call 911 now.", "en") is None
    assert level_of("Gọi 911 ngay, rồi ở lại với người đó cho đến khi có người đến giúp quý vị nhé.", "vi") is None
    assert is_easy(None, "en")


@pytest.mark.parametrize("language", sorted(GLOSSARY))
def test_the_glossary_excuses_no_word_that_no_text_uses(store: CopyStore, language: str) -> None:
    words = " ".join(
        store.text(e.id, language, form).text
        for e in store.entries
        if e.language == language
        for form in ("sms", "web")
    ).casefold()

    assert [word for word in GLOSSARY[language] if not re.search(rf"\b{re.escape(word)}\b", words)] == []
