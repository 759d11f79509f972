from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.answer import Say
from conversations.models import Contact, OutgoingMessage
from conversations.outbox import CUT_OFF, QuietHours, hold_cut_off, tell
from conversations.receipts import Receipt, record_receipt
from conversations.sending import AT_ONCE, SendError, send_due
from conversations.sweep import answer_forgotten
from conversations.turn import Road
from storage.database import Database
from tests.fixtures.pocket import Pocket
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text

QUIET = QuietHours()
NIGHT = datetime(2026, 11, 24, 7, tzinfo=UTC)  # Tuesday 2 am in Boston


def queue_news(road: Road, *, key: str = "k", now: datetime = MONDAY_10_AM) -> None:
    with road.desk.database.write() as session:
        contact = session.scalars(select(Contact.id)).one()
        tell(session, contact, (Say("team_accepted"),), key=key, copy=road.desk.copy, now=now)


def pushed(database: Database) -> OutgoingMessage:
    with database.read() as session:
        return session.scalars(select(OutgoingMessage).where(OutgoingMessage.road == "push")).one()


def test_news_is_queued_once_and_sent_once(road: Road, text: Text, pocket: Pocket) -> None:
    text("what is narcan")
    queue_news(road)
    queue_news(road)

    assert send_due(road.desk.database, pocket, road.desk.copy, quiet=QUIET, now=MONDAY_10_AM) == 1
    assert send_due(road.desk.database, pocket, road.desk.copy, quiet=QUIET, now=MONDAY_10_AM) == 0
    assert [to for to, _ in pocket.sent] == [NUMBER]
    assert pushed(road.desk.database).state == "sent"


def test_the_first_forty_characters_we_send_by_ourselves_say_nothing_of_drugs(
    road: Road, text: Text, pocket: Pocket
) -> None:
    text("what is narcan")
    queue_news(road)
    send_due(road.desk.database, pocket, road.desk.copy, quiet=QUIET, now=MONDAY_10_AM)

    lock_screen = pocket.sent[0][1][:40].lower()
    assert not any(word in lock_screen for word in ("drug", "naloxone", "recovery", "overdose", "treatment", "port"))


def test_news_waits_for_the_morning(road: Road, text: Text, pocket: Pocket) -> None:
    text("what is narcan")
    queue_news(road, now=NIGHT)

    assert send_due(road.desk.database, pocket, road.desk.copy, quiet=QUIET, now=NIGHT) == 0
    assert pushed(road.desk.database).not_before == datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert send_due(road.desk.database, pocket, road.desk.copy, quiet=QUIET, now=NIGHT + timedelta(hours=7)) == 1


def test_news_for_somebody_who_opted_out_is_held_for_staff(road: Road, text: Text, pocket: Pocket) -> None:
    text("what is narcan")
    queue_news(road)
    text("STOP")

    send_due(road.desk.database, pocket, road.desk.copy, quiet=QUIET, now=MONDAY_10_AM)

    assert pocket.sent == []
    assert (pushed(road.desk.database).state, pushed(road.desk.database).error_code) == ("held", "opted_out")


def test_a_refusal_is_tried_again_with_back_off_and_in_the_end_held(road: Road, text: Text, pocket: Pocket) -> None:
    text("what is narcan")
    queue_news(road)
    pocket.refuse = SendError("30001", retry=True)
    now = MONDAY_10_AM

    for _ in range(5):
        send_due(road.desk.database, pocket, road.desk.copy, quiet=QuietHours(), now=now)
        now = datetime.now(UTC) + timedelta(days=2)

    assert (pushed(road.desk.database).state, pushed(road.desk.database).attempts) == ("held", 5)


def test_a_refusal_that_cannot_be_mended_is_held_at_once(road: Road, text: Text, pocket: Pocket) -> None:
    text("what is narcan")
    queue_news(road)
    pocket.refuse = SendError("30006", retry=False)

    send_due(road.desk.database, pocket, road.desk.copy, quiet=QUIET, now=MONDAY_10_AM)

    assert (pushed(road.desk.database).state, pushed(road.desk.database).error_code) == ("held", "30006")


def test_a_send_that_was_cut_off_is_held_and_never_said_twice(road: Road, text: Text) -> None:
    text("what is narcan")
    queue_news(road)
    with road.desk.database.write() as session:
        row = session.scalars(select(OutgoingMessage).where(OutgoingMessage.road == "push")).one()
        row.state, row.changed_at = "sending", MONDAY_10_AM

    with road.desk.database.write() as session:
        assert hold_cut_off(session, now=MONDAY_10_AM + CUT_OFF + timedelta(seconds=1)) == 1
    assert pushed(road.desk.database).state == "held"


def test_a_receipt_tells_of_a_cut_off_send_that_it_left(road: Road, text: Text) -> None:
    text("what is narcan")
    queue_news(road)
    row_id = pushed(road.desk.database).id
    with road.desk.database.write() as session:
        row = session.get_one(OutgoingMessage, row_id)
        row.state, row.error_code = "held", "cut_off"
        record_receipt(session, Receipt("SMcut", "delivered", reply_id=row_id), now=MONDAY_10_AM)

    assert pushed(road.desk.database).state == "delivered"


def test_a_slow_provider_does_not_keep_the_worker_from_its_other_jobs(road: Road, text: Text, pocket: Pocket) -> None:
    text("what is narcan")
    for n in range(AT_ONCE + 1):
        queue_news(road, key=f"k{n}")

    passes = [send_due(road.desk.database, pocket, road.desk.copy, quiet=QUIET, now=MONDAY_10_AM) for _ in range(2)]

    assert passes == [AT_ONCE, 1]


def test_receipts_in_any_order_only_move_forward(road: Road, text: Text, pocket: Pocket) -> None:
    text("what is narcan")
    queue_news(road)
    send_due(road.desk.database, pocket, road.desk.copy, quiet=QUIET, now=MONDAY_10_AM)
    sid = pushed(road.desk.database).provider_sid or ""

    with road.desk.database.write() as session:
        for status in ("delivered", "sent", "queued", "a new word", "undelivered"):
            assert record_receipt(session, Receipt(sid, status), now=MONDAY_10_AM)
    assert pushed(road.desk.database).state == "delivered"


def test_a_text_nothing_answered_is_answered_by_a_message_of_its_own(road: Road, text: Text, pocket: Pocket) -> None:
    from conversations.inbound import Inbound

    road.log.remember(Inbound("sms", "SMlost", NUMBER, "what is narcan"), now=MONDAY_10_AM)

    assert answer_forgotten(road, now=MONDAY_10_AM + timedelta(seconds=10)) == 0
    assert answer_forgotten(road, now=MONDAY_10_AM + timedelta(seconds=30)) == 1
    assert answer_forgotten(road, now=MONDAY_10_AM + timedelta(seconds=60)) == 0
    assert (
        send_due(road.desk.database, pocket, road.desk.copy, quiet=QUIET, now=MONDAY_10_AM + timedelta(seconds=60)) == 1
    )
    assert text("what is narcan", sid="SMlost").text == pocket.sent[0][1]


@pytest.mark.parametrize(
    ("hour", "allowed"),
    [(7, 13), (12, 13), (13, 13), (20, 20)],
)
def test_quiet_hours_are_nine_to_eight_in_boston(hour: int, allowed: int) -> None:
    moment = datetime(2026, 11, 24, hour, tzinfo=UTC)

    assert QUIET.next_allowed(moment) == datetime(2026, 11, 24, allowed, tzinfo=UTC)
