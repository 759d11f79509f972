"""Who is told of danger, and when: once, in order, until somebody signs."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from conversations.models import StaffAlert
from conversations.turn import Road
from portline.worker import duty_jobs
from staff.alert_policy import DEFAULT_POLICY
from storage.database import Database
from tests.fixtures.duty import FIRST_NUMBER, SECOND_NUMBER, Pager, add_person, put_on_duty
from tests.fixtures.notices import DANGER, OTHER_NUMBER, Tick, alerts, minutes, notices, sign
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text


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


def test_without_a_sender_nobody_is_planned_to_be_told(road: Road, text: Text, database: Database, maria: UUID) -> None:
    text(DANGER)
    for job in duty_jobs(database, None, road.desk.copy, DEFAULT_POLICY).values():
        job(MONDAY_10_AM)

    assert notices(database) == []
    assert [alert.unattended for alert in alerts(database)] == [False]
