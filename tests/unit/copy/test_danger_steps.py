"""The words after danger: short, 911 first, never a step that could be taken for another."""

import re
from datetime import UTC, datetime

import pytest

from bot.answer import Ask, Say
from bot.copy_store import COPY_DIRECTORY, CopyStore, CopyText
from bot.gsm7 import sms_segments, split_segments
from bot.questions import DANGER_QUESTIONS, QUESTIONS
from bot.render import render_sms
from bot.safety.signs import Sign, read_signs
from bot.safety.words import fold
from bot.tone import TELLING
from conversations.aftermath import AGAIN, ASKED_BY
from conversations.bystander import STEPS
from tests.unit.copy.test_copy_lengths import BREATH, CANNOT_CALL, NALOXONE

SEGMENTS, LOCK_SCREEN = 2, 40
LANGUAGES = sorted(path.parent.name for path in COPY_DIRECTORY.glob("*/danger_steps.yml"))
#: A Chinese text is short; so is what may be written in Vietnamese within two segments.
FOR_A_LOCK_SCREEN = ("en", "es", "ht", "kea", "pt")
#: Figures for a word of the English: "1 nostril", and 24/7 for "day and night".
FOR_A_WORD = {"1", "24", "7"}
#: Spanish is a choice of its own at 988: "press 2".
ITS_OWN = {("es", "danger_suicide", "2")}
#: What the steps tell a person to reply, and what it must be heard as.
REPLIES = {
    "en": ("none", "shot", "awake", "breathing", "no change"),
    "es": ("no tengo", "inyección", "despertó", "respira", "igual"),
    "ht": ("pa genyen", "piki", "li reveye", "li respire", "anyen pa chanje"),
    "kea": ("ka ten", "injeson", "kordadu", "rispira", "nada ka muda"),
    "pt": ("não tenho", "injeção", "acordou", "respira", "nada mudou"),
}
HEARD_AS = (Sign.HAS_NONE, Sign.HAS_SHOT, Sign.AWAKE, Sign.BREATHING, Sign.NOT_BACK)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def steps(store: CopyStore, language: str, *begins: str) -> list[CopyText]:
    ids = [
        e.id for e in store.entries if e.language == language and e.room == "danger_steps" and e.id.startswith(begins)
    ]
    return [store.text(copy_id, language) for copy_id in ids]


def question(store: CopyStore, question_id: str, language: str) -> str:
    asked = QUESTIONS[question_id]
    labels = [store.title(option.label, language) for option in asked.options]
    lines = [f"{digit} {label}" for digit, label in enumerate(labels, start=1)]
    return "\n".join([store.text(asked.copy_id, language).text, *lines])


@every_language
def test_danger_texts_and_steps_take_two_segments_at_most(store: CopyStore, language: str) -> None:
    texts = steps(store, language, "danger_", "bystander_", "violence_", "after_overdose_died")

    assert len(texts) > 15
    assert [text.id for text in texts if sms_segments(text.text) > SEGMENTS] == []


@every_language
@pytest.mark.parametrize(("card", "asked"), ASKED_BY.items())
def test_a_card_and_its_question_take_two_segments_together(
    store: CopyStore, language: str, card: str, asked: str
) -> None:
    whole = render_sms((Say(card), Ask(asked)), language=language, copy=store, now=datetime.now(UTC)).text

    assert sms_segments(whole) <= SEGMENTS
    assert "911" in split_segments(whole)[0]


@every_language
def test_every_danger_text_and_step_says_911_in_its_first_segment(store: CopyStore, language: str) -> None:
    texts = steps(store, language, "danger_", "bystander_")

    assert [text.id for text in texts if "911" not in split_segments(text.text)[0]] == []


@every_language
def test_an_overdose_card_says_911_naloxone_and_breaths_in_its_first_segment(store: CopyStore, language: str) -> None:
    for text in steps(store, language, "danger_overdose"):
        first = split_segments(text.text)[0]
        needed = ("911", NALOXONE.get(language, "Narcan"), BREATH[language], "5")
        assert [word for word in needed if word not in first] == [], text.id


@every_language
def test_a_danger_card_says_that_we_cannot_call_and_asks_nothing(store: CopyStore, language: str) -> None:
    for text in steps(store, language, "danger_"):
        assert CANNOT_CALL[language] in text.text, text.id
        assert not re.search(r"[?¿\N{FULLWIDTH QUESTION MARK}]", text.text), text.id


@pytest.mark.parametrize("language", FOR_A_LOCK_SCREEN)
def test_the_check_in_tells_a_stranger_nothing(store: CopyStore, language: str) -> None:
    said = store.text("check_in_24h", language).text

    assert TELLING.search(f"{said}\n{question(store, 'check_in', language)}") is None
    assert len(said) > LOCK_SCREEN


@every_language
def test_what_the_tables_say_has_words_and_no_two_texts_are_the_same(store: CopyStore, language: str) -> None:
    ids = {*AGAIN.values(), *(row.say for row in STEPS), *(QUESTIONS[asked].copy_id for asked in DANGER_QUESTIONS)}
    texts = [text.text for text in steps(store, language, "danger_", "bystander_")]

    assert {copy_id for copy_id in ids if not store.has(copy_id, language)} == set()
    assert len(set(texts)) == len(texts)


@every_language
def test_a_translation_has_every_text_and_no_number_or_contact_that_the_english_has_not(
    store: CopyStore, language: str
) -> None:
    ours = {e.id: e.sms for e in store.entries if e.language == language and e.room.startswith("danger")}
    english = {e.id: e.sms for e in store.entries if e.language == "en" and e.room.startswith("danger")}
    figures = re.compile(r"\{\w+\}|\d+")
    said = {(language, i, figure) for i in english for figure in figures.findall(ours.get(i, ""))}
    allowed = {(language, i, figure) for i in english for figure in FOR_A_WORD.union(figures.findall(english[i]))}

    assert english.keys() - ours.keys() == set()
    assert said - allowed - ITS_OWN == set()


@pytest.mark.parametrize("language", sorted(REPLIES))
def test_a_reply_that_a_step_asks_for_is_heard_as_what_it_says(store: CopyStore, language: str) -> None:
    asked = fold("\n".join(text.text for text in steps(store, language, "bystander_")))

    for reply, sign in zip(REPLIES[language], HEARD_AS, strict=True):
        assert fold(reply) in asked, reply
        assert sign in read_signs(reply), reply
