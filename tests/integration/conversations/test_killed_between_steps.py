"""A turn killed with SIGKILL before each statement and commit it makes, in turn: nothing is lost, nothing doubled."""

from __future__ import annotations

import os
import signal
import traceback
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import event, func, select

from conversations.episodes import DangerEpisode
from conversations.inbound import Inbound
from conversations.invariants import breaches
from conversations.log import ConversationLog
from conversations.models import InboundMessage, OutgoingMessage
from conversations.turn import Road, take_turn
from port_queue.models import Referral
from storage.database import Database
from tests.fixtures.road import MONDAY_10_AM, Text

#: Python 3.12 and later warn of a fork beside threads; the child touches nothing of theirs.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
BEFORE_SEND = ["please visit my son", "2", "12 Zeigler St, side door", "617 555 0199", "Cuervo"]
LEASE_OVER = MONDAY_10_AM + timedelta(seconds=11)
MOST_STEPS = 200


def killed_at(step: int, road: Road, inbound: Inbound) -> bool:
    """Take the turn in a process of its own that dies at its `step`-th step; False when it ended before that."""
    child = os.fork()
    if child == 0:
        _turn_that_dies(step, road, inbound)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _turn_that_dies(step: int, road: Road, inbound: Inbound) -> None:
    """Take the turn over connections of its own; what the parent's engine has compiled need not be compiled again."""
    steps = count(1)

    def die_at_step(*_: object) -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        engine = road.desk.database.engine
        engine.dispose(close=False)  # the parent's connections are not ours
        event.listen(engine, "before_cursor_execute", die_at_step)
        event.listen(engine, "commit", die_at_step)
        database = Database(engine)
        own = replace(road, log=ConversationLog(database), desk=replace(road.desk, database=database))
        take_turn(inbound, road=own, now=MONDAY_10_AM)
        die_at_step()  # the answer is stored, and never leaves
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a forked test must never go on as a second pytest
        traceback.print_exc()
        os._exit(1)


def number_of(database: Database, table: type[object]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize(
    ("words", "copy_id"),
    [
        ("what is narcan", "naloxone_what_is"),
        ("my brother is blue and wont wake up", "danger_overdose"),
        ("STOP", "stop_done"),
    ],
)
def test_a_text_is_answered_once_wherever_its_turn_was_killed(
    road: Road, database: Database, words: str, copy_id: str
) -> None:
    for step in range(1, MOST_STEPS):
        inbound = Inbound("sms", f"SMkilled{step}", f"+1617555{step:04}", words)
        died = killed_at(step, road, inbound)

        retried = take_turn(inbound, road=road, now=LEASE_OVER)

        assert retried.copy_refs[0][0] == copy_id
        assert take_turn(inbound, road=road, now=LEASE_OVER) == retried
        assert number_of(database, InboundMessage) == number_of(database, OutgoingMessage) == step
        if not died:
            assert step > 10  # it did die at every step before
            return
    pytest.fail("the turn never came to its end")


def test_a_step_beside_an_overdose_is_said_once_and_starts_one_clock_wherever_its_turn_was_killed(
    road: Road, text: Text, database: Database
) -> None:
    for step in range(1, MOST_STEPS):
        number = f"+1617557{step:04}"
        for words in ("my brother is blue and wont wake up", "i have narcan"):
            text(words, number=number)
        inbound = Inbound("sms", f"SMgiven{step}", number, "ok")
        died = killed_at(step, road, inbound)

        retried = take_turn(inbound, road=road, now=LEASE_OVER)

        assert [ref[0] for ref in retried.copy_refs] == ["bystander_breaths"]
        assert take_turn(inbound, road=road, now=LEASE_OVER) == retried
        assert number_of(database, DangerEpisode) == step
        assert number_of(database, OutgoingMessage) == 4 * step  # three replies, and the second dose to come
        if not died:
            break
    with database.read() as session:
        assert breaches(session, now=LEASE_OVER) == []
    assert step > 20


def test_a_confirmed_request_is_one_referral_wherever_its_turn_was_killed(
    road: Road, text: Text, database: Database
) -> None:
    for step in range(1, MOST_STEPS):
        number = f"+1617556{step:04}"
        for words in BEFORE_SEND:
            text(words, number=number)
        inbound = Inbound("sms", f"SMsend{step}", number, "1")
        died = killed_at(step, road, inbound)

        retried = take_turn(inbound, road=road, now=LEASE_OVER)

        assert "request_received" in {ref[0] for ref in retried.copy_refs}
        assert number_of(database, Referral) == step
        if not died:
            break
    with database.read() as session:
        assert breaches(session, now=LEASE_OVER) == []
    assert step > 20
