"""The one line for who writes in a language we have no words in."""

import pytest

from bot.copy_store import CopyStore
from bot.gsm7 import is_gsm7, sms_segments
from bot.language_choice import _NAMED
from tests.fixtures.tables import for_each
from webhooks.console_words import language as english_name

LINE, NAMED, PREFIX = "other_language", "other_language_named", "language_"
MOST_SEGMENTS = 2
OURS = {"en", "es"}


def lines(store: CopyStore) -> dict[str, str]:
    return {e.language: store.text(LINE, e.language).text for e in store.entries if e.id == LINE}


def test_the_line_names_311_by_both_its_numbers_in_two_segments_at_most(store: CopyStore) -> None:
    said = lines(store)
    numbers = ("311", store.contacts["city_long"].value)

    assert {"ht", "kea", "pt", "vi", "zh-Hans", "zh-Hant", "fr", "so", "ar", "ru"} <= set(said)
    assert [code for code, text in said.items() if any(number not in text for number in numbers)] == []
    assert [code for code, text in said.items() if sms_segments(text) > MOST_SEGMENTS] == []


@pytest.mark.parametrize(
    ("code", "theirs", "english"),
    [("ht", "kreyòl", "angle"), ("pt", "portugues", "ingles"), ("vi", "tiếng Việt", "tiếng Anh"),
     ("zh-Hans", "中文", "英语"), ("zh-Hant", "中文", "英語")],
)  # fmt: skip
def test_where_some_words_are_theirs_the_line_says_so_and_that_the_rest_is_english(
    store: CopyStore, code: str, theirs: str, english: str
) -> None:
    text = lines(store)[code]

    assert theirs in text
    assert text.index(theirs) < text.index(english)
    assert sms_segments(text) <= (1 if is_gsm7(text) else 2)


def test_the_line_says_what_to_ask_for_in_english(store: CopyStore) -> None:
    asks = {code: english_name(code.partition("-")[0]) for code in lines(store) if code not in OURS}

    assert [code for code, name in asks.items() if name not in store.text(LINE, code).text] == []


def test_a_language_with_no_line_is_called_by_its_own_name(store: CopyStore) -> None:
    names = [entry.id for entry in store.entries if entry.language == "en" and entry.room == "language_names"]
    said = [store.fill(store.text(NAMED, "en"), {"language": store.text(name, "en").text}) for name in names]

    assert PREFIX + "am" in names
    assert [text for text in said if sms_segments(text) > MOST_SEGMENTS] == []


@for_each("code", sorted(set(_NAMED) - OURS))
def test_every_language_that_can_be_asked_for_has_its_line_or_its_name(store: CopyStore, code: str) -> None:
    assert store.has(LINE, code) or store.has(PREFIX + code, "en")
