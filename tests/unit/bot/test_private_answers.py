from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.private_answers import Given, NotAnAnswer, Refused, read
from tests.fixtures.any_text import any_text
from tests.fixtures.tables import for_each


@pytest.mark.parametrize(
    "text", ["617-555-0199", "(617) 555 0199", "+1 617 555 0199", "its 6175550199 thanks", "1-617-555-0199"]
)
def test_a_phone_is_read_as_e164_however_it_is_written(text: str) -> None:
    assert read("phone", text) == Given("+16175550199")


@pytest.mark.parametrize("text", ["555-0199", "call me at 12345678?", "mine", "", "617 555 01999 9"])
def test_a_phone_that_cannot_be_called_is_asked_for_again(text: str) -> None:
    assert read("phone", text) == Refused("phone_unreadable")


@for_each("text", ["who sees this?", "why do you need it", "¿quien lo ve?", "como funciona"])
@for_each("field", ["phone", "first_name", "meeting_place"])
def test_a_question_instead_of_an_answer_goes_to_the_engine(field: str, text: str) -> None:
    assert read(field, text) == NotAnAnswer()


@pytest.mark.parametrize("text", ["12 Zeigler St ok?", "is 774 Albany St ok"])
def test_a_place_with_a_number_never_goes_to_the_engine(text: str) -> None:
    assert read("meeting_place", text) == Given(text)


@pytest.mark.parametrize("text", ["Will", "Will Cole", "es Ana", "Can", "Is", "Hay", "May", "Es María José"])
def test_a_name_that_begins_like_a_question_never_goes_to_the_engine(text: str) -> None:
    assert read("first_name", text) == Given(text)


@pytest.mark.parametrize(
    "text",
    ["where Washington meets Mass Ave", "donde mi mama en Dudley", "hay un parque por la iglesia", "es la esquina"],
)
def test_a_place_told_in_a_sentence_never_goes_to_the_engine(text: str) -> None:
    assert read("meeting_place", text) == Given(text)


@pytest.mark.parametrize(
    "text", ["will you tell my family", "is it free", "where is narcan free", "es gratis", "donde esta"]
)
def test_a_question_without_its_mark_still_goes_to_the_engine(text: str) -> None:
    assert read("first_name", text) == read("meeting_place", text) == NotAnAnswer()


@for_each(
    "text",
    [
        "skip",
        "SALTAR",
        "No name",
        "0",
        "Okenn",
        "pa gen non",
        "không",
        "Bỏ qua",
        "không tên",
        "跳過",
        "匿名",
        "sem nome",
        "Não",
    ],
)
def test_a_name_may_be_left_out(text: str) -> None:
    assert read("first_name", text) == Given("")


@pytest.mark.parametrize("text", ["Khôi", "Minh Không", "Ai Nguyễn", "Nonato", "Eskil", "陳小明", "Quan", "Anónio"])
def test_a_name_like_a_word_of_ours_is_a_name(text: str) -> None:
    assert read("first_name", text) == Given(text)


@pytest.mark.parametrize(
    "text", ["lakay mwen", "nenpòt kote", "nhà tôi", "ở đây", "o day", "đâu cũng được", "minha casa", "家裡", "这里"]
)
def test_a_place_only_they_can_find_is_asked_for_again(text: str) -> None:
    assert read("meeting_place", text) == Refused("place_vague")


@for_each(
    "text",
    [
        "poukisa ou bezwen l",
        "ki moun k ap wè l",
        "tại sao cần",
        "bao giờ có người gọi",
        "为什么要问",
        "要錢嗎",
        "要钱吗\N{FULLWIDTH QUESTION MARK}",
        "quem vê isso",
    ],
)
@for_each("field", ["phone", "first_name", "meeting_place"])
def test_a_question_in_another_language_of_ours_goes_to_the_engine(field: str, text: str) -> None:
    assert read(field, text) == NotAnAnswer()


def test_a_field_we_never_ask_is_an_error() -> None:
    with pytest.raises(KeyError):
        read("ssn", "x")


@given(st.sampled_from(["phone", "first_name", "meeting_place"]), any_text(max_size=500))
def test_reading_never_raises_and_digits_enough_for_a_number_are_kept_from_the_engine(field: str, text: str) -> None:
    reading = read(field, text)

    if field == "phone" and sum(character in "0123456789" for character in text) >= 4:
        assert not isinstance(reading, NotAnAnswer)
