"""Words people type instead of a digit, in each language; never for a consent."""

from __future__ import annotations

from bot.keywords import plain
from bot.questions import CONSENT_QUESTIONS, QUESTIONS
from tests.fixtures.tables import for_each


def chosen(question: str, text: str) -> list[str]:
    return [option.value for option in QUESTIONS[question].options if plain(text) in option.words]


@for_each(
    ("question", "text", "value"),
    [
        ("for_whom", "Pou mwen", "me"), ("for_whom", "tôi", "me"), ("for_whom", "我自己", "me"),
        ("for_whom", "para mim", "me"),
        ("for_whom", "pitit mwen", "someone"), ("for_whom", "frè m", "someone"), ("for_whom", "con tôi", "someone"),
        ("for_whom", "別人", "someone"), ("for_whom", "outra pessoa", "someone"),
        ("same_phone", "telefòn sa a", "yes"), ("same_phone", "số này", "yes"), ("same_phone", "這個。", "yes"),
        ("same_phone", "yon lòt nimewo", "no"), ("same_phone", "số khác", "no"), ("same_phone", "另一个", "no"),
        ("same_phone", "outro número", "no"), ("after_overdose", "không cảm ơn", "no"),
        ("after_danger", "不用\N{FULLWIDTH COMMA}謝謝", "no"),
    ],
)  # fmt: skip
def test_a_word_of_each_language_stands_for_its_digit(question: str, text: str, value: str) -> None:
    assert chosen(question, text) == [value]


def test_no_word_stands_for_two_digits_and_none_for_a_consent() -> None:
    for question in QUESTIONS.values():
        words = [word for option in question.options for word in option.words]
        assert len(set(words)) == len(words), question.id
        assert [word for word in words if plain(word) != word] == [], question.id
    assert [word for name in CONSENT_QUESTIONS for option in QUESTIONS[name].options for word in option.words] == []
