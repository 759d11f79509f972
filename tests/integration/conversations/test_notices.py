"""Staff are told of danger once, whoever else is at work, whatever the provider does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from conversations.alerts import see_alert
from conversations.models import AlertNotice, OutgoingMessage, StaffAlert
from conversations.notice_sending import CUT_OFF, cut_off_notices, send_notices
from conversations.notices import plan_notices
from conversations.outbox import QuietHours
from conversations.receipts import Receipt, record_receipt
from conversations.sending import SendError
from conversations.turn import Road
from portline.worker import duty_jobs, jobs, work_apart
from staff.alert_policy import DEFAULT_POLICY
from staff.codes import ContactOrder, Done
from staff.duty import end_shift
from storage.database import Database
from tests.fixtures.duty import FIRST_NUMBER, SECOND_NUMBER, Pager, add_person, put_on_duty
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text

DANGER, CONCERN = "my friend is not breathing and his lips are blue", "i think i want to die some day"
OTHER_NUMBER = "+16175550188"
Tick = Callable[..., int]


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
def pager() -> Pager:
    return Pager()


@pytest.fixture
def tick(road: Road, pager: Pager) -> Tick:
    """One pass of a worker: plan, then send."""

    def _tick(after: float = 0, *, by: Pager | None = None) -> int:
        now = MONDAY_10_AM + minutes(after)
        with road.desk.database.write() as session:
            plan_notices(session, policy=DEFAULT_POLICY, now=now)
        return send_notices(road.desk.database, by or pager, road.desk.copy, now=now)

    return _tick


@pytest.fixture
def maria(database: Database) -> UUID:
    """The first contact, on duty."""
    maria = add_person(database, "maria")
    put_on_duty(database, maria)
    return maria


@pytest.fixture
def joe(database: Database) -> UUID:
    """The second contact, on duty."""
    joe = add_person(database, "joe")
    put_on_duty(database, joe, ContactOrder.SECOND, number=SECOND_NUMBER)
    return joe


def notices(database: Database) -> list[AlertNotice]:
    with database.read() as session:
        return list(session.scalars(select(AlertNotice).order_by(AlertNotice.at, AlertNotice.order)))


def alerts(database: Database) -> list[StaffAlert]:
    with database.read() as session:
        return list(session.scalars(select(StaffAlert).order_by(StaffAlert.created_at)))


def sign(database: Database, alert_id: UUID, after: float = 0) -> None:
    with database.write() as session:
        now = MONDAY_10_AM + minutes(after)
        assert see_alert(session, alert_id, by=UUID(int=1), done=Done.REACHED_PERSON, now=now)


def test_the_first_contact_is_told_at_once_and_once_without_a_word_of_the_case(
    text: Text, tick: Tick, pager: Pager, database: Database, maria: UUID, joe: UUID
) -> None:
    text(DANGER)

    assert [tick(), tick(0.1)] == [1, 0]
    assert pager.sent == [(FIRST_NUMBER, "Portline: something needs you. Please sign in to the console.")]
    assert [(row.user_id, row.order, row.step, row.state) for row in notices(database)] == [(maria, 1, 0, "sent")]


def test_the_second_contact_is_told_when_nobody_signs_and_then_both_again_four_times(
    text: Text, tick: Tick, pager: Pager, maria: UUID, joe: UUID
) -> None:
    text(DANGER)
    told = {minute: tick(minute) for minute in range(120)}

    assert {minute: count for minute, count in told.items() if count} == {0: 1, 5: 1, 20: 2, 35: 2, 50: 2, 65: 2}
    assert pager.numbers[:2] == [FIRST_NUMBER, SECOND_NUMBER]


def test_a_signature_ends_it(text: Text, tick: Tick, pager: Pager, database: Database, maria: UUID, joe: UUID) -> None:
    text(DANGER)
    tick()
    sign(database, alerts(database)[0].id)

    assert [tick(minute) for minute in (5, 20, 60)] == [0, 0, 0]
    assert pager.numbers == [FIRST_NUMBER]


def test_with_nobody_on_duty_nobody_is_told_and_the_alert_says_so(
    text: Text, tick: Tick, pager: Pager, database: Database
) -> None:
    text(DANGER)
    tick()

    assert pager.sent == []
    assert notices(database) == []
    assert [alert.unattended for alert in alerts(database)] == [True]


def test_the_next_shift_is_told_in_one_text_of_all_that_nobody_saw(
    text: Text, tick: Tick, pager: Pager, database: Database
) -> None:
    for number in (NUMBER, OTHER_NUMBER, "+16175550189"):
        text(DANGER, number=number)
    tick()
    ann = add_person(database, "ann")
    put_on_duty(database, ann, starts_at=MONDAY_10_AM + minutes(300))
    tick(300)

    assert pager.numbers == [FIRST_NUMBER]
    assert sorted(row.state for row in notices(database)) == ["folded", "folded", "sent"]
    assert all(alert.unattended for alert in alerts(database))


def test_an_alert_that_came_while_somebody_was_on_duty_is_not_called_unattended(
    text: Text, tick: Tick, database: Database, maria: UUID
) -> None:
    text(DANGER)
    tick()
    tick(13 * 60)

    assert [alert.unattended for alert in alerts(database)] == [False]


def test_many_texts_of_one_person_are_one_notice_and_each_keeps_its_own_signature(
    text: Text, tick: Tick, pager: Pager, database: Database, maria: UUID
) -> None:
    for after in (0, 1, 2):
        text(DANGER, now=MONDAY_10_AM + minutes(after))
        tick(after)
    sign(database, alerts(database)[0].id, after=3)

    assert pager.numbers == [FIRST_NUMBER]
    assert [alert.seen_at is None for alert in alerts(database)] == [False, True, True]


def test_texts_of_two_people_are_two_notices(text: Text, tick: Tick, pager: Pager, maria: UUID) -> None:
    text(DANGER)
    tick()
    text(DANGER, number=OTHER_NUMBER, now=MONDAY_10_AM + minutes(1))
    tick(1)

    assert pager.numbers == [FIRST_NUMBER, FIRST_NUMBER]


def test_danger_after_a_signature_is_told_anew(
    text: Text, tick: Tick, pager: Pager, database: Database, maria: UUID
) -> None:
    text(DANGER)
    tick()
    sign(database, alerts(database)[0].id)
    text(DANGER, now=MONDAY_10_AM + minutes(2))
    tick(2)

    assert pager.numbers == [FIRST_NUMBER, FIRST_NUMBER]


def test_an_emergency_is_not_folded_into_an_earlier_concern(
    text: Text, tick: Tick, pager: Pager, database: Database, maria: UUID
) -> None:
    text(DANGER)
    with database.write() as session:
        session.scalars(select(StaffAlert)).one().level = "concern"
    tick()
    text(DANGER, now=MONDAY_10_AM + minutes(1))
    tick(1)

    assert pager.numbers == [FIRST_NUMBER, FIRST_NUMBER]


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


@pytest.mark.parametrize("words", ["STOP ALERTS", "STOP"])
def test_a_number_that_wants_no_alerts_gets_none_and_the_other_contact_is_told(
    text: Text, tick: Tick, pager: Pager, maria: UUID, joe: UUID, words: str
) -> None:
    text(words, number=FIRST_NUMBER, now=MONDAY_10_AM - minutes(5))
    text(DANGER)
    tick()

    assert pager.numbers == [SECOND_NUMBER]


def test_a_number_that_texts_start_is_told_again(text: Text, tick: Tick, pager: Pager, maria: UUID) -> None:
    text("STOP ALERTS", number=FIRST_NUMBER, now=MONDAY_10_AM - minutes(5))
    text("START", number=FIRST_NUMBER, now=MONDAY_10_AM - minutes(4))
    text(DANGER)
    tick()

    assert pager.numbers == [FIRST_NUMBER]


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


def test_staff_on_duty_are_told_in_the_quiet_hours_too(
    text: Text, tick: Tick, pager: Pager, database: Database
) -> None:
    put_on_duty(database, add_person(database, "owl"), starts_at=MONDAY_10_AM, hours=24)
    text(DANGER, now=MONDAY_10_AM + minutes(16 * 60))
    tick(16 * 60)

    assert pager.numbers == [FIRST_NUMBER]


def test_whoever_watches_the_console_without_a_number_is_not_called_told(
    text: Text, tick: Tick, database: Database, joe: UUID
) -> None:
    put_on_duty(database, add_person(database, "watcher"), number="")
    text(DANGER)
    tick()

    assert [row.user_id for row in notices(database)] == [joe]
    assert [alert.unattended for alert in alerts(database)] == [False]


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


def test_without_a_sender_nobody_is_planned_to_be_told(road: Road, text: Text, database: Database, maria: UUID) -> None:
    text(DANGER)
    for job in duty_jobs(database, None, road.desk.copy, DEFAULT_POLICY).values():
        job(MONDAY_10_AM)

    assert notices(database) == []
    assert [alert.unattended for alert in alerts(database)] == [False]


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
