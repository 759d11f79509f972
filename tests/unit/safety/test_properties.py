"""What must hold of every text: nothing hides danger, nothing makes the screen raise."""

from __future__ import annotations

import string
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety import screen
from tests.fixtures.any_text import any_text
from tests.safety.pack import ALL_CASES, Case

DANGERS = [case for case in ALL_CASES if case.is_danger and case.verdict().is_danger]
"""Seen as they stand: what must not be lost by how they are typed."""
MARKS = [".", ",", "!", "?", "...", ";", ":", '"', "(", ")", "-", "*", "¿", "¡", "。", "\uff01", "\u200b", "\n"]
EMOJI = ["😭", "🙏", "😂", "💀", "🔥", "💊", "🆘", "👍🏽", "🇭🇹", "❤️"]
GREETINGS = [
    "hi",
    "hello",
    "hey there",
    "good morning",
    "yo",
    "hola",
    "buenas noches",
    "bonjou",
    "olá",
    "你好",
    "xin chào",
]
LATIN = set(string.ascii_letters)

dangers = st.sampled_from(DANGERS)


def unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def still_danger(case: Case, text: str) -> bool:
    return screen(text, case.history).is_danger


@given(dangers, st.data())
def test_punctuation_between_words_hides_nothing(case, data):
    marks = st.sampled_from(MARKS)
    words = [word + data.draw(marks) for word in case.text.split(" ")]

    assert still_danger(case, data.draw(marks) + " ".join(words))


@given(dangers, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_casing_hides_nothing(case, recase):
    assert still_danger(case, recase(case.text))


@given(dangers, st.lists(st.sampled_from(EMOJI), max_size=3), st.data())
def test_emoji_hide_nothing(case, emoji, data):
    words = case.text.split(" ")
    at = data.draw(st.integers(0, len(words)))

    assert still_danger(case, " ".join([*words[:at], "".join(emoji), *words[at:]]))


@settings(max_examples=300)
@given(dangers, st.data())
def test_a_letter_drawn_out_hides_nothing(case, data):
    letters = [at for at, letter in enumerate(case.text) if letter in LATIN]
    at = data.draw(st.sampled_from(letters)) if letters else 0
    times = data.draw(st.integers(1, 5)) if letters else 1

    assert still_danger(case, case.text[:at] + case.text[at] * times + case.text[at + 1 :])


@given(dangers, st.sampled_from(GREETINGS), st.sampled_from([" ", ", ", "! ", "\n"]))
def test_a_greeting_in_front_hides_nothing(case, greeting, between):
    first, *others = *case.history, case.text

    *history, text = greeting + between + first, *others
    assert screen(text, history).is_danger


def test_no_danger_needs_its_accents():
    hidden = [case.text for case in DANGERS if not still_danger(case, unaccented(case.text))]

    assert hidden == []


@given(any_text(surrogates=True), st.lists(any_text(), max_size=5))
def test_no_string_makes_it_raise(text, history):
    screen(text, history)


@given(st.lists(st.sampled_from([word for case in ALL_CASES for word in case.text.split()]), max_size=60))
def test_no_shuffle_of_real_words_makes_it_raise_or_answer_by_halves(words):
    verdict = screen(" ".join(words))

    assert verdict.is_danger == bool(verdict.copy_id) == bool(verdict.rule)


@given(dangers, st.lists(any_text(max_size=40), max_size=4))
def test_history_never_makes_danger_none(case, history):
    alone = screen(case.text)

    assert screen(case.text, history).is_danger or not alone.is_danger
