"""Lengths of contracts.md section 11, measured on the texts as they are sent."""

import pytest

from bot.copy_store import CopyStore, CopyText
from bot.gsm7 import is_gsm7, sms_segments, split_segments, units
from bot.keywords import Keyword, read_keyword
from bot.questions import QUESTIONS
from bot.render import GSM7_LIMIT, UCS2_LIMIT

WEB_LIMIT, TITLE_LIMIT, DANGER_SEGMENTS = 700, 40, 2
#: How each language says "breaths" in its danger words.
BREATH = {
    "en": "breath",
    "es": "soplo",
    "ht": "soufle",
    "kea": "sopru",
    "pt": "sopro",
    "vi": "thổi",
    "zh-Hans": "吹",
    "zh-Hant": "吹",
}
NALOXONE = {"vi": "naloxone", "zh-Hans": "纳洛酮", "zh-Hant": "納洛酮"}
CANNOT_CALL = {
    "en": "can't call for you",
    "es": "no puedo llamar",
    "ht": "pa ka rele pou ou",
    "kea": "ka pode txoma pa bo",
    "pt": "nao posso ligar",
    "vi": "không gọi thay",
    "zh-Hans": "不能替您打",
    "zh-Hant": "不能替您打",
}


def danger(store: CopyStore) -> list[CopyText]:
    return [store.text(entry.id, entry.language) for entry in store.entries if entry.room == "danger"]


def test_every_sms_fits_the_limit_of_its_alphabet(store: CopyStore) -> None:
    texts = [store.text(entry.id, entry.language) for entry in store.entries]
    long = [f"{t.language}/{t.id}" for t in texts if units(t.text) > (GSM7_LIMIT if is_gsm7(t.text) else UCS2_LIMIT)]

    assert long == []


@pytest.mark.parametrize("language", ["en", "es", "ht", "kea", "pt"])
def test_no_letter_outside_gsm7_slips_into_a_language_spelled_for_it(store: CopyStore, language: str) -> None:
    ours = [e for e in store.entries if e.language == language and e.room != "language_names"]  # a text of its own
    texts = [store.text(entry.id, language) for entry in ours]

    assert [text.id for text in texts if not is_gsm7(text.text + text.title)] == []


def test_every_web_text_fits_seven_hundred_characters(store: CopyStore) -> None:
    texts = [store.text(entry.id, entry.language, "web") for entry in store.entries]

    assert [f"{text.language}/{text.id}" for text in texts if len(text.text) > WEB_LIMIT] == []


def test_every_title_fits_a_line_of_a_list(store: CopyStore) -> None:
    assert [f"{e.language}/{e.id}" for e in store.entries if len(e.title) > TITLE_LIMIT] == []


def test_a_question_with_its_digits_is_one_text_of_three_segments(store: CopyStore) -> None:
    for language in ("en", "es"):
        for question in QUESTIONS.values():
            labels = [store.text(option.label, language).text for option in question.options]
            whole = "\n".join([store.text(question.copy_id, language).text, *(f"1 {label}" for label in labels)])
            assert units(whole) <= GSM7_LIMIT, (language, question.id)


def test_the_danger_words_take_two_segments_at_most_in_every_language(store: CopyStore) -> None:
    assert [f"{t.language}/{t.id}" for t in danger(store) if sms_segments(t.text) > DANGER_SEGMENTS] == []


def test_every_first_segment_of_danger_says_911(store: CopyStore) -> None:
    assert [f"{t.language}/{t.id}" for t in danger(store) if "911" not in split_segments(t.text)[0]] == []


def test_an_overdose_is_answered_in_the_first_segment_with_911_naloxone_and_breaths(store: CopyStore) -> None:
    for text in danger(store):
        if text.id.startswith("danger_overdose"):
            first = split_segments(text.text)[0]
            needed = ("911", NALOXONE.get(text.language, "Narcan"), BREATH[text.language], "5")
            assert [word for word in needed if word not in first] == [], (text.language, text.id)


def test_danger_words_ask_nothing_and_send_nobody_to_a_page(store: CopyStore) -> None:
    pages = [contact.value for contact in store.contacts.values() if contact.kind == "page"]
    for text in danger(store):
        assert not any(mark in text.text for mark in "?¿\N{FULLWIDTH QUESTION MARK}"), (text.language, text.id)
        assert not any(page in text.text for page in ("http", "www", *pages)), (text.language, text.id)


def test_every_danger_text_says_we_cannot_call(store: CopyStore) -> None:
    assert [f"{t.language}/{t.id}" for t in danger(store) if CANNOT_CALL[t.language] not in t.text] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_first_text_is_one_segment_that_says_automated_not_911_and_stop(store: CopyStore, language: str) -> None:
    intro = store.text("intro", language).text

    assert sms_segments(intro) == 1
    assert {"en": "automated", "es": "programa"}[language] in intro
    assert "911" in intro
    assert read_keyword("STOP") is Keyword.STOP
    assert "STOP" in intro
