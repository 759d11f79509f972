"""Beside an overdose, on both databases: step by step to its end, and the second dose told of our own accord."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.answer import ask
from bot.copy_store import CopyStore
from conversations.episodes import DangerEpisode
from conversations.inbound import Inbound
from conversations.models import Contact, InboundMessage, StaffAlert
from conversations.own_accord import SECOND_DOSE_IN
from conversations.receipts import Receipt, record_receipt
from conversations.scripted_engine import ScriptedEngine
from conversations.sending import SendError, send_due
from conversations.sweep import answer_forgotten
from conversations.turn import Road
from storage.database import Database
from tests.fixtures.after_danger import OVERDOSE, QUIET, VIOLENCE, ids, pushed, rows, told
from tests.fixtures.pocket import Pocket
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text

TIMER = MONDAY_10_AM + timedelta(minutes=2) + SECOND_DOSE_IN
STEPS = [
    "danger_overdose",
    "bystander_call",
    "bystander_naloxone",
    "bystander_breaths",
    "bystander_keep_on",
    "bystander_second_dose",
    "danger_overdose_awake",
    "after_overdose_law",
]
STORIES = {
    "en": [OVERDOSE, "what do i do", "ok i have narcan", "gave him narcan", "still not breathing", "nothing changed",
           "he woke up", "ok"],
    "es": ["mi hermano no respira, está azul", "qué hago", "tengo narcan", "ya le di narcan", "todavía no respira",
           "sigue igual", "ya despertó", "ok"],
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_bystander_is_led_step_by_step_to_the_end(
    text: Text, database: Database, engine: ScriptedEngine, language: str
) -> None:
    assert told(text, *STORIES[language]) == STEPS
    last = text("3", now=MONDAY_10_AM + timedelta(minutes=9))

    assert {ref[2] for ref in last.copy_refs} == {language}
    assert ids(last) == ["check_in_declined"]
    assert engine.turns == []
    episode = rows(database, DangerEpisode)[0]
    assert (episode.ending, episode.gave_at) == ("over", MONDAY_10_AM + timedelta(minutes=3))
    alerts = [alert.kind for alert in rows(database, StaffAlert)]
    assert set(alerts) == {"overdose_now"}
    assert len(alerts) == sum(row.danger_level != "none" for row in rows(database, InboundMessage))


def test_the_law_is_followed_by_one_question_and_a_visit_is_asked_of_the_engine(
    text: Text, engine: ScriptedEngine
) -> None:
    engine.script["/visit_request"] = [ask("for_whom")]
    text(OVERDOSE)
    law = text("ambulance is here")

    assert ids(law) == ["after_overdose_law", "ask_after_overdose"]
    assert ids(text("1")) == ["ask_for_whom"]


def test_a_death_is_met_without_an_offer_and_ends_the_episode(text: Text, database: Database) -> None:
    assert told(text, OVERDOSE, "he died") == ["danger_overdose", "after_overdose_died"]
    assert rows(database, DangerEpisode)[0].ending == "died"


def test_the_second_dose_is_told_once_by_ourselves_even_at_night_and_then_not_repeated(
    text: Text, road: Road, database: Database, pocket: Pocket
) -> None:
    night = datetime(2026, 11, 24, 7, tzinfo=UTC)  # 2 am in Boston
    told(text, OVERDOSE, "i have narcan", "gave him narcan", start=night)
    given = night + timedelta(minutes=2)

    assert send_due(database, pocket, road.desk.copy, quiet=QUIET, now=given + timedelta(seconds=149)) == 0
    assert send_due(database, pocket, road.desk.copy, quiet=QUIET, now=given + SECOND_DOSE_IN) == 1
    assert send_due(database, pocket, road.desk.copy, quiet=QUIET, now=given + timedelta(minutes=9)) == 0
    assert pocket.sent == [(NUMBER, road.desk.copy.text("bystander_second_dose", "en").text)]
    assert ids(text("still not breathing", now=given + timedelta(minutes=3))) == ["bystander_keep_on"]


@pytest.mark.parametrize("words", ["he woke up", "the medics are here", "false alarm", "he died"])
def test_the_second_dose_is_taken_back_when_it_is_not_needed(
    text: Text, database: Database, pocket: Pocket, copy: CopyStore, words: str
) -> None:
    told(text, OVERDOSE, "i have narcan", "gave him narcan", words)

    assert send_due(database, pocket, copy, quiet=QUIET, now=TIMER) == 0
    assert pushed(database) == [("bystander_second_dose", "cancelled")]


def test_a_second_dose_that_the_worker_finds_too_late_is_not_sent(
    text: Text, database: Database, pocket: Pocket, copy: CopyStore
) -> None:
    told(text, OVERDOSE, "i have narcan", "gave him narcan")

    assert send_due(database, pocket, copy, quiet=QUIET, now=TIMER + timedelta(hours=1)) == 0
    assert pushed(database) == [("bystander_second_dose", "cancelled")]


def test_after_a_stop_the_second_dose_still_goes_out(
    text: Text, database: Database, pocket: Pocket, copy: CopyStore
) -> None:
    told(text, OVERDOSE, "i have narcan", "gave him narcan", "STOP")

    assert send_due(database, pocket, copy, quiet=QUIET, now=TIMER) == 1


@pytest.mark.parametrize("code", ["21610", "30006"])
def test_danger_words_the_carrier_blocks_are_an_alert(
    text: Text, database: Database, pocket: Pocket, copy: CopyStore, code: str
) -> None:
    told(text, OVERDOSE, "i have narcan", "gave him narcan")
    pocket.refuse = SendError(code, retry=False)
    send_due(database, pocket, copy, quiet=QUIET, now=TIMER)

    assert ("blocked_danger" in {alert.kind for alert in rows(database, StaffAlert)}) is (code == "21610")


def test_a_receipt_that_tells_of_a_blocked_danger_reply_is_one_alert(text: Text, database: Database) -> None:
    reply = text(OVERDOSE)
    for _ in range(2):
        with database.write() as session:
            receipt = Receipt("SMx", "undelivered", "21610", reply.id)
            record_receipt(session, receipt, now=MONDAY_10_AM)

    kinds = [alert.kind for alert in rows(database, StaffAlert)]
    assert kinds.count("blocked_danger") == 1


def test_a_stop_beside_an_overdose_is_a_stop(text: Text, database: Database) -> None:
    assert told(text, OVERDOSE, "stop", "ok") == ["danger_overdose", "stop_done", "bystander_call"]
    assert rows(database, Contact)[0].opted_out_at is not None


def test_the_same_message_again_in_the_middle_of_the_steps_gets_the_same_answer_once(
    text: Text, database: Database
) -> None:
    text(OVERDOSE)
    text("ok")
    first = text("ok i have narcan", sid="SMsame")

    assert text("ok i have narcan", sid="SMsame") == first
    assert ids(text("gave him narcan", sid="SMgave")) == ids(text("gave him narcan", sid="SMgave"))
    assert [row.step for row in rows(database, DangerEpisode)] == ["bystander_breaths"]
    assert len(pushed(database)) == 1


def test_a_step_that_nothing_answered_is_answered_by_the_worker_once(
    text: Text, road: Road, database: Database, pocket: Pocket
) -> None:
    text(OVERDOSE)
    road.log.remember(Inbound("sms", "SMlost", NUMBER, "ok"), now=MONDAY_10_AM)

    assert answer_forgotten(road, now=MONDAY_10_AM + timedelta(seconds=30)) == 1
    assert answer_forgotten(road, now=MONDAY_10_AM + timedelta(seconds=60)) == 0
    assert pushed(database) == [("bystander_call", "pending")]


def test_danger_that_came_while_a_step_was_being_answered_is_not_written_over(
    road: Road, text: Text, database: Database
) -> None:
    from bot.safety import screen
    from conversations.commit import record
    from conversations.following import outcome_after, read_after

    text(OVERDOSE)
    inbound = Inbound("sms", "SMslow", NUMBER, "ok")
    turn = road.log.begin(road.log.remember(inbound, now=MONDAY_10_AM), now=MONDAY_10_AM)
    text(VIOLENCE, now=MONDAY_10_AM + timedelta(seconds=1))
    after = read_after(inbound, turn.seen, now=MONDAY_10_AM)  # type: ignore[union-attr]
    outcome = outcome_after(after, screen("ok"), turn.seen)  # type: ignore[union-attr, arg-type]
    record(inbound, turn, outcome, desk=road.desk, now=MONDAY_10_AM + timedelta(seconds=2))  # type: ignore[arg-type]

    assert [(row.asked, row.said) for row in rows(database, DangerEpisode)] == [("violence_text", "danger_violence")]
