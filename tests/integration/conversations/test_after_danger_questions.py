"""The questions after danger, on both databases: what each answer brings, and the check-in a day later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.answer import Say, ask, say
from bot.copy_store import CopyStore
from conversations.models import Consent, Contact, StaffAlert
from conversations.outbox import tell
from conversations.own_accord import CHECK_IN_IN
from conversations.scripted_engine import ScriptedEngine
from conversations.sending import send_due
from conversations.turn import Road
from storage.database import Database
from tests.fixtures.after_danger import CONCERN, QUIET, SUICIDE, VIOLENCE, ids, pushed, rows, told
from tests.fixtures.pocket import Pocket
from tests.fixtures.road import MONDAY_10_AM, Text

A_DAY_LATER = MONDAY_10_AM + CHECK_IN_IN + timedelta(minutes=1)


def test_a_concern_that_is_none_after_all_gets_its_own_question_answered(
    text: Text, engine: ScriptedEngine, database: Database
) -> None:
    engine.script[CONCERN] = [say("naloxone_free_boston")]

    assert ids(text(CONCERN)) == ["danger_suicide_concern", "ask_suicide_thinking"]
    assert ids(text("2")) == ["suicide_thinking_no", "naloxone_free_boston"]
    assert [alert.level for alert in rows(database, StaffAlert)] == ["concern"]


@pytest.mark.parametrize("answer", [[say("fallback")], [ask("did_you_mean", ["naloxone_free_boston", "relapse"])]])
def test_where_the_engine_only_guesses_the_words_stand_alone(
    text: Text, engine: ScriptedEngine, answer: list[dict[str, object]]
) -> None:
    engine.script[CONCERN] = answer
    text(CONCERN)

    assert ids(text("no")) == ["suicide_thinking_no"]


def test_with_the_engine_down_the_words_stand_alone(text: Text, engine: ScriptedEngine) -> None:
    engine.is_down = True
    text(CONCERN)

    assert ids(text("2")) == ["suicide_thinking_no"]


def test_a_concern_that_comes_true_is_an_emergency_with_its_card_and_alert(text: Text, database: Database) -> None:
    text(CONCERN)

    assert ids(text("1")) == ["danger_suicide", "ask_suicide_safe"]
    assert sorted(alert.level for alert in rows(database, StaffAlert)) == ["concern", "emergency"]
    assert ids(text("2")) == ["danger_suicide_again"]
    assert [alert.level for alert in rows(database, StaffAlert)].count("emergency") == 2


def test_a_danger_question_closes_after_one_other_text(text: Text) -> None:
    assert told(text, SUICIDE, "what is narcan", "1") == ["danger_suicide", "naloxone_what_is", "digit_nothing"]


def test_where_texting_is_not_safe_nothing_goes_out_of_our_own_accord(
    text: Text, road: Road, database: Database, pocket: Pocket
) -> None:
    text("what is narcan")
    contact_id = rows(database, Contact)[0].id

    def news(key: str) -> None:
        with database.write() as session:
            tell(session, contact_id, (Say("team_accepted"),), key=key, copy=road.desk.copy, now=MONDAY_10_AM)

    news("before")
    assert ids(text(VIOLENCE)) == ["danger_violence", "ask_violence_text"]
    assert ids(text("2")) == ["violence_safe_no"]
    news("after")
    send_due(database, pocket, road.desk.copy, quiet=QUIET, now=MONDAY_10_AM)

    assert pocket.sent == []
    assert pushed(database) == [("team_accepted", "held")] * 2
    text("START")
    assert rows(database, Contact)[0].not_safe_at is None


def test_where_texting_is_safe_the_help_is_named(text: Text, copy: CopyStore) -> None:
    text(VIOLENCE)

    assert copy.contacts["safelink"].value in text("yes").text


def test_a_check_in_is_agreed_to_neutral_and_answered_a_day_later(
    text: Text, database: Database, pocket: Pocket, copy: CopyStore, engine: ScriptedEngine
) -> None:
    engine.script["/talk_to_human"] = [say("talk_to_human")]

    assert told(text, SUICIDE, "1", "2") == ["danger_suicide", "suicide_safe_yes", "check_in_done"]
    consent = rows(database, Consent)[0]
    assert (consent.purpose, consent.given, consent.copy_id) == ("check_in", True, "ask_after_danger")
    assert send_due(database, pocket, copy, quiet=QUIET, now=A_DAY_LATER - timedelta(minutes=2)) == 0
    assert send_due(database, pocket, copy, quiet=QUIET, now=A_DAY_LATER + timedelta(minutes=2)) == 1
    assert not any(word in pocket.sent[0][1].lower() for word in ("988", "suicide", "safe", "narcan"))
    assert ids(text("2", now=A_DAY_LATER + timedelta(hours=1)))[0] == "talk_to_human"


def test_a_check_in_may_be_answered_that_all_is_well(
    text: Text, database: Database, pocket: Pocket, copy: CopyStore
) -> None:
    told(text, SUICIDE, "1", "2")
    send_due(database, pocket, copy, quiet=QUIET, now=A_DAY_LATER + timedelta(minutes=2))

    assert told(text, "1", start=A_DAY_LATER + timedelta(hours=1)) == ["check_in_ok"]


@pytest.mark.parametrize("words", ["3", "no thanks", "maybe later"])
def test_without_the_digit_there_is_no_check_in(text: Text, database: Database, words: str) -> None:
    told(text, SUICIDE, "1", words)

    assert rows(database, Consent) == []
    assert pushed(database) == []


def test_a_check_in_keeps_the_quiet_hours(text: Text, database: Database, pocket: Pocket, copy: CopyStore) -> None:
    night = datetime(2026, 11, 24, 7, tzinfo=UTC)  # Tuesday 2 am in Boston
    told(text, SUICIDE, "1", "2", start=night)

    assert send_due(database, pocket, copy, quiet=QUIET, now=night + timedelta(hours=24, minutes=5)) == 0
    assert send_due(database, pocket, copy, quiet=QUIET, now=night + timedelta(hours=31)) == 1


def test_stop_takes_the_check_in_back(text: Text, database: Database, pocket: Pocket, copy: CopyStore) -> None:
    told(text, SUICIDE, "1", "2", "STOP")
    send_due(database, pocket, copy, quiet=QUIET, now=A_DAY_LATER + timedelta(hours=1))

    assert (pocket.sent, pushed(database)) == ([], [("check_in_24h", "cancelled")])


def test_what_waits_to_be_sent_is_not_what_repeat_says_again(text: Text, copy: CopyStore) -> None:
    told(text, SUICIDE, "1", "2")

    assert text("REPEAT").text.startswith(copy.text("check_in_done", "en").text)
