"""What the words may and may not say: nothing missing, person-first, no carrier word, neutral news."""

import re

import pytest

from bot.copy_store import FORMS, CopyStore
from bot.keywords import Keyword, read_keyword
from bot.questions import QUESTIONS
from bot.safety.verdict import COPY_IDS
from bot.tone import tells_too_much, tone_faults
from bot.topics import TOPICS, TopicKind
from tests.unit.copy.conftest import Entries

OURS = ("en", "es")
MAY_SAY_STOP = {"intro", "help", "text_stop", "text_help", "stop_optout", "provider_check_named"}
SUGGESTED = re.compile(r"\b(?:[Tt]ext|[Ww]rite|[Rr]eply|or|[Ee]scriba|[Rr]esponda|o|palabra|word|with) ([A-Z]{3,})\b")
#: Capital words that are names, or answers one question takes by itself (`bot.private_answers`).
NOT_STEERING = {"SKIP", "SALTAR", "SOAP", "TSS", "CSS", "IOP", "PORT", "EMS", "ICE", "VIH", "HIV", "PEP", "CPR", "MGH"}


def words(store: CopyStore, language: str | None = None) -> list[tuple[str, str]]:
    """List every text in both forms, as (language/id, words)."""
    return [
        (f"{entry.language}/{entry.id}", store.text(entry.id, entry.language, form).text)
        for entry in store.entries
        for form in FORMS
        if language in (None, entry.language)
    ]


@pytest.mark.parametrize("language", OURS)
def test_every_topic_and_act_has_words_and_a_title(entries: Entries, language: str) -> None:
    missing = [topic for topic in TOPICS if (language, topic) not in entries or not entries[language, topic].title]

    assert missing == []


@pytest.mark.parametrize("language", OURS)
def test_every_question_option_and_danger_has_words(store: CopyStore, language: str) -> None:
    ids = [question.copy_id for question in QUESTIONS.values()]
    ids += [option.label for question in QUESTIONS.values() for option in question.options]
    ids += list(COPY_IDS.values())

    assert [copy_id for copy_id in ids if not store.has(copy_id, language)] == []


def test_english_and_spanish_have_the_same_texts_with_the_same_blanks(store: CopyStore) -> None:
    ids = {language: {e.id for e in store.entries if e.language == language} for language in OURS}
    uneven = [i for i in ids["en"] if store.text(i, "en").blanks != store.text(i, "es").blanks]

    assert (ids["en"] ^ ids["es"], uneven) == (set(), [])


def test_the_two_forms_of_a_text_have_the_same_blanks(store: CopyStore) -> None:
    uneven = [e.id for e in store.entries if len({store.text(e.id, e.language, f).blanks for f in FORMS}) > 1]

    assert uneven == []


def test_every_language_of_danger_is_whole(store: CopyStore) -> None:
    danger = {entry.id for entry in store.entries if entry.room == "danger" and entry.language == "en"}

    for language in {entry.language for entry in store.entries if entry.room != "other_language"}:
        assert danger <= {entry.id for entry in store.entries if entry.language == language}, language


def test_words_in_a_language_we_do_not_speak_say_that_a_speaker_must_check_them(store: CopyStore) -> None:
    unchecked = [e for e in store.entries if e.language not in OURS and e.review.state == "draft"]

    assert {entry.review.note for entry in unchecked} <= {"needs review by a native speaker"}


def test_every_answer_is_traced_to_a_page_someone_read(store: CopyStore) -> None:
    ours = {"intro", "own"}
    answers = [e for e in store.entries if e.id in TOPICS and TOPICS[e.id].kind is not TopicKind.ACT]
    unsourced = [e.id for e in answers if not any(s.url.startswith("http") for s in e.sources)]

    assert unsourced == []
    assert all(source.grade in {"A", "A-old", "B", "B-old", "C", *ours} for e in answers for source in e.sources)


def test_words_are_kind_plain_and_person_first(store: CopyStore) -> None:
    assert [(where, fault) for where, text in words(store) for fault in tone_faults(text)] == []


@pytest.mark.parametrize(
    "unkind",
    [
        "Help for addicts and their families",
        "Have you been clean this week?",
        "It is your fault that he used.",
        "Ask about MOUD today.",
        "Si es adicto, llame.",
        "Text QUIT to leave.",
    ],
)
def test_the_tone_lint_catches(unkind: str) -> None:
    assert list(tone_faults(unkind)) != []


def test_to_say_that_it_is_not_their_fault_is_no_blame() -> None:
    assert list(tone_faults("It is not your fault. No fue su culpa.")) == []


def test_nobody_is_told_to_send_a_word_that_cuts_them_off(store: CopyStore) -> None:
    stop = {where for where, text in words(store) if re.search(r"\bSTOP\b", text)}

    assert {where.split("/")[1] for where in stop} <= MAY_SAY_STOP


def test_every_word_we_suggest_is_one_that_works(store: CopyStore) -> None:
    suggested = {word for _, text in words(store) for word in SUGGESTED.findall(text)} - NOT_STEERING

    assert {word for word in suggested if read_keyword(word) is None} == set()
    assert {"STATUS", "ESTADO", "PERSON", "MENU", "FORGET", "WHO", "START"} <= suggested


@pytest.mark.parametrize("words", ["take back my request", "quitar mi pedido"])
def test_the_words_to_take_a_request_back_do_so(words: str) -> None:
    assert read_keyword(words) is Keyword.CANCEL_REQUEST


def test_news_we_start_tells_a_stranger_nothing(store: CopyStore) -> None:
    news = [e for e in store.entries if e.room == "queue"]

    assert [(e.language, e.id, told) for e in news if (told := tells_too_much(e.sms))] == []
    assert tells_too_much("The clinic called about you") == "clinic"


@pytest.mark.parametrize("language", OURS)
def test_after_hours_we_name_who_answers_now(store: CopyStore, language: str) -> None:
    for copy_id in ("promise_after_hours", "promise_no_hours"):
        said = store.text(copy_id, language).text
        assert store.contacts["helpline"].value in said
        assert store.contacts["safespot"].value in said


@pytest.mark.parametrize("language", OURS)
def test_when_the_engine_is_down_the_lines_that_answer_now_are_named(store: CopyStore, language: str) -> None:
    said = store.text("engine_down", language).text

    assert [n for n in ("911", "988", "311", store.contacts["bh_line"].value) if n not in said] == []


@pytest.mark.parametrize("language", OURS)
def test_the_read_back_shows_everything_and_says_consent_can_be_taken_back(store: CopyStore, language: str) -> None:
    text = store.text("ask_confirm", language)

    assert text.blanks == {"kind", "place", "phone", "name", "time", "words", "police"}
    assert {"en": "take it back any time", "es": "quitarlo cuando quiera"}[language] in text.text
