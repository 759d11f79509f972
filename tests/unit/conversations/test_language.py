"""Whose word counts on the language of a reply: an explicit choice, the words, what was spoken before."""

from __future__ import annotations

import pytest

from bot.answer import Ask, Effect, Say
from conversations.dialogue import Dialogue, read_state, write_state
from conversations.door import read_step
from conversations.inbound import Inbound
from conversations.language import reply_language
from conversations.steps import Seen, Speak

ENGLISH = "where can i get narcan tonight"


def inbound(text: str, language: str | None = None) -> Inbound:
    return Inbound("sms", "SM1", "+16175550123", text, language=language)


@pytest.mark.parametrize(
    ("text", "page", "chosen", "rule", "language"),
    [
        (ENGLISH, None, "", "", "en"),
        (ENGLISH, None, "es", "", "es"),
        ("in english please", None, "es", "", "en"),
        (ENGLISH, "ht", "es", "", "ht"),
        ("my brother is blue and will not wake up", None, "es", "en.blue", "en"),
        ("ok", None, "fr", "", "fr"),
    ],
)
def test_the_page_then_the_words_that_ask_then_the_choice_made_before(
    text: str, page: str | None, chosen: str, rule: str, language: str
) -> None:
    assert reply_language(inbound(text, page), "en", chosen=chosen, rule=rule) == language


@pytest.mark.parametrize(
    ("text", "history", "chosen", "language"),
    [
        ("哪裡可以拿到納洛酮", "en", "", "zh-Hant"),
        ("哪里可以拿到纳洛酮", "en", "", "zh"),
        ("你好", "zh-Hant", "", "zh-Hant"),
        ("ok", "zh-Hant", "", "zh-Hant"),
        ("ok", "zh-Hant", "zh", "zh-Hant"),
        ("我需要帮助戒毒现在", "zh-Hant", "", "zh"),
        ("我在哪裡可以拿到納洛酮", "zh", "zh", "zh-Hant"),
        ("繁体中文", "zh", "", "zh-Hant"),
        ("in english please", "zh-Hant", "zh", "en"),
    ],
)
def test_traditional_chinese_is_answered_in_it_and_kept_over_short_texts(
    text: str, history: str, chosen: str, language: str
) -> None:
    assert reply_language(inbound(text), history, chosen=chosen) == language


def test_in_danger_traditional_chinese_stays_traditional() -> None:
    assert reply_language(inbound("沒呼吸"), "zh-Hant", rule="zh.no_breath") == "zh-Hant"
    assert reply_language(inbound("他沒有呼吸了"), "en", rule="zh.no_breath") == "zh-Hant"


def test_a_language_asked_for_is_kept_and_the_open_question_asked_again() -> None:
    open_question = Ask("best_time")

    assert read_step(inbound("español"), Seen(Dialogue(asked=open_question))) == Speak(
        (Effect("choose_language", {"language": "es"}), Say("language_chosen"), open_question)
    )
    assert read_step(inbound("español"), Seen()) == Speak(
        (Effect("choose_language", {"language": "es"}), Say("language_chosen"), Ask("menu"))
    )


@pytest.mark.parametrize("word", ["language", "IDIOMA"])
def test_the_word_for_language_names_the_choice(word: str) -> None:
    assert read_step(inbound(word), Seen()) == Speak((Say("change_language"),))


def test_the_choice_and_what_was_told_are_stored_with_the_dialogue() -> None:
    dialogue = Dialogue(chosen="es", told="fr")

    assert read_state(write_state(dialogue)) == dialogue
