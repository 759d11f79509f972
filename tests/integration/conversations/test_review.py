"""What an attacker or a bad night would try: nonsense from the engine, lost keys, a full disk, a kill in the middle."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from bot.answer import ask, effect, say
from bot.safety import screen
from conversations import sweep
from conversations.commit import record
from conversations.inbound import Inbound
from conversations.invariants import breaches
from conversations.models import Consent, Contact, InboundMessage, OutgoingMessage, RequestDraft, StaffAlert
from conversations.outcome import spoken_outcome
from conversations.reply import Reply
from conversations.scripted_engine import ScriptedEngine
from conversations.spool import Spool, Spooled
from conversations.sweep import answer_forgotten, replay_spool
from conversations.turn import TEXTS_A_MINUTE, Road, take_turn
from port_queue.models import Referral
from storage import keys
from storage.database import Database
from tests.fixtures.road import DONE, MONDAY_10_AM, NUMBER, Text, form

Row = TypeVar("Row")

OVERDOSE = "my brother is blue and wont wake up"
REQUEST = ["please visit my son", "2", "12 Zeigler St, side door", "617 555 0199", "Cuervo"]
LATER = MONDAY_10_AM + timedelta(seconds=30)


def copy_ids(reply: Reply) -> list[str]:
    return [ref[0] for ref in reply.copy_refs]


def only(database: Database, table: type[Row]) -> list[Row]:
    with database.read() as session:
        return list(session.scalars(select(table)))


class Broken:
    """A database that raises `error` whenever it is opened."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def read(self) -> AbstractContextManager[object]:
        raise self.error

    write = read


def without(road: Road, error: Exception) -> Road:
    """The same road with its database away."""
    log = type(road.log)(Broken(error), road.log.patience)  # type: ignore[arg-type]
    return replace(road, log=log, desk=replace(road.desk, database=Broken(error)))  # type: ignore[arg-type]


AWAY = OperationalError("connect", {}, Exception("away"))


def inbound(words: str, sid: str, **more: object) -> Inbound:
    return Inbound("sms", sid, NUMBER, words, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("error", [AWAY, PoolTimeoutError("no connection in time"), ValueError("a lost key")])
def test_danger_is_answered_whatever_the_database_raises(road: Road, error: Exception) -> None:
    reply = take_turn(inbound(OVERDOSE, "SM1"), road=without(road, error), now=MONDAY_10_AM)

    assert copy_ids(reply) == ["danger_overdose"]
    assert replay_spool(road, now=LATER) == 1


def test_danger_is_answered_with_the_database_away_and_the_disk_full(road: Road, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    full = replace(without(road, AWAY), spool=Spool(tmp_path / "a file" / "spool"))

    assert copy_ids(take_turn(inbound(OVERDOSE, "SM1"), road=full, now=MONDAY_10_AM)) == ["danger_overdose"]


def test_danger_beyond_what_we_keep_of_a_text_is_still_heard(text: Text, database: Database) -> None:
    assert copy_ids(text("la " * 600 + OVERDOSE)) == ["danger_overdose"]
    assert len(only(database, InboundMessage)[0].body) == 1600


def test_a_stop_that_came_while_the_database_was_away_is_an_opt_out_once_it_is_back(
    road: Road, database: Database
) -> None:
    reply = take_turn(inbound("STOP", "SM1"), road=without(road, AWAY), now=MONDAY_10_AM)
    silent = take_turn(inbound("STOP", "SM2", opt_out_type="STOP"), road=without(road, AWAY), now=MONDAY_10_AM)

    assert (copy_ids(reply), silent.blocks) == (["stop_done"], ())
    assert replay_spool(road, now=LATER) == 2
    with database.read() as session:
        assert session.scalars(select(Contact)).one().opted_out_at == LATER


def test_a_start_that_came_while_the_database_was_away_lifts_the_opt_out(road: Road, text: Text) -> None:
    text("STOP")
    take_turn(inbound("START", "SMstart"), road=without(road, AWAY), now=MONDAY_10_AM)

    replay_spool(road, now=LATER)

    assert "naloxone_what_is" in copy_ids(text("what is narcan"))


@pytest.mark.parametrize(
    "answer",
    [
        [effect("launch_rocket")],
        [ask("favourite_colour")],
        [ask("did_you_mean", ["no_such_topic"])],
        [{"kind": "say", "copy_id": {"a": "dict"}}],
        [say("request_received")],
        [{"kind": "listings", "cards": [], "need": "no_such_need"}, effect("launch_rocket")],
    ],
)
def test_nonsense_of_the_engine_becomes_the_fixed_words_and_is_not_tried_for_ever(
    road: Road, text: Text, engine: ScriptedEngine, answer: list[dict[str, object]]
) -> None:
    engine.script["what is narcan"] = answer

    assert copy_ids(text("what is narcan")) == ["engine_down"]
    assert answer_forgotten(road, now=LATER) == 0


def test_one_text_that_cannot_be_read_silences_no_other(road: Road, database: Database, keyring: keys.Keyring) -> None:
    keys.install(keys.Keyring([keys.new_key()], keys.new_key()))  # a key that is lost before the next line
    lost = road.log.remember(inbound("what is narcan", "SMlost"), now=MONDAY_10_AM)
    keys.install(keyring)
    road.log.remember(replace(inbound("what is narcan", "SMkept"), address="+16175550177"), now=LATER)

    assert answer_forgotten(road, now=LATER + timedelta(minutes=1)) == 1

    with database.write() as session:  # the lost one stays unanswered, which the invariants would rightly report
        session.execute(delete(InboundMessage).where(InboundMessage.id == lost))


def test_one_spooled_text_that_cannot_be_stored_holds_up_no_other(
    road: Road, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sid in ("SMbad", "SMgood"):
        take_turn(inbound("what is narcan", sid), road=without(road, AWAY), now=MONDAY_10_AM)
    replay = sweep._replay

    def choosy(road: Road, spooled: Spooled, *, now: datetime) -> None:
        if spooled.inbound.provider_message_id == "SMbad":
            raise OperationalError("insert", {}, Exception("refused"))
        replay(road, spooled, now=now)

    monkeypatch.setattr(sweep, "_replay", choosy)

    assert replay_spool(road, now=LATER) == 1
    assert [row.provider_message_id for row in only(database, InboundMessage)] == ["SMgood"]


def test_a_worker_killed_once_its_answer_is_stored_has_handed_it_to_the_outbox(
    road: Road, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.log.remember(inbound("what is narcan", "SM1"), now=MONDAY_10_AM)
    write = Database.write

    def dies_after_answering(self: Database) -> AbstractContextManager[Session]:
        if only(database, OutgoingMessage):
            raise SystemExit
        return write(self)

    monkeypatch.setattr(Database, "write", dies_after_answering)
    with suppress(SystemExit):
        answer_forgotten(road, now=LATER)

    assert [(row.road, row.state) for row in only(database, OutgoingMessage)] == [("push", "pending")]


def test_an_answer_over_an_hour_late_waits_for_staff(road: Road, database: Database) -> None:
    road.log.remember(inbound("what is narcan", "SM1"), now=MONDAY_10_AM)

    answer_forgotten(road, now=MONDAY_10_AM + timedelta(hours=2))

    assert [row.state for row in only(database, OutgoingMessage)] == ["held"]
    assert [alert.kind for alert in only(database, StaffAlert)] == ["late_answer"]


def test_a_lease_is_given_back_also_where_somebody_else_answered_first(road: Road, database: Database) -> None:
    inbound_id = road.log.remember(inbound("what is narcan", "SM1"), now=MONDAY_10_AM)
    held, looked = road.log.begin(inbound_id, now=MONDAY_10_AM), road.log.look(inbound_id, now=MONDAY_10_AM)
    verdict = screen("what is narcan")
    for turn in (looked, held):
        outcome = spoken_outcome((), verdict, turn.seen.dialogue)  # type: ignore[union-attr]
        record(inbound("what is narcan", "SM1"), turn, outcome, desk=road.desk, now=MONDAY_10_AM)  # type: ignore[arg-type]

    with database.read() as session:
        assert session.scalars(select(Contact)).one().lease_token is None


def test_after_danger_no_number_of_ones_sends_a_request(text: Text, database: Database) -> None:
    for minute, words in enumerate([*REQUEST, OVERDOSE, "HELP", "1"]):
        text(words, now=MONDAY_10_AM + timedelta(minutes=minute))

    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Referral)) == 0


@pytest.mark.parametrize("place", ["12 Zeigler St, side door", "Ave Louis Pasteur, Longwood", "Calle Peña"])
def test_a_street_does_not_change_the_language(text: Text, database: Database, place: str) -> None:
    for words in [*REQUEST[:2], place]:
        text(words)

    assert [contact.language for contact in only(database, Contact)] == ["en"]


def test_a_resumed_request_carries_no_private_word_to_the_engine(
    text: Text, engine: ScriptedEngine, database: Database
) -> None:
    leaky = {"for_whom": "someone", "meeting_place": "12 Zeigler St", "phone": "given", "best_time": "after 5"}
    engine.script["/inform meeting_place=given"] = [ask("first_name"), form(**leaky)]
    for words in REQUEST[:3]:
        text(words)

    text("what is narcan", now=MONDAY_10_AM + timedelta(days=2))
    text("1", now=MONDAY_10_AM + timedelta(days=2))

    resumed = engine.turns[-1].choice
    assert resumed is not None
    known = {"request_kind": "visit", "for_whom": "someone", "best_time": "after 5"}
    assert resumed.slots == {**known, "meeting_place": "given"}  # no phone: none was ever kept


def test_a_consent_names_the_version_and_language_of_the_words_that_were_read(text: Text, database: Database) -> None:
    text("STOP", language="zh")

    consent = only(database, Consent)[0]
    assert (consent.copy_id, consent.copy_language) == ("stop_done", "zh-Hans")


def test_the_checker_sees_one_name_left_in_an_ended_draft(text: Text, database: Database) -> None:
    text(REQUEST[0])
    text("cancel")
    with database.write() as session:
        session.scalars(select(RequestDraft)).one().private = {"first_name": "Ana"}
    with database.read() as session:
        found = [breach.rule for breach in breaches(session, now=datetime(2030, 1, 1, tzinfo=UTC))]
    with database.write() as session:
        session.scalars(select(RequestDraft)).one().private = {}

    assert found == ["an ended draft keeps no private words"]


def test_a_question_of_an_older_version_left_open_is_let_go(text: Text, database: Database) -> None:
    text(REQUEST[0])
    with database.write() as session:
        contact = session.scalars(select(Contact)).one()
        contact.state = {**(contact.state or {}), "asked": {"kind": "ask", "question": "asked_no_more"}}

    assert "naloxone_what_is" in copy_ids(text("what is narcan"))


def test_a_flood_is_told_once_and_then_only_danger_and_stop_count(
    text: Text, engine: ScriptedEngine, database: Database
) -> None:
    for _ in range(TEXTS_A_MINUTE):
        text("what is narcan")

    replies = [text(words) for words in ("what is narcan", "what is narcan", OVERDOSE, "STOP")]

    assert [copy_ids(reply) for reply in replies] == [["slow_down"], [], ["danger_overdose"], []]
    assert len(engine.turns) == TEXTS_A_MINUTE
    assert only(database, Contact)[0].opted_out_at == MONDAY_10_AM
    after = MONDAY_10_AM + timedelta(minutes=2)
    assert copy_ids(text("START", now=after)) == ["start_done"]


@pytest.mark.parametrize("words", ["what is narcan", "2"])
def test_an_engine_cannot_send_a_request_that_no_digit_confirmed(
    text: Text, engine: ScriptedEngine, database: Database, words: str
) -> None:
    engine.script["what is narcan"] = engine.script["/inform for_whom=someone"] = [effect("request_visit"), DONE]
    text(REQUEST[0])

    assert copy_ids(text(words)) == ["engine_down"]
    assert only(database, Referral) == []
