"""What would it say?  The box tells all the road decides, and leaves every table as it was."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import MetaData, select

from bot.questions import DANGER_QUESTIONS, QUESTIONS
from conversations.rehearsal import OPEN_QUESTIONS, Sentence, rehearse
from conversations.scripted_engine import ScriptedEngine
from conversations.turn import Road
from storage.database import Database
from storage.roles import Role
from tests.fixtures.console import Desk, SitDown
from tests.fixtures.road import MONDAY_10_AM
from tests.fixtures.unclear import UNCLEAR_SCRIPT, UNSURE_TEXT

DANGER = "my brother is blue and not breathing"
PATH = "what-would-it-say/"


@pytest.fixture(autouse=True)
def _script(engine: ScriptedEngine) -> None:
    engine.script |= UNCLEAR_SCRIPT


@pytest.fixture
def desk(sit_down: SitDown) -> Desk:
    return sit_down(Role.OPERATOR)


def tried(desk: Desk, sentence: str, **form: str) -> str:
    usual = {"channel": "sms", "language": "", "asked": ""}
    answer = desk.post(PATH, page=PATH, sentence=sentence, **{**usual, **form})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.text


def everything(database: Database) -> dict[str, list[object]]:
    """Read every row of every table, as it lies."""
    tables = MetaData()
    tables.reflect(database.engine)
    with database.read() as session:
        return {table.name: sorted(map(str, session.execute(select(table)))) for table in tables.sorted_tables}


BOX_USES = [
    {"sentence": DANGER},
    {"sentence": "i want to kill myself", "channel": "web"},
    {"sentence": UNSURE_TEXT},
    {"sentence": "forget"},
    {"sentence": "stop"},
    {"sentence": "status"},
    {"sentence": "what is narcan", "language": "es"},
    {"sentence": "12 Zeigler St", "asked": "meeting_place"},
    {"sentence": "1", "asked": "confirm"},
    {"sentence": "1", "asked": "police_ok"},
    {"sentence": "7"},
]


def test_the_box_leaves_every_table_every_file_and_the_log_as_they_were(
    desk: Desk, database: Database, road: Road, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    desk.get(PATH)
    before = everything(database)
    with caplog.at_level(logging.DEBUG):
        for use in BOX_USES:
            tried(desk, **use)
    written = capfd.readouterr()

    assert everything(database) == before
    assert list(road.spool.waiting()) == []
    assert caplog.text + written.out + written.err == ""


def test_danger_is_told_with_its_rule_its_words_and_the_segments(desk: Desk) -> None:
    page = tried(desk, DANGER)

    assert "Danger. It is answered before anything else." in page
    assert "Overdose now, emergency" in page
    assert "<dt>Words that raised it</dt>" in page
    assert "Call 911 now." in page
    assert "Segment 2 of 2" in page
    assert "in GSM-7, 2 segments" in page
    assert "danger_overdose, version" in page
    assert "English: draft" in page


def test_an_unsure_reading_shows_its_choices_and_how_sure_it_is(desk: Desk) -> None:
    page = tried(desk, UNSURE_TEXT)

    assert "Not sure: it asks which was meant, 40% sure" in page
    assert "Fentanyl test strips" in page
    assert "The engine read the words." in page


def test_words_beyond_the_phone_alphabet_are_counted_in_its_units(desk: Desk) -> None:
    page = tried(desk, DANGER, language="zh")

    assert "UTF-16 units in UCS-2" in page
    assert "<dt>Language</dt><dd>Chinese</dd>" in page


@pytest.mark.parametrize(("word", "effect"), [("forget", "forget"), ("stop", "opt out"), ("status", "tell status")])
def test_a_word_that_steers_is_named_and_what_it_would_do_is_not_done(desk: Desk, word: str, effect: str) -> None:
    page = tried(desk, word)

    assert f"<dt>A real text would also</dt><dd>{effect}. Not done here" in page
    assert "The door read it" in page


def test_with_the_engine_away_danger_and_words_that_steer_are_still_told(desk: Desk, engine: ScriptedEngine) -> None:
    engine.is_down = True
    lost, danger, menu = tried(desk, "what is narcan"), tried(desk, DANGER), tried(desk, "menu")

    assert "The engine is away. A real text would get these words now." in lost
    assert "engine_down, version" in lost
    assert "Call 911 now." in danger
    assert "ask_menu, version" in menu


def test_the_web_page_gets_blocks_and_buttons(desk: Desk) -> None:
    page = tried(desk, "menu", channel="web")

    assert "Buttons: " in page
    assert "Segment" not in page


def test_the_answer_to_a_private_question_never_reaches_the_engine(desk: Desk, engine: ScriptedEngine) -> None:
    tried(desk, "12 Zeigler St", asked="meeting_place")
    [turn] = engine.turns

    assert turn.text is None
    assert turn.choice is not None
    assert turn.choice.slots == {"meeting_place": "given"}


def test_a_read_back_says_that_its_words_are_the_persons_own(desk: Desk, engine: ScriptedEngine) -> None:
    engine.script["/inform police_ok=no"] = [{"kind": "ask", "question": "confirm"}]

    assert "The read-back of a request" in tried(desk, "1", asked="police_ok")


@pytest.mark.parametrize("question", OPEN_QUESTIONS)
def test_every_question_that_can_be_open_can_be_tried(road: Road, question: str) -> None:
    for text in ("1", "yes", "what is narcan"):
        sentence = Sentence(text, asked=question)
        assert rehearse(sentence, engine=road.engine, copy=road.desk.copy, now=MONDAY_10_AM).messages

    assert set(QUESTIONS) == {*OPEN_QUESTIONS, *DANGER_QUESTIONS, "did_you_mean"}


REFUSALS = [
    ({"sentence": " "}, "What they write: please fill this in"),
    ({"sentence": "x" * 1601}, "What they write: use at most 1600 characters"),
    ({"channel": "fax"}, "Where they write: please choose one"),
    ({"language": "xx"}, "Language: please choose one"),
    ({"asked": "suicide_safe"}, "Open question: please choose one"),
]


@pytest.mark.parametrize(("change", "words"), REFUSALS)
def test_a_form_that_cannot_be_read_is_refused_in_words(desk: Desk, change: dict[str, str], words: str) -> None:
    usual = {"sentence": "what is narcan", "channel": "sms", "language": "", "asked": ""}
    answer = desk.post(PATH, **{**usual, **change})

    assert answer.status_code == 422
    assert words in answer.text


def test_the_sentence_is_in_no_address_and_needs_the_forms_token(desk: Desk) -> None:
    page = desk.get(f"{PATH}?sentence=zebedee").text

    assert 'method="post"' in page
    assert "zebedee" not in page
    assert desk.client.post(f"/console/{PATH}", data={"sentence": "hi", "channel": "sms"}).status_code == 400
