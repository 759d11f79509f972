"""Danger on the first page: its clock, who was told, one heading per person, one signature per alert."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from conversations.models import AlertNotice, Contact, StaffAlert
from conversations.notice_sending import send_notices
from conversations.notices import plan_notices
from conversations.turn import Road
from staff.alert_policy import DEFAULT_POLICY
from staff.codes import ContactOrder, Done
from storage.database import Database
from storage.roles import Role
from tests.fixtures.console import At, SitDown, audited
from tests.fixtures.duty import FIRST_NUMBER, SECOND_NUMBER, Pager, add_person, put_on_duty
from tests.fixtures.road import MONDAY_10_AM, NUMBER, Text

DANGER = "my friend is not breathing and his lips are blue"
OTHER_NUMBER = "+16175550188"
Worker = Callable[..., None]


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
def worker(road: Road, database: Database) -> Worker:
    """One pass of the worker; what is sent leaves at that moment."""

    def _work(after: float = 0) -> None:
        now = MONDAY_10_AM + minutes(after)
        with database.write() as session:
            plan_notices(session, policy=DEFAULT_POLICY, now=now)
        send_notices(database, Pager(), road.desk.copy, now=now)
        with database.write() as session:
            for notice in session.scalars(select(AlertNotice).where(AlertNotice.at == now)):
                notice.changed_at = now

    return _work


def alert_ids(database: Database) -> list[UUID]:
    with database.read() as session:
        return list(session.scalars(select(StaffAlert.id).order_by(StaffAlert.created_at)))


def section(page: str, title: str) -> str:
    """Return one section of the page, up to the next."""
    return page.partition(title)[2].partition("</section>")[0]


def words(page: str) -> str:
    """Return what a reader reads: no tags, single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize(
    ("after", "clock", "is_late"), [(0.2, "0 min 12 s", False), (4.99, "4 min 59 s", False), (5, "5 min 0 s", True)]
)
def test_a_clock_runs_and_past_its_time_the_page_says_so(
    sit_down: SitDown,
    text: Text,
    at: At,
    after: float,
    clock: str,
    is_late: bool,  # noqa: FBT001 (a table column)
) -> None:
    desk = sit_down(Role.OPERATOR)
    text(DANGER)
    at(MONDAY_10_AM + minutes(after))
    danger = section(desk.get().text, "Danger now")

    assert f'<time datetime="{MONDAY_10_AM.isoformat()}">{clock}</time>' in danger
    assert ("Not signed off in time" in danger) == is_late
    assert ('class="clock late"' in danger) == is_late


def test_the_page_says_who_was_told_and_when(
    sit_down: SitDown, text: Text, at: At, worker: Worker, database: Database
) -> None:
    put_on_duty(database, add_person(database, "maria"))
    put_on_duty(database, add_person(database, "joe"), ContactOrder.SECOND, number=SECOND_NUMBER)
    desk = sit_down(Role.OPERATOR)
    text(DANGER)
    for after in (0, 5, 20):
        worker(after)
    at(MONDAY_10_AM + minutes(21))
    page = desk.get().text

    assert "Told maria, first contact, 2 times, last Mon Nov 23, 10:20 am" in words(page)
    assert "Told joe, second contact, 2 times, last Mon Nov 23, 10:20 am" in words(page)
    assert "On duty now: maria, first contact; joe, second contact." in words(page)
    assert not any(number in page for number in (FIRST_NUMBER, SECOND_NUMBER, NUMBER))


def test_nothing_is_claimed_where_nobody_was_told(
    sit_down: SitDown, text: Text, worker: Worker, database: Database
) -> None:
    desk = sit_down(Role.OPERATOR)
    text(DANGER)
    before = words(desk.get().text)
    worker()
    after = words(desk.get().text)

    assert "Nobody has been told yet" in before
    assert "Nobody was on duty" in after
    assert "Nobody is on duty now" in after
    assert "Told" not in before + after


STATES = {
    "failed": "The text to maria, first contact did not go out",
    "undelivered": "The text to maria, first contact did not arrive",
    "cut_off": "It is not known whether the text to maria, first contact left",
    "sending": "Texting maria, first contact",
    "dropped": "Nobody on duty could be texted",
}


@pytest.mark.parametrize(("state", "said"), STATES.items())
def test_a_text_that_told_nobody_is_not_called_told(
    sit_down: SitDown, text: Text, worker: Worker, database: Database, state: str, said: str
) -> None:
    put_on_duty(database, add_person(database, "maria"))
    text(DANGER)
    worker()
    with database.write() as session:
        session.scalars(select(AlertNotice)).one().state = state
    page = words(sit_down(Role.OPERATOR).get().text)

    assert said in page
    assert "Told" not in page


def test_the_alerts_of_one_person_stand_under_one_heading_newest_first(
    sit_down: SitDown, text: Text, at: At, worker: Worker, database: Database
) -> None:
    put_on_duty(database, add_person(database, "maria"))
    for after in (0, 2, 1):
        text(DANGER, now=MONDAY_10_AM + minutes(after))
    text(DANGER, number=OTHER_NUMBER, now=MONDAY_10_AM + minutes(3))
    worker(3)
    at(MONDAY_10_AM + minutes(4))
    danger = section(sit_down(Role.ADVOCATE).get().text, "Danger now")

    assert '<span class="count">4</span>' in danger
    assert danger.index("One person, 3 alerts") < danger.index("<h3>One person</h3>")
    assert re.findall(r">(\d) min 0 s<", danger) == ["2", "3", "4", "1"]
    assert danger.count("Told maria") == 4
    assert "Told of this person" not in danger


def test_an_alert_that_came_after_its_notice_says_what_was_told(
    sit_down: SitDown, text: Text, worker: Worker, database: Database
) -> None:
    put_on_duty(database, add_person(database, "maria"))
    for after in (-3, -1):
        text(DANGER, now=MONDAY_10_AM + minutes(after))
        worker(after)
    page = words(sit_down(Role.ADVOCATE).get().text)

    assert page.count("Told maria, first contact, Mon Nov 23, 9:57 am") == 1
    assert page.count("Told of this person before: maria, first contact, Mon Nov 23, 9:57 am") == 1


def test_what_was_not_signed_before_a_shift_is_counted_and_listed_and_signed_one_by_one(
    sit_down: SitDown, text: Text, at: At, worker: Worker, database: Database
) -> None:
    desk, now = sit_down(Role.ADVOCATE), MONDAY_10_AM + minutes(20)
    for after, number in ((0, NUMBER), (1, NUMBER), (2, OTHER_NUMBER)):
        text(DANGER, number=number, now=MONDAY_10_AM + minutes(after))
    worker(2)
    put_on_duty(database, desk.user_id, starts_at=MONDAY_10_AM + minutes(10))
    text(DANGER, number="+16175550189", now=now - minutes(1))
    at(now)
    title, page = "Not signed off from before your shift", desk.get().text
    signed = alert_ids(database)[0]
    desk.post(f"alerts/{signed}/seen", done="called_911")
    left = section(desk.get().text, title)

    assert '<span class="count">3</span>' in section(page, title)
    assert section(page, title).count("alerts/") == 3
    assert section(page, title).count("Nobody was on duty") == 3
    assert section(page, "Danger now").count("alerts/") == 1
    assert '<span class="count">2</span>' in left
    assert str(signed) not in left


def test_for_whoever_is_not_on_the_roster_what_is_old_stands_apart(sit_down: SitDown, text: Text) -> None:
    desk = sit_down(Role.OPERATOR)
    text(DANGER, now=MONDAY_10_AM - minutes(61))
    text(DANGER, number=OTHER_NUMBER, now=MONDAY_10_AM - minutes(30))
    page = desk.get().text

    assert section(page, "Not signed off for more than an hour").count("alerts/") == 1
    assert section(page, "Danger now").count("alerts/") == 1


def test_danger_has_no_button_on_a_page_that_looks_again_by_itself(sit_down: SitDown, text: Text) -> None:
    text(DANGER)
    desk = sit_down(Role.OPERATOR)
    page, still = desk.get().text, desk.client.get("/console/?look=still").text

    assert '<meta http-equiv="refresh" content="15; url=/console/?look=again">' in page
    assert "http-equiv" not in still + desk.get(f"alerts/{uuid4()}").text + desk.get("duty/").text
    assert "<form" not in section(page, "Danger now")


def test_when_the_page_looks_again_by_itself_that_is_neither_a_view_nor_a_use(
    sit_down: SitDown, database: Database, at: At
) -> None:
    desk = sit_down(Role.OPERATOR)
    desk.get()
    for after in range(5, 30, 5):
        at(MONDAY_10_AM + minutes(after))
        assert desk.client.get("/console/?look=again").status_code == 200
    at(MONDAY_10_AM + minutes(31))
    ended = desk.client.get("/console/?look=again", follow_redirects=True)

    assert audited(database, "home") == [(str(desk.user_id), "list")]
    assert "Your session has ended. Alerts are not shown here." in words(ended.text)


def test_a_signature_asks_what_was_done_and_keeps_it(sit_down: SitDown, text: Text, database: Database) -> None:
    text(DANGER)
    desk, [alert_id] = sit_down(Role.OPERATOR), alert_ids(database)
    refused = desk.post(f"alerts/{alert_id}/seen")
    signed = desk.post(f"alerts/{alert_id}/seen", done="called_911")

    assert (refused.status_code, signed.status_code) == (422, 303)
    assert "What was done: please choose one" in refused.text
    with database.read() as session:
        alert = session.get_one(StaffAlert, alert_id)
        assert (alert.done, alert.seen_by, alert.seen_at) == (Done.CALLED_911, desk.user_id, MONDAY_10_AM)
    assert [action for _, action in audited(database, alert_id)] == ["view", "sign_off:called_911"]
    assert "Called 911" in desk.get(f"alerts/{alert_id}").text


def test_what_was_no_danger_is_offered_to_be_recorded_as_a_false_alarm(
    sit_down: SitDown, text: Text, database: Database
) -> None:
    text(DANGER)
    desk, [alert_id] = sit_down(Role.OPERATOR), alert_ids(database)
    offered = desk.post(f"alerts/{alert_id}/seen", done="not_danger").location
    page = desk.client.get(offered).text

    assert offered == f"/console/incidents/report?alert={alert_id}&kind=false_alarm"
    assert '<option value="false_alarm" selected>' in page


def test_danger_of_somebody_who_opted_out_says_that_staff_may_call(
    sit_down: SitDown, text: Text, database: Database
) -> None:
    text("STOP")
    text(DANGER)
    text(DANGER, number=OTHER_NUMBER)
    desk, said = sit_down(Role.OPERATOR), "Opted out of texts: staff may call"
    with database.read() as session:
        opted_out = select(StaffAlert.id).join(Contact, Contact.id == StaffAlert.contact_id)
        alert_id = session.scalars(opted_out.where(Contact.opted_out_at.is_not(None), StaffAlert.level != "none")).one()

    assert desk.get().text.count(said) == 1
    assert said in desk.get(f"alerts/{alert_id}").text


def test_danger_of_somebody_for_whom_texting_is_not_safe_says_so_first(
    sit_down: SitDown, text: Text, database: Database
) -> None:
    text("STOP")
    text(DANGER)
    with database.write() as session:
        session.scalars(select(Contact)).one().not_safe_at = MONDAY_10_AM
    page = sit_down(Role.OPERATOR).get().text

    assert "Said that texting is not safe: take care when you call" in page
    assert "staff may call" not in page


def test_an_alert_about_the_assistant_itself_is_signed_with_one_button(
    sit_down: SitDown, text: Text, database: Database
) -> None:
    text("what is narcan")
    with database.write() as session:
        session.add(StaffAlert(kind="engine_down", level="none", created_at=MONDAY_10_AM))
    desk, [alert_id] = sit_down(Role.OPERATOR), alert_ids(database)
    other = section(desk.get().text, "Other alerts")

    assert 'name="done" value="only_looked"' in other
    assert desk.post(f"alerts/{alert_id}/seen", done="only_looked").status_code == 303
    assert "No other alerts." in desk.get().text
