"""What is kept of a text that was not understood, of which texts nothing is kept, and when it goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.answer import say
from conversations.candidates import mark
from conversations.outbox import QuietHours
from conversations.scripted_engine import ScriptedEngine
from conversations.turn import Road
from conversations.unclear_texts import KEPT, NO_SENSE, NOT_OURS
from portline.worker import jobs
from staff import add_user
from storage.database import Database
from storage.roles import Role
from tests.fixtures.console import PASSWORD
from tests.fixtures.road import MONDAY_10_AM, Text
from tests.fixtures.unclear import (
    GUESSES,
    LOST,
    LOST_OTHERWISE,
    LOST_TEXT,
    UNCLEAR_SCRIPT,
    UNSURE_SHOWN,
    UNSURE_TEXT,
    candidates,
    unclear,
)

OTHER_NUMBER = "+16175550188"


@pytest.fixture(autouse=True)
def _script(engine: ScriptedEngine) -> None:
    engine.script |= UNCLEAR_SCRIPT


def marked(database: Database, topic: str = NO_SENSE) -> None:
    with database.write() as session:
        by = add_user(session, username="operator", password=PASSWORD, role=Role.OPERATOR, now=MONDAY_10_AM)
        mark(session, unclear(database)[0].id, topic=topic, by=by, now=MONDAY_10_AM)


def test_a_redacted_copy_is_kept_with_what_it_was_taken_for(text: Text, database: Database) -> None:
    text(UNSURE_TEXT)
    text(LOST_TEXT)
    unsure, lost = sorted(unclear(database), key=lambda row: row.intent, reverse=True)

    assert (unsure.text, unsure.intent, unsure.taken_for) == (UNSURE_SHOWN, "unsure", GUESSES)
    assert (lost.text, lost.intent, lost.taken_for) == (LOST_TEXT, "nlu_fallback", ["wound_care"])
    assert (lost.channel, lost.language, lost.received_at) == ("sms", "en", MONDAY_10_AM)


def test_what_the_engine_calls_not_ours_is_kept_where_the_person_heard_that_it_was_not_understood(
    text: Text, database: Database, engine: ScriptedEngine
) -> None:
    not_ours = {**LOST[1], "intent": NOT_OURS}
    engine.script |= {"is it the thing": [LOST[0], not_ours], "narcan at the van": [say("naloxone_what_is"), not_ours]}
    text("is it the thing")
    text("narcan at the van")

    assert [row.text for row in unclear(database)] == ["is it the thing"]


def test_the_same_words_in_other_spelling_have_one_index(text: Text, database: Database) -> None:
    text(LOST_TEXT)
    text(LOST_OTHERWISE, number=OTHER_NUMBER)
    first, second = unclear(database)

    assert first.contact_id != second.contact_id
    assert first.text_index == second.text_index


@pytest.mark.parametrize(
    "texts",
    [
        ["what is narcan"],  # understood
        ["7"],  # a digit
        ["status"],  # a word that steers
        ["my brother is blue and not breathing"],  # danger
        ["my brother is blue and not breathing", LOST_TEXT],  # beside a danger
        ["please visit my son", LOST_TEXT],  # in the middle of a request
        ["please visit my son", "2", "is it by the dunkin?"],  # perhaps the answer to a private question
        ["617 555 0199"],  # nothing but tags would be left
        ["tranq " * 80],  # a story
    ],
    ids=lambda texts: texts[-1][:30],
)
def test_of_other_texts_nothing_is_kept(
    text: Text, database: Database, engine: ScriptedEngine, texts: list[str]
) -> None:
    for words in texts:
        text(words)

    assert unclear(database) == []


def test_an_engine_that_is_away_leaves_nothing(text: Text, database: Database, engine: ScriptedEngine) -> None:
    engine.is_down = True
    text(LOST_TEXT)

    assert unclear(database) == []


def test_forget_removes_what_this_person_wrote_and_the_mark_on_it(text: Text, database: Database) -> None:
    text(UNSURE_TEXT)
    marked(database)
    text("forget")

    assert unclear(database) == []
    assert candidates(database) == []


def test_forget_leaves_what_somebody_else_wrote_too(text: Text, database: Database) -> None:
    text(LOST_TEXT)
    text(LOST_TEXT, number=OTHER_NUMBER)
    marked(database)
    text("forget")

    assert len(unclear(database)) == 1
    assert len(candidates(database)) == 1


@pytest.mark.parametrize(("age", "left"), [(KEPT - timedelta(hours=1), 1), (KEPT + timedelta(hours=1), 0)])
def test_the_worker_drops_texts_and_marks_after_thirty_days(
    text: Text, database: Database, road: Road, age: timedelta, left: int
) -> None:
    text(LOST_TEXT)
    marked(database)
    jobs(road, None, QuietHours())["drop_expired_unclear"](MONDAY_10_AM + age)

    assert (len(unclear(database)), len(candidates(database))) == (left, left)


def test_a_topic_the_engine_makes_up_stands_in_no_plain_column(
    text: Text, database: Database, engine: ScriptedEngine
) -> None:
    engine.script["hm so"] = [
        LOST[0],
        {**LOST[1], "ranking": [["zebedee", 0.5], ["grief", 0.1], ["out_of_scope", 0.1]]},
    ]
    text("hm so")

    assert unclear(database)[0].taken_for == ["grief"]
