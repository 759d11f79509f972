from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.keywords import WORDS, Keyword, keyword_language, plain, read_digit, read_keyword, read_wrong
from tests.fixtures.any_text import any_text
from tests.fixtures.tables import for_each


@for_each(
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
        ("Retire demann mwen an", Keyword.CANCEL_REQUEST),
        ("rút yêu cầu", Keyword.CANCEL_REQUEST),
        ("rut yeu cau", Keyword.CANCEL_REQUEST),
        ("retirar meu pedido", Keyword.CANCEL_REQUEST),
        ("撤回我的请求。", Keyword.CANCEL_REQUEST),
        ("撤回我的請求", Keyword.CANCEL_REQUEST),
        ("Người thật", Keyword.PERSON),
        ("真人", Keyword.PERSON),
        ("Ki moun?", Keyword.WHO),
        ("Situação", Keyword.STATUS),
        ("進度", Keyword.STATUS),
        ("bỏ qua", Keyword.SKIP),
        ("以後再說", Keyword.LATER),
        ("刪除", Keyword.FORGET),
    ],
)
def test_a_whole_message_that_is_a_steering_word_steers(text: str, keyword: Keyword) -> None:
    assert read_keyword(text) is keyword


@for_each(
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
        "plis",
        "apagar",
        "eta",
        "pita",
        "我要找真人帮忙",
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


@settings(max_examples=50)
@given(st.sampled_from([word for words in WORDS.values() for word in words]), any_text(max_size=2000))
def test_reading_never_raises_and_case_does_not_matter(word: str, noise: str) -> None:
    read_keyword(noise)
    read_digit(noise)

    assert read_keyword(word.upper()) is read_keyword(word)


def test_every_steering_word_is_listed_once() -> None:
    listed = [plain(word) for words in WORDS.values() for word in words]

    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize(
    ("word", "history", "language"),
    [("ki moun", None, "ht"), ("bỏ qua", "en", "vi"), ("situação", "en", "pt"), ("真人", "es", "zh"),
     ("mais", "es", "es"), ("repetir", "pt", "pt"), ("repetir", "en", "es"), ("menu", "vi", None)],
)  # fmt: skip
def test_a_steering_word_of_one_language_tells_it_unless_another_was_spoken(
    word: str, history: str | None, language: str | None
) -> None:
    assert keyword_language(word, history) == language


def test_a_spanish_steering_word_tells_the_language() -> None:
    assert (keyword_language("AYUDA"), keyword_language("help")) == ("es", None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("WRONG", 0),
        ("wrong 2", 2),
        ("2 wrong.", 2),
        ("Wrong #3", 3),
        ("MAL 1", 1),
        ("错了2", 2),
        ("错了\N{FULLWIDTH DIGIT TWO}", 2),
    ],
)
def test_a_listed_place_is_called_wrong_by_its_number(text: str, number: int) -> None:
    assert read_wrong(text) == number


@pytest.mark.parametrize("text", ["what is wrong", "wrong 12", "wrong 0", "2", "it is wrong 2", "", "mal de cabeza"])
def test_other_words_about_wrong_are_left_alone(text: str) -> None:
    assert read_wrong(text) is None
