"""What the screen says, one idea at a time; the case pack holds the breadth."""

from __future__ import annotations

import pytest

from bot.safety import Category, Level, Verdict, screen
from bot.safety.screening import screen_by_rules


def said(text: str, *history: str) -> tuple[str, str]:
    verdict = screen(text, history)
    return verdict.category.value, verdict.level.value


def test_a_verdict_names_the_rule_the_words_and_the_copy_to_answer_with():
    assert screen("Help! He's NOT breathing") == Verdict(
        Category.OVERDOSE_NOW, Level.EMERGENCY, "en.not_breathing_now", "hes not breathing", "danger_overdose"
    )


def test_an_ordinary_text_names_nothing():
    verdict = screen("where can i get narcan near dudley")

    assert (verdict.is_danger, verdict.rule, verdict.matched, verdict.copy_id) == (False, "", "", "")


@pytest.mark.parametrize(
    ("text", "copy_id"),
    [
        ("he od'd", "danger_overdose"),
        ("what do i do if my son wont wake up", "danger_overdose_concern"),
        ("i want to die", "danger_suicide"),
        ("i cant go on", "danger_suicide_concern"),
        ("shes having a seizure", "danger_medical"),
        ("i stopped my klonopin cold turkey", "danger_medical_concern"),
        ("my toddler ate a suboxone", "danger_poisoning"),
        ("my boyfriend hits me", "danger_violence"),
        ("im afraid of my husband", "danger_violence_concern"),
    ],
)
def test_each_danger_has_its_own_copy(text, copy_id):
    assert screen(text).copy_id == copy_id


@pytest.mark.parametrize("text", ["", " ", "?!", "👍", "\ud800", "\x00\x07", "1", "مرحبا", "Привет"])
def test_a_text_without_words_we_know_is_no_danger(text):
    assert said(text) == ("none", "none")


@pytest.mark.parametrize(
    "text",
    [
        "heeelp heee isnt breathinggg",
        "notbreathing",
        "he is n o t b r e a t h i n g",
        "over dose now",
        "brething stopped",
        "unrespnsive",
        "0verdosing",
        "\uff4e\uff4f\uff54 breathing",
        "wont\nwake\nup",
        "no\u200bt breathing",
        "mi hermano is not breathing",
    ],
)
def test_bad_typing_hides_no_overdose(text):
    assert said(text) == ("overdose_now", "emergency")


def test_two_texts_that_only_together_say_danger_are_one():
    assert said("moving") == ("none", "none")
    assert said("moving", "hes on the floor", "hes not") == ("overdose_now", "emergency")


def test_a_danger_answered_before_does_not_fire_again_on_thanks():
    assert said("ok thank you", "hes not breathing") == ("none", "none")


def test_history_never_makes_a_danger_less():
    assert said("he overdosed", "my brother died last year") == ("overdose_now", "emergency")


def test_only_the_last_texts_of_the_history_are_read_again():
    assert said("moving", "hes not", *["ok"] * 4) == ("none", "none")


def test_right_now_takes_last_year_back():
    assert said("he overdosed last year") == ("none", "none")
    assert said("he overdosed last year and again right now") == ("overdose_now", "emergency")


def test_someone_in_a_question_is_nobody_but_my_son_is_somebody():
    assert not screen_by_rules("what do i do if someone is not breathing").is_danger
    assert said("what do i do if my son is not breathing") == ("overdose_now", "concern")


def test_a_word_of_another_language_softens_nothing():
    assert said("dang he is overdosing") == ("overdose_now", "emergency")  # "dang": Vietnamese for "just now"


def test_the_gravest_danger_in_a_text_wins():
    assert said("i cant go on and he is not breathing")[0] == "overdose_now"


def test_danger_late_in_a_long_text_is_seen():
    assert said("we talked about many things and the weather " * 200 + "and now he is not breathing")[1] == "emergency"


def test_a_printed_verdict_holds_none_of_the_persons_words():
    assert "isnt breathing" not in repr(screen("he isnt breathing"))
