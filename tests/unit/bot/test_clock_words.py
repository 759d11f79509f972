"""Days and hours in words, in each language that has answers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.answer import Card
from bot.clock_words import BOSTON, clock, date_words, day_and_clock, window_words
from bot.copy_store import CopyStore
from bot.entities.times import read_window
from bot.gsm7 import is_gsm7
from bot.listing_words import listing_words
from tests.fixtures.tables import for_each

THURSDAY = datetime(2026, 11, 19, 17, 0, tzinfo=BOSTON)
LANGUAGES = ("en", "es", "ht", "pt", "vi", "zh", "zh-Hans", "zh-Hant")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Thu 11/19, 5 pm to 9 pm"),
        ("es", "jue 11/19, 5 pm a 9 pm"),
        ("ht", "jedi 11/19, 5 pm a 9 pm"),
        ("pt", "qui 11/19, 5 pm a 9 pm"),
        ("vi", "T5 11/19, 5 pm đến 9 pm"),
        ("zh", "周四 11/19, 下午5点到晚上9点"),
        ("zh-Hant", "週四 11/19, 下午5點到晚上9點"),
        ("kea", "Thu 11/19, 5 pm to 9 pm"),
    ],
)
def test_a_window_is_said_in_the_words_of_the_language(language: str, said: str) -> None:
    assert window_words(THURSDAY, THURSDAY.replace(hour=21), language) == said


@for_each(
    ("hour", "minute", "said"),
    [(0, 0, "半夜12点"), (0, 30, "半夜12:30"), (4, 59, "凌晨4:59"), (5, 0, "上午5点"), (11, 0, "上午11点"),
     (12, 0, "中午12点"), (13, 0, "下午1点"), (17, 30, "下午5:30"), (18, 0, "晚上6点"), (23, 0, "晚上11点")],
)  # fmt: skip
def test_the_hours_of_a_chinese_day(hour: int, minute: int, said: str) -> None:
    assert clock(THURSDAY.replace(hour=hour, minute=minute), "zh-Hans") == said
    assert clock(THURSDAY.replace(hour=hour, minute=minute), "zh-Hant") == said.replace("点", "點")


@pytest.mark.parametrize("language", LANGUAGES)
def test_tomorrow_and_the_days_of_a_week_have_words_of_their_own(language: str) -> None:
    now = THURSDAY - timedelta(days=1)
    week = {day_and_clock(THURSDAY + timedelta(days=ahead), now, language) for ahead in range(6)}

    assert len(week) == 6
    assert language == "en" or not any(word in " ".join(week) for word in ("tomorrow", "Fri", "Sat"))


@pytest.mark.parametrize("language", ["en", "es", "ht", "pt"])
def test_the_words_of_a_gsm7_language_cost_no_dearer_alphabet(language: str) -> None:
    assert all(is_gsm7(day_and_clock(THURSDAY + timedelta(days=n), THURSDAY, language)) for n in range(9))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_we_say_is_read_as_the_same_day(language: str) -> None:
    for ahead in range(7):
        day = THURSDAY + timedelta(days=ahead)
        read = read_window(date_words(day, language).partition(" ")[0], THURSDAY)
        assert read is None or read.start.weekday() == day.weekday()


@pytest.mark.parametrize(("language", "end"), [("zh-Hans", "。"), ("zh-Hant", "。"), ("en", "."), ("vi", ".")])
def test_each_fact_of_a_place_ends_as_its_language_ends_a_sentence(copy: CopyStore, language: str, end: str) -> None:
    def phrase(copy_id: str, **args: str) -> str:
        return copy.fill(copy.text(copy_id, language), args)

    said = listing_words(Card("a", "AHOPE", always_open=True), 1, phrase=phrase, now=THURSDAY, language=language)

    assert said.endswith(end)
    assert "。." not in said
