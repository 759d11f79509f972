"""What is said while the database is away is what is stored when it is back: words, language and bytes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from conversations.hurry import Hurry
from conversations.inbound import Inbound
from conversations.memory import Answers, RecentTexts
from conversations.models import Contact, InboundMessage, OutgoingMessage, StaffAlert
from conversations.reply import Reply
from conversations.spool import Spool, Spooled
from conversations.sweep import replay_spool
from conversations.turn import Road, take_turn
from storage import keys
from storage.database import Database
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text

LATER = MONDAY_10_AM + timedelta(minutes=5)
OVERDOSE = "my brother is blue and wont wake up"
OVERDOSE_ES = "mi hermano no respira esta azul"
OVERDOSE_HT = "frè m pa respire li ble epi li pa reveye"


Gone = Callable[[], AbstractContextManager[None]]
Row = TypeVar("Row")


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Gone:
    """Take the database away for the time of a `with`."""

    def down(*_: object, **__: object) -> object:
        raise OperationalError("SELECT 1", {}, Exception("down"))

    @contextmanager
    def gone() -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(Database, "read", down)
            patch.setattr(Database, "write", down)
            yield

    return gone


def rows(database: Database, table: type[Row]) -> list[Row]:
    with database.read() as session:
        return list(session.scalars(select(table)))


def said_ids(reply: Reply) -> list[tuple[str, str]]:
    return [(copy_id, language) for copy_id, _, language in reply.copy_refs]


@pytest.mark.parametrize(("words", "language"), [(OVERDOSE, "en"), (OVERDOSE_ES, "es"), (OVERDOSE_HT, "ht")])
def test_what_was_said_without_the_database_is_stored_word_for_word_with_one_alert(
    text: Text, road: Road, database: Database, away: Gone, words: str, language: str
) -> None:
    with away():
        reply = text(words, sid="SM1")

    assert said_ids(reply) == [("danger_overdose", language)]
    assert (replay_spool(road, now=LATER), replay_spool(road, now=LATER)) == (1, 0)
    [stored] = rows(database, OutgoingMessage)
    assert (stored.id, tuple(stored.blocks)) == (reply.id, reply.blocks)
    assert [alert.kind for alert in rows(database, StaffAlert)] == ["overdose_now"]
    assert [contact.language for contact in rows(database, Contact)] == [language]


def test_the_same_message_gets_the_same_reply_before_and_after_and_is_kept_once(
    text: Text, road: Road, away: Gone, tmp_path: Path
) -> None:
    with away():
        first, again = text(OVERDOSE, sid="SM1"), text(OVERDOSE, sid="SM1")
        kept = len(list((tmp_path / "spool").iterdir()))
    before_replay = text(OVERDOSE, sid="SM1")
    replay_spool(road, now=LATER)
    other_process = replace(road, answers=Answers(), memory=RecentTexts())
    stored = take_turn(Inbound("sms", "SM1", NUMBER, OVERDOSE), road=other_process, now=LATER)

    assert kept == 1
    assert [again, before_replay] == [first, first]
    assert (stored.id, stored.text) == (first.id, first.text)


def test_a_short_text_keeps_to_the_language_of_the_danger_text_before_it(text: Text, away: Gone) -> None:
    with away():
        text(OVERDOSE_ES)
        after = text("ok")

    assert said_ids(after) == [("engine_down", "es")]


def test_the_language_that_was_said_stands_although_we_knew_the_person_in_another(
    text: Text, road: Road, database: Database, away: Gone
) -> None:
    text("donde consigo naloxona cerca")
    elsewhere = replace(road, memory=RecentTexts())  # a web process that has just started
    with away():
        reply = take_turn(Inbound("sms", "SM2", NUMBER, "overdose"), road=elsewhere, now=MONDAY_10_AM)

    replay_spool(road, now=LATER)

    assert said_ids(reply)[0][1] == "en"
    assert reply.text in [Reply(tuple(row.blocks)).text for row in rows(database, OutgoingMessage)]


def test_danger_sent_again_and_again_gets_the_full_card_each_time(text: Text, road: Road, away: Gone) -> None:
    with away():
        cards = [said_ids(text(OVERDOSE)) for _ in range(3)]

    assert cards == [[("danger_overdose", "en")]] * 3
    assert replay_spool(road, now=LATER) == 3


def test_a_database_that_hangs_does_not_hold_danger_up_and_stores_it_once_when_it_goes_on(
    road: Road, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, done = threading.Event(), threading.Event()
    receive = road.log.receive

    def hang(*args: object, **kwargs: object) -> object:
        goes_on.wait(10)
        try:
            return receive(*args, **kwargs)  # type: ignore[arg-type]
        finally:
            done.set()

    monkeypatch.setattr(road.log, "receive", hang)
    started = time.monotonic()
    reply = take_turn(Inbound("sms", "SM1", NUMBER, OVERDOSE), road=replace(road, hurry=Hurry(0.2)), now=MONDAY_10_AM)
    took_s = time.monotonic() - started
    monkeypatch.undo()
    goes_on.set()

    assert said_ids(reply) == [("danger_overdose", "en")]
    assert took_s < 1
    assert done.wait(5)
    wait_until_answered(database)
    replay_spool(road, now=LATER)
    assert len(rows(database, InboundMessage)) == len(rows(database, OutgoingMessage)) == 1
    assert len(rows(database, StaffAlert)) == 1


def wait_until_answered(database: Database) -> None:
    give_up = time.monotonic() + 5
    while not rows(database, OutgoingMessage):
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_a_file_that_an_older_version_spooled_is_still_replayed(road: Road, database: Database, tmp_path: Path) -> None:
    inbound = Inbound("sms", "SMold", NUMBER, OVERDOSE)
    record = {"inbound": asdict(inbound), "said": "danger_overdose", "at": MONDAY_10_AM.isoformat()}
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "1.spooled").write_bytes(keys.current().encrypt(json.dumps(record).encode()))

    assert next(iter(Spool(tmp_path / "spool").waiting()))[1] == Spooled(inbound, "danger_overdose", MONDAY_10_AM)
    assert replay_spool(road, now=LATER) == 1
    assert [alert.kind for alert in rows(database, StaffAlert)] == ["overdose_now"]
