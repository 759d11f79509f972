"""The model that tells our languages apart: sure where words tell, silent where there are none, never raising."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.tongues import Tongues, grams_of, plain_words, tongues, without_accents
from tests.fixtures.any_text import any_text
from tests.understanding.unseen import LANGUAGES, read_unseen

LEAST_RIGHT = 0.98
UNSEEN = read_unseen()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_unseen_texts_is_told(language: str) -> None:
    texts = [text.words for text in UNSEEN if text.language == language]
    told = [guess.language for text in texts if (guess := tongues().guess(text))]

    assert told.count(language) >= LEAST_RIGHT * len(texts)


@pytest.mark.parametrize("text", ["", "123 !?", "🙏🙏", "где взять налоксон"])
def test_without_a_letter_of_ours_nothing_is_guessed(text: str) -> None:
    assert tongues().guess(text) is None


def test_accents_left_out_change_nothing_in_what_is_told() -> None:
    for text in (
        "dónde consigo naloxona cerca de aquí",
        "tôi cần giúp con trai tôi bỏ rượu",
        "não sei o que fazer com ele",
    ):
        guesses = tongues().guess(text), tongues().guess(without_accents(text))
        assert len({guess.language for guess in guesses if guess}) == 1


def test_a_chinese_character_is_a_word_and_a_gram_of_its_own() -> None:
    assert plain_words("我要戒毒 now") == ["我", "要", "戒", "毒", "now"]
    assert list(grams_of("我")) == ["我"]


def test_a_word_said_a_thousand_times_does_not_hide_what_is_said_at_the_end() -> None:
    guess = tongues().guess("x " * 1000 + "he is not breathing")

    assert guess is not None
    assert guess.language == "en"


def test_without_a_chinese_character_nothing_is_chinese() -> None:
    guesses = [tongues().guess(letter) for letter in "aklnxz"]

    assert "zh" not in {guess.language for guess in guesses if guess}


@settings(max_examples=50)
@given(any_text(max_size=300))
def test_no_string_makes_it_raise(text: str) -> None:
    guess = tongues().guess(text)

    assert guess is None or (guess.language in LANGUAGES and guess.lead >= 0 and 0 < guess.known <= 1)


def test_numbers_that_do_not_belong_to_the_grams_are_refused(tmp_path) -> None:
    (tmp_path / "about.json").write_text('{"languages": ["en", "es"], "step": 0.1, "ahead": [0, 0]}')
    (tmp_path / "grams.txt").write_text("ab\ncd")
    (tmp_path / "likely.bin").write_bytes(b"123")

    with pytest.raises(ValueError, match=r"likely\.bin"):
        Tongues.load(tmp_path)
