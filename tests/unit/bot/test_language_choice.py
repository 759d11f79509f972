"""A language asked for in so many words, and what only mentions one."""

from __future__ import annotations

from bot.language_choice import read_language
from tests.fixtures.tables import for_each


@for_each(
    ("text", "language"),
    [
        ("español", "es"),
        ("Spanish pls", "es"),
        ("habla español?", "es"),
        ("in english please", "en"),
        ("en inglés por favor", "en"),
        ("kreyòl", "ht"),
        ("can u speak creole", "ht"),
        ("eske ou pale kreyòl", "ht"),
        ("kriolu", "kea"),
        ("cape verdean creole", "kea"),
        ("Português!", "pt"),
        ("fala português?", "pt"),
        ("tiếng Việt", "vi"),
        ("中文", "zh"),
        ("你会说中文吗", "zh"),
        ("parlez-vous français ?", "fr"),
        ("af soomaali ma ku hadashaa", "so"),
        ("هل تتكلمون العربية؟", "ar"),
        ("日本語", "ja"),
    ],
)
def test_a_message_that_asks_for_a_language_is_heard(text: str, language: str) -> None:
    assert read_language(text) == language


@for_each(
    "text",
    [
        "overdose in spanish",
        "how do you say narcan in spanish",
        "no hablo inglés",
        "i dont speak english",
        "english and spanish",
        "988 habla español?",
        "my spanish friend",
        "naloxone training in spanish",
        "",
        "spanish " * 12,
    ],
)
def test_a_message_that_means_more_is_left_to_be_understood(text: str) -> None:
    assert read_language(text) is None
