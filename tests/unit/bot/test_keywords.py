from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keywords import WORDS, Keyword, keyword_language, read_digit, read_keyword


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("STOP", Keyword.STOP),
        (" stop. ", Keyword.STOP),
        ("Opt-Out", Keyword.STOP),
        ("Alto!", Keyword.STOP),
        ("don't text me", Keyword.STOP),
        ("Quit", Keyword.QUIT),
        ("CANCELAR", Keyword.QUIT),
        ("Sí", Keyword.YES),
        ("ayuda", Keyword.HELP),
        ("MÁS", Keyword.MORE),
        ("Menú", Keyword.MENU),
        ("¿Quién?", Keyword.WHO),
        ("人工", Keyword.PERSON),
        ("parar alertas", Keyword.STOP_ALERTS),
    ],
)
def test_a_whole_message_that_is_a_steering_word_steers(text: str, keyword: Keyword) -> None:
    assert read_keyword(text) is keyword


@pytest.mark.parametrize(
    "text",
    [
        "I want to quit",
        "stop breathing",
        "he stopped breathing",
        "cancel my visit",
        "end it all",
        "help me",
        "",
        "stop he is blue",
    ],
)
def test_words_inside_a_sentence_do_not_steer(text: str) -> None:
    assert read_keyword(text) is None


@pytest.mark.parametrize(
    ("text", "digit"),
    [("1", 1), (" 2.", 2), ("(3)", 3), ("two", 2), ("Dos", 2), ("\N{FULLWIDTH DIGIT TWO}", 2), ("0", 0)],
)
def test_a_digit_is_read_however_it_is_typed(text: str, digit: int) -> None:
    assert read_digit(text) == digit


@pytest.mark.parametrize("text", ["12", "1 please", "", "02118", "x", "1" * 50])
def test_a_message_that_is_more_than_a_digit_is_none(text: str) -> None:
    assert read_digit(text) is None


@given(st.sampled_from([word for words in WORDS.values() for word in words]), st.text(max_size=2000))
def test_reading_never_raises_and_case_does_not_matter(word: str, noise: str) -> None:
    read_keyword(noise)
    read_digit(noise)

    assert read_keyword(word.upper()) is read_keyword(word)


def test_a_spanish_steering_word_tells_the_language() -> None:
    assert (keyword_language("AYUDA"), keyword_language("help")) == ("es", None)
