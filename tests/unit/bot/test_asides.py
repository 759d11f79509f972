from __future__ import annotations

import pytest

from bot.asides import Aside, read_aside
from tests.fixtures.tables import for_each


@pytest.mark.parametrize(
    "text",
    [
        "this is bullshit, you're a stupid bot", "fuck you", "You suck!!", "shut up", "this is useless",
        "me cago en todo, no sirves", "eres un inútil", "vete a la mierda", "qué mierda de robot",
    ],
)  # fmt: skip
def test_contempt_for_the_helper_is_heard(text: str) -> None:
    assert read_aside(text) is Aside.ANGRY


@for_each(
    "text",
    [
        "i am useless", "i'm a piece of shit", "fuck my life", "i hate myself", "no sirvo para nada",
        "where the fuck do i get narcan", "my damn foot hurts", "no me siento bien", "thanks", "1",
    ],
)  # fmt: skip
def test_words_about_oneself_and_questions_are_no_anger(text: str) -> None:
    assert read_aside(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "you already asked me that", "You asked me this already!!", "i already told you",
        "why do you keep asking me the same thing", "ya me preguntaste eso", "ya te lo dije",
        "otra vez la misma pregunta",
    ],
)  # fmt: skip
def test_asked_before_is_heard(text: str) -> None:
    assert read_aside(text) is Aside.ASKED_BEFORE


@pytest.mark.parametrize("text", ["i already told you its for my brother", "can i ask you something", "ya te vas"])
def test_what_says_more_goes_on_to_the_engine(text: str) -> None:
    assert read_aside(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "this is his sister now", "this is his mom, he's not here", "Hi, this is Maria his wife, he isn't home",
        "this is someone else", "ahora soy su hermana", "soy la mamá, él no está", "soy la novia, tengo su celular",
    ],
)  # fmt: skip
def test_another_person_on_the_phone_is_heard(text: str) -> None:
    assert read_aside(text) is Aside.SOMEONE_ELSE


def test_a_relative_alone_is_told_apart() -> None:
    assert read_aside("this is his sister") is Aside.KIN


@pytest.mark.parametrize(
    "text",
    [
        "its for his sister", "this is his mom, he's gone", "soy la mama, el ya no esta",
        "im his mom and i need narcan now",
        "im his mom and he is not breathing",
    ],
)  # fmt: skip
def test_somebody_who_tells_of_another_is_not_only_another_person(text: str) -> None:
    assert read_aside(text) is None
