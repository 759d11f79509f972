"""A notice on its way to staff: sent once, whoever else is at work, whatever the provider does."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from conversations.models import AlertNotice, OutgoingMessage
from conversations.notice_sending import CUT_OFF, cut_off_notices, send_notices
from conversations.notices import plan_notices
from conversations.outbox import QuietHours
from conversations.receipts import Receipt, record_receipt
from conversations.sending import SendError
from conversations.turn import Road
from portline.worker import duty_jobs, jobs, work_apart
from staff.alert_policy import DEFAULT_POLICY
from staff.duty import end_shift
from storage.database import Database
from tests.fixtures.duty import FIRST_NUMBER, SECOND_NUMBER, Pager, add_person, put_on_duty
from tests.fixtures.notices import DANGER, OTHER_NUMBER, Tick, alerts, minutes, notices, sign
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text


def test_two_workers_at_once_send_one_text(text: Text, tick: Tick, database: Database, maria: UUID, joe: UUID) -> None:
    text(DANGER)
    text(DANGER, number=OTHER_NUMBER)
    pagers, gate = [Pager(), Pager()], threading.Barrier(2)

    def work(pager: Pager) -> int:
        gate.wait()
        return tick(5, by=pager)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(work, pagers))

    assert sorted(number for pager in pagers for number in pager.numbers) == [FIRST_NUMBER, SECOND_NUMBER]
    assert len(notices(database)) == 4


@pytest.mark.parametrize("change", ["STOP ALERTS", "signed off", "shift over"])
def test_what_changed_between_plan_and_send_is_respected(
    text: Text, road: Road, pager: Pager, database: Database, maria: UUID, change: str
) -> None:
    text(DANGER)
    with database.write() as session:
        plan_notices(session, policy=DEFAULT_POLICY, now=MONDAY_10_AM)
        shift_id = session.scalars(select(AlertNotice.shift_id)).one()
    if change == "STOP ALERTS":
        text(change, number=FIRST_NUMBER)
    elif change == "signed off":
        sign(database, alerts(database)[0].id)
    else:
        with database.write() as session:
            assert end_shift(session, shift_id, now=MONDAY_10_AM)

    assert send_notices(database, pager, road.desk.copy, now=MONDAY_10_AM) == 0
    assert (pager.sent, [row.state for row in notices(database)]) == ([], ["dropped"])


def test_a_refusal_is_tried_again_with_back_off_and_in_the_end_given_up(
    text: Text, road: Road, pager: Pager, database: Database
) -> None:
    now, pager.refuse = datetime.now(UTC), SendError("20429", retry=True)  # a refusal is timed by the real clock
    put_on_duty(database, add_person(database, "maria"), starts_at=now)
    text(DANGER, now=now)
    with database.write() as session:
        plan_notices(session, policy=DEFAULT_POLICY, now=now)
    for again in range(6):
        send_notices(database, pager, road.desk.copy, now=now + minutes(10 * again))

    assert [(row.state, row.attempts, row.error_code) for row in notices(database)] == [("failed", 4, "20429")]


def test_a_notice_that_may_have_left_is_never_sent_again_by_itself(
    text: Text, tick: Tick, pager: Pager, database: Database, maria: UUID
) -> None:
    text(DANGER)
    tick()
    with database.write() as session:
        row = session.scalars(select(AlertNotice)).one()
        row.state, row.changed_at = "sending", MONDAY_10_AM
    with database.write() as session:
        assert cut_off_notices(session, now=MONDAY_10_AM + CUT_OFF + minutes(1)) == 1

    assert tick(4) == 0
    assert [row.state for row in notices(database)] == ["cut_off"]
    assert tick(20) == 1


@pytest.mark.parametrize(
    ("status", "state"), [("delivered", "delivered"), ("undelivered", "undelivered"), ("x", "sent")]
)
def test_a_receipt_tells_whether_a_notice_arrived(
    text: Text, tick: Tick, pager: Pager, database: Database, maria: UUID, status: str, state: str
) -> None:
    text(DANGER)
    tick()
    with database.write() as session:
        assert record_receipt(session, Receipt("SM1", status, reply_id=pager.ids[0]), now=MONDAY_10_AM)

    assert [row.state for row in notices(database)] == [state]


def test_staff_who_write_spanish_are_told_in_spanish(text: Text, tick: Tick, pager: Pager, maria: UUID) -> None:
    text("¿qué es la naloxona y dónde la consigo?", number=FIRST_NUMBER)
    text(DANGER)
    tick()

    assert pager.sent[0][1].startswith("Portline: algo")


def test_no_number_is_logged_when_the_provider_refuses(
    text: Text, tick: Tick, pager: Pager, maria: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    text(DANGER)
    pager.refuse = SendError("21211", retry=False)
    tick()
    logged = "".join(capsys.readouterr())

    assert "notice_refused" in logged
    assert FIRST_NUMBER.removeprefix("+1") not in logged


class Hanging(Pager):
    """A provider that never answers, until the test ends."""

    def __init__(self) -> None:
        super().__init__()
        self.called, self.let_go = threading.Event(), threading.Event()

    def send(self, to: str, text: str, *, message_id: UUID) -> str:  # noqa: ARG002 (the port's signature)
        self.called.set()
        self.let_go.wait(20)
        raise SendError("network", retry=False)


def test_a_provider_that_hangs_on_a_notice_holds_up_no_resident(road: Road, text: Text, database: Database) -> None:
    now = datetime.now(UTC)
    put_on_duty(database, add_person(database, "maria"), starts_at=now - timedelta(hours=1))
    text(DANGER, now=now)
    hanging, pager, stop = Hanging(), Pager(), threading.Event()
    duty = duty_jobs(database, hanging, road.desk.copy, DEFAULT_POLICY)
    residents = dict(jobs(road, pager, QuietHours()))

    def queue_and_watch(_now: datetime) -> None:
        """Once the notice hangs, queue a text to the resident, and stop when it has left."""
        if hanging.called.wait(10) and not pager.sent:
            with database.write() as session:
                row = session.scalars(select(OutgoingMessage)).first()
                assert row is not None
                row.road, row.state = "push", "pending"
        if pager.sent:
            stop.set()
            hanging.let_go.set()

    work_apart({"watch": queue_and_watch, **residents}, duty, stop)

    assert pager.numbers == [NUMBER]
