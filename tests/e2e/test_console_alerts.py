"""Danger on the console in a real browser without scripts: the clock, the signature, the roster, a wrong answer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from conversations.inbound import Inbound
from conversations.models import AlertNotice, StaffAlert
from conversations.notice_sending import send_notices
from conversations.notices import plan_notices
from conversations.turn import Road, take_turn
from port_queue import Role
from staff import add_user
from staff.alert_policy import DEFAULT_POLICY
from staff.codes import ContactOrder, Done
from staff.models import Incident
from tests.fixtures.console import PASSWORD
from tests.fixtures.duty import SECOND_NUMBER, Pager, put_on_duty
from tests.fixtures.road import MONDAY_10_AM
from tests.fixtures.served_console import looking, screen, sign_in

look = looking("shots_alerts")
DANGER, STOP = "he is blue and not breathing", "STOP"
#: (minutes before now, number, words): a night nobody watched, then a morning with people on duty.
TEXTS = (
    (300, "+16175550131", DANGER),
    (295, "+16175550132", DANGER),
    (12, "+16175550133", STOP),
    (11, "+16175550133", DANGER),
    (4, "+16175550134", DANGER),
    (3, "+16175550134", DANGER),
    (1, "+16175550134", DANGER),
)


def ago(minutes: float) -> datetime:
    return MONDAY_10_AM - timedelta(minutes=minutes)


@pytest.fixture
def road(quiet_road: Road) -> Road:
    """A house after a night without anybody on duty, with an advocate and a supervisor on duty since 9 am."""
    database = quiet_road.desk.database
    with database.write() as session:
        people = [
            add_user(session, username=str(role), password=PASSWORD, role=role, now=ago(600))
            for role in (Role.ADVOCATE, Role.SUPERVISOR, Role.EVALUATOR)
        ]
    put_on_duty(database, people[0])
    put_on_duty(database, people[1], ContactOrder.SECOND, number=SECOND_NUMBER)
    for number, (minutes, phone, words) in enumerate(TEXTS):
        take_turn(Inbound("sms", f"SM{number}", phone, words), road=quiet_road, now=ago(minutes))
        work(quiet_road, ago(minutes))
    work(quiet_road, MONDAY_10_AM)
    return quiet_road


def work(road: Road, now: datetime) -> None:
    """One pass of the worker; what is sent leaves at that moment."""
    database = road.desk.database
    with database.write() as session:
        plan_notices(session, policy=DEFAULT_POLICY, now=now)
    send_notices(database, Pager(), road.desk.copy, now=now)
    with database.write() as session:
        for notice in session.scalars(select(AlertNotice).where(AlertNotice.at == now)):
            notice.changed_at = now


@pytest.mark.parametrize("width", [375, 1280])
def test_an_advocate_signs_one_alert_and_records_a_false_alarm(
    browser: Browser, address: str, road: Road, width: int
) -> None:
    with screen(browser, width) as page:
        sign_in(page, address, Role.ADVOCATE)
        page.get_by_role("heading", name="One person, 3 alerts").wait_for()
        page.get_by_role("heading", name="Not signed off from before your shift 2").wait_for()
        look(page, "1-home")
        page.get_by_role("link", name="Overdose now").first.click()
        look(page, "2-alert")
        page.get_by_label("It was not danger").check()
        page.get_by_role("button", name="Sign off").click()
        look(page, "3-false-alarm")
        page.get_by_label("In your words").fill("they asked about the first-aid class")
        page.get_by_role("button", name="Record it").click()
        page.get_by_text("It is recorded.").wait_for()

    with road.desk.database.read() as session:
        assert session.scalars(select(StaffAlert.done).where(StaffAlert.done.is_not(None))).all() == [Done.NOT_DANGER]
        assert session.scalars(select(Incident.note)).all() == ["they asked about the first-aid class"]


@pytest.mark.parametrize("width", [375, 1280])
def test_a_supervisor_plans_a_shift_and_settles_a_wrong_answer(browser: Browser, address: str, width: int) -> None:
    with screen(browser, width) as page:
        sign_in(page, address, Role.SUPERVISOR)
        page.get_by_role("link", name="On duty").click()
        page.get_by_label("Who").select_option("advocate")
        page.get_by_label("Which contact").select_option("1")
        page.get_by_label("From (Boston time)").fill("2026-11-24T08:00")
        page.get_by_label("Until (Boston time)").fill("2026-11-24T07:00")
        page.get_by_role("button", name="Add the shift").click()
        page.get_by_text("A shift ends after it starts").wait_for()
        page.get_by_label("Until (Boston time)").fill("2026-11-24T20:00")
        page.get_by_role("button", name="Add the shift").click()
        page.get_by_text("The shift is on the roster.").wait_for()
        look(page, "4-duty")
        page.get_by_role("link", name="Home", exact=True).click()
        page.get_by_role("link", name="Report a missed danger").click()
        page.get_by_label("When it happened").fill("2026-11-23T09:15")
        page.get_by_label("Where they wrote").select_option("web")
        look(page, "5-report")
        page.get_by_role("button", name="Record it").click()
        page.get_by_role("link", name="Wrong answers").click()
        look(page, "6-incidents")
        page.get_by_role("link", name="Missed danger", exact=True).click()
        page.get_by_label("What was changed").fill("a rule for it")
        look(page, "7-incident")
        page.get_by_role("button", name="Settle").click()
        page.get_by_text("The incident is settled.").wait_for()


def test_the_home_looks_again_by_itself_without_scripts(browser: Browser, address: str, road: Road) -> None:
    with screen(browser, 375) as page:
        sign_in(page, address, Role.ADVOCATE)
        new = Inbound("sms", "SMnew", "+16175550139", DANGER)
        take_turn(new, road=road, now=MONDAY_10_AM)
        page.get_by_text("Waiting 0 min 0 s").wait_for(timeout=25_000)

        assert page.url.endswith("?look=again")
        page.get_by_role("link", name="Keep it still").click()
        assert page.locator("meta[http-equiv=refresh]").count() == 0
