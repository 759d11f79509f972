"""The console in a real browser with scripts off: small and large screens, one referral from the queue to its end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from conversations.inbound import Inbound
from conversations.models import Contact
from conversations.turn import Road, take_turn
from port_queue import Agency, GivenConsent, Kind, NewReferral, Referral, Risk, Role, Status, open_referral
from staff import add_user
from tests.fixtures.console import NAME, PASSWORD, PHONE, PLACE, SAFE_NOTE
from tests.fixtures.road import MONDAY_10_AM, NUMBER
from tests.fixtures.served_console import looking, screen, sign_in

look = looking("shots")


@pytest.fixture
def road(quiet_road: Road) -> Road:
    """A house where somebody is in danger, and somebody waits for a visit."""
    danger = Inbound("sms", "SM1", NUMBER, "he is blue and not breathing")
    take_turn(danger, road=quiet_road, now=MONDAY_10_AM - timedelta(minutes=4))
    consent = GivenConsent(Agency.PORT, "ask_confirm:1:en", MONDAY_10_AM + timedelta(days=90))
    with quiet_road.desk.database.write() as session:
        asked = NewReferral(
            idempotency_key="browser-1",
            kind=Kind.VISIT,
            channel="sms",
            contact_id=session.scalars(select(Contact.id)).one(),
            name=NAME,
            phone=PHONE,
            meeting_place=PLACE,
            safe_notes=SAFE_NOTE,
            neighborhood="Roxbury",
            risks=frozenset({Risk.RECENT_OVERDOSE}),
            consents=(consent,),
        )
        open_referral(session, asked, now=MONDAY_10_AM - timedelta(minutes=75))
        for role in (Role.ADVOCATE, Role.SUPERVISOR):
            add_user(session, username=str(role), password=PASSWORD, role=role, now=MONDAY_10_AM)
    return quiet_road


@pytest.mark.parametrize("width", [375, 1280])
def test_an_advocate_takes_a_referral_and_closes_it_without_scripts(
    browser: Browser, address: str, road: Road, width: int
) -> None:
    with screen(browser, width) as page:
        page.goto(address)
        look(page, "1-sign-in")
        sign_in(page, address, Role.ADVOCATE)
        look(page, "2-home")
        page.get_by_role("button", name="Take the next").click()
        look(page, "3-referral")
        page.get_by_text("Record a try to reach the person").click()
        page.get_by_label("How you tried").select_option("call")
        page.get_by_label("Yes").check()
        look(page, "4-try")
        page.get_by_role("button", name="Record the try").click()
        page.get_by_text("Close the referral").first.click()
        page.get_by_label("Naloxone given").check()
        page.get_by_role("button", name="Close the referral").click()
        look(page, "5-refused")
        page.get_by_label("Number of kits").fill("2")
        page.get_by_role("button", name="Close the referral").click()
        page.get_by_text("The referral is closed.").wait_for()
        look(page, "6-closed")

    with road.desk.database.read() as session:
        assert session.scalars(select(Referral.status)).all() == [Status.COMPLETED]


@pytest.mark.parametrize("width", [375, 1280])
def test_a_supervisor_sees_the_list_opens_an_alert_and_asks_who_has_seen(
    browser: Browser, address: str, width: int
) -> None:
    with screen(browser, width) as page:
        sign_in(page, address, Role.SUPERVISOR)
        look(page, "7-list")
        page.get_by_role("link", name="Overdose now").click()
        page.get_by_label("Why you need to see this").fill("calling back")
        page.get_by_role("button", name="Show it once").click()
        page.get_by_role("link", name=NUMBER).wait_for()
        look(page, "8-alert")
        page.get_by_role("link", name="Home", exact=True).click()
        page.get_by_role("link", name="Visit, Roxbury").click()
        look(page, "9-case")
        number = page.locator(".foot").inner_text().removeprefix("Number ")
        page.get_by_role("link", name="Who has seen").click()
        page.get_by_label("The referral's number").fill(number)
        page.get_by_role("button", name="Show who").click()
        page.get_by_text("supervisor (supervisor)").first.wait_for()
        look(page, "10-audit")
