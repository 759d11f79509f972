"""The trained model: plain numbers that belong together, silent when they do not, blind to what must not matter."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety import screening
from bot.safety.grams import grams_of, plain_words
from bot.safety.scoring import DIRECTORY, DangerModel
from bot.safety.screening import screen, screen_by_model, screen_by_rules
from bot.safety.words import words_of
from tests.fixtures.any_text import any_text


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(DIRECTORY, tmp_path / "model")


def test_a_model_that_is_not_there_leaves_the_rules_alone(copied):
    (copied / "grams.txt").unlink()

    assert DangerModel.load_if_there(copied) is None


def test_numbers_of_another_model_are_refused(copied):
    with (copied / "grams.txt").open("a", encoding="utf-8") as file:
        file.write("\nzzzz")

    with pytest.raises(ValueError, match="does not belong"):
        DangerModel.load(copied)


def test_without_a_model_the_rules_still_speak(monkeypatch):
    monkeypatch.setattr(screening, "_MODEL", None)

    assert screen("he is not breathing").level == "emergency"
    assert screen("no respira").level == "emergency"
    assert not screen_by_model("he is not breathing").is_danger


@pytest.mark.parametrize(
    "text",
    [
        "the steam went out of him he just slid off the chair and he looks like wax",
        "i keep thinking the kids would be better off with the insurance money",
    ],
)
def test_the_model_sees_what_no_phrase_says(text):
    assert not screen_by_rules(text).is_danger
    assert screen(text).is_danger


def test_a_verdict_of_the_model_says_so():
    verdict = screen_by_model("she is slumped over and her lips look like she ate a popsicle, i cant rouse her")

    assert verdict.rule == "model.overdose_now"


def test_a_danger_answered_before_is_not_read_again_by_the_model():
    assert not screen("12 Zeigler St", ["i want to kill myself"]).is_danger


def grams(text: str) -> set[str]:
    return set(grams_of(plain_words(words_of(text), screening.GREETINGS)))


@pytest.mark.parametrize(
    "typed", ["HE is  NOT breathing!!", "hello, he is not breathing", "heee is nottt breathinggg 😭"]
)
def test_case_marks_greetings_and_drawn_out_letters_change_no_gram(typed):
    assert grams(typed) == grams("he is not breathing")


@given(any_text(max_size=300))
def test_every_text_can_be_cut(text):
    assert all(isinstance(gram, str) and gram for gram in grams(text))


@given(st.lists(st.sampled_from(["he", "wont", "wake", "up", "没", "呼吸"]), min_size=1, max_size=12))
def test_a_word_said_again_adds_no_gram_of_its_own(words):
    inside = [gram for gram in grams_of(plain_words(words)) if "+" not in gram and "_" not in gram]
    once = [gram for gram in grams_of(sorted(set(words))) if "+" not in gram and "_" not in gram]

    assert sorted(inside) == sorted(once)
