"""Who is answered in English in another language is told of the interpreters once; never before words of their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.answer import ask, say
from bot.copy_store import CopyStore
from bot.gsm7 import is_gsm7
from conversations.models import Contact
from conversations.reply import Reply
from conversations.scripted_engine import ScriptedEngine
from storage.database import Database
from tests.fixtures.road import MONDAY_10_AM, SCRIPT, Text

ASKED = {
    "ht": "kote mwen ka jwenn narcan tanpri",
    "kea": "undi n ta atxa narcan pa nha fidju",
    "pt": "onde eu consigo narcan para o meu filho",
    "vi": "tôi có thể lấy narcan ở đâu",
    "zh": "哪里可以拿到纳洛酮",
    "fr": "où est-ce que je peux trouver narcan",
    "so": "xagee ka heli karaa narcan",
    "ar": "أين أجد narcan مجانا",
    "ru": "где взять narcan бесплатно",
}
AMHARIC = "narcan በነጻ የት አገኛለሁ"
LOST = "ወንድሜ ሄሮይን ይጠቀማል"
#: A topic written in English and Spanish alone.
ENGLISH_ONLY = "naloxone_storage"
NEAR_ROXBURY = {"kind": "listings", "cards": [], "need": "naloxone", "place": "Roxbury"}
#: What is answered in their own words, by language: an answer, a question, places.
THEIR_WORDS = {
    "ht": {"kisa narcan ye": say("naloxone_what_is"), "mwen vle yon moun vizite pitit gason mwen": ask("for_whom"),
           "kote mwen ka jwenn narcan nan Roxbury": NEAR_ROXBURY},
    "vi": {"narcan là thuốc gì vậy": say("naloxone_what_is"), "tôi muốn có người đến thăm con tôi": ask("for_whom"),
           "tôi lấy narcan ở Roxbury được không": NEAR_ROXBURY},
    "zh": {"纳洛酮是什么": say("naloxone_what_is"), "我想请人来看看我儿子": ask("for_whom"),
           "罗克斯伯里哪里有纳洛酮": NEAR_ROXBURY},
}  # fmt: skip


@pytest.fixture
def engine() -> ScriptedEngine:
    answers = {text: [say(ENGLISH_ONLY)] for text in (*ASKED.values(), AMHARIC, "where can i get narcan")}
    theirs = {text: [message] for said in THEIR_WORDS.values() for text, message in said.items()}
    return ScriptedEngine({**SCRIPT, **answers, **theirs, LOST: [say("fallback")], "ok": [say("affirm")]})


def said(reply: Reply) -> list[tuple[str, str]]:
    return [(copy_id, language) for copy_id, _, language in reply.copy_refs if copy_id != "intro"]


@pytest.mark.parametrize("language", sorted(ASKED))
def test_the_line_in_their_language_comes_once_before_the_english_answer(
    text: Text, copy: CopyStore, language: str
) -> None:
    first, second = text(ASKED[language]), text("ok")

    theirs = copy.text("other_language", language)
    assert said(first) == [("other_language", theirs.language), (ENGLISH_ONLY, "en")]
    assert first.blocks[0]["text"] == theirs.text
    assert is_gsm7(str(first.blocks[1]["text"]))
    assert said(second) == [("affirm", copy.text("affirm", language).language)]


@pytest.mark.parametrize(
    ("language", "words"), [(code, words) for code, answered in THEIR_WORDS.items() for words in answered]
)
def test_no_line_stands_before_an_answer_a_question_or_places_in_their_own_words(
    text: Text, copy: CopyStore, language: str, words: str
) -> None:
    found = said(text(words))

    assert {spoken for _, spoken in found} <= {copy.text("other_language", language).language}
    assert "other_language" not in dict(found)


def test_a_language_without_a_line_is_called_by_its_own_name(text: Text) -> None:
    assert str(text(AMHARIC).blocks[0]["text"]).startswith("አማርኛ (Amharic): call 311")


def test_where_nothing_was_understood_the_line_says_all(text: Text) -> None:
    assert said(text(LOST)) == [("other_language_named", "en")]
    assert said(text(LOST))[0][0].startswith("fallback")


@pytest.mark.parametrize("language", ["en", "es"])
def test_who_writes_in_english_or_spanish_reads_no_such_line(text: Text, language: str) -> None:
    words = {"en": "where can i get narcan", "es": "donde consigo naloxona"}[language]

    assert "other_language" not in dict(said(text(words)))


def test_after_a_long_silence_it_is_said_again(text: Text) -> None:
    text(ASKED["fr"])

    later = text(ASKED["fr"], now=MONDAY_10_AM + timedelta(hours=13))

    assert said(later)[0] == ("other_language", "fr")


def test_nothing_stands_beside_danger(text: Text) -> None:
    danger = text("mon frère ne respire plus, overdose fentanyl, appelez 911")
    after = text(ASKED["fr"])

    assert [copy_id.startswith("danger") for copy_id, _ in said(danger)] == [True]
    assert "other_language" not in dict(said(after))


def test_a_choice_stays_until_another_is_made(text: Text, database: Database) -> None:
    chosen = text("español")
    answered = text("what is narcan")
    later = text("what is narcan", now=MONDAY_10_AM + timedelta(hours=13))
    changed = text("in english please", now=MONDAY_10_AM + timedelta(hours=14))

    assert said(chosen)[0] == ("language_chosen", "es")
    assert {language for _, language in (*said(chosen), *said(answered), *said(later))} == {"es"}
    assert {language for _, language in said(changed)} == {"en"}
    with database.read() as session:
        assert session.scalars(select(Contact.language)).one() == "en"


def test_the_open_question_is_asked_again_in_the_language_chosen(text: Text) -> None:
    text("please visit my son")

    assert said(text("habla español?"))[:2] == [("language_chosen", "es"), ("ask_for_whom", "es")]


def test_who_asks_for_creole_is_answered_in_it_and_reads_the_line_before_the_first_english_answer(text: Text) -> None:
    chosen, answered = text("can u speak creole"), text(ASKED["ht"])

    assert said(chosen)[0] == ("language_chosen", "ht")
    assert said(answered) == [("other_language", "ht"), (ENGLISH_ONLY, "en")]


def test_a_choice_made_in_an_open_request_keeps_the_request(text: Text) -> None:
    text("please visit my son")
    text("español")

    assert said(text("2"))[0][0] == "ask_meeting_place"
