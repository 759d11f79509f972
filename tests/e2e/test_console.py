"""The console in a real browser with scripts off: small and large screens, one referral from the queue to its end."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from bot.copy_store import CopyStore
from conversations.commit import Desk
from conversations.inbound import Inbound
from conversations.log import ConversationLog
from conversations.memory import RecentTexts
from conversations.models import Contact
from conversations.scripted_engine import ScriptedEngine
from conversations.spool import Spool
from conversations.turn import Road, take_turn
from port_queue import (
    DEFAULT_HOURS,
    Agency,
    GivenConsent,
    Kind,
    NewReferral,
    Referral,
    Risk,
    Role,
    Status,
    open_referral,
)
from portline.app import build_app
from staff import add_user
from storage.database import Database
from tests.fixtures.console import NAME, PASSWORD, PHONE, PLACE, SAFE_NOTE
from tests.fixtures.road import MONDAY_10_AM, NUMBER
from webhooks.services import Services, TwilioAccount

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
QUIET += ("--disable-background-networking", "--disable-component-update", "--disable-sync")
SHOTS = Path(tempfile.gettempdir()) / "shots"
NARROWEST = 320


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "Chromium is needed for this test: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def road(sqlite_database: Database, copy: CopyStore, tmp_path: Path) -> Road:
    """A house where somebody is in danger, and somebody waits for a visit."""
    desk = Desk(sqlite_database, copy, DEFAULT_HOURS, is_demo=False)
    road = Road(ConversationLog(sqlite_database), desk, ScriptedEngine({}), RecentTexts(), Spool(tmp_path / "spool"))
    danger = Inbound("sms", "SM1", NUMBER, "he is blue and not breathing")
    take_turn(danger, road=road, now=MONDAY_10_AM - timedelta(minutes=4))
    consent = GivenConsent(Agency.PORT, "ask_confirm:1:en", MONDAY_10_AM + timedelta(days=90))
    with sqlite_database.write() as session:
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
    return road


@pytest.fixture
def address(road: Road) -> Iterator[str]:
    """Serve the console on a free port of this machine."""
    services = Services(
        database=road.desk.database,
        road=road,
        copy=road.desk.copy,
        twilio=TwilioAccount("a-test-token"),
        public_url="http://127.0.0.1",
        session_secret="a-test-secret",
        clock=lambda: MONDAY_10_AM,
    )
    server = make_server("127.0.0.1", 0, build_app(services), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/console/"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def screen(browser: Browser, width: int) -> Iterator[Page]:
    """Open a page without scripts; a style or picture that our own policy blocks fails the test."""
    with browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False) as context:
        page, messages = context.new_page(), []
        page.on("console", lambda message: messages.append(message.text))
        yield page
    assert [message for message in messages if "Content Security Policy" in message] == []


def sign_in(page: Page, address: str, role: Role) -> None:
    page.goto(address)
    page.get_by_label("Name").fill(str(role))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def look(page: Page, name: str) -> None:
    """Keep a picture, and see that nothing is cut off at the side, here or on the narrowest screen."""
    size = page.viewport_size
    assert size is not None
    page.screenshot(path=SHOTS / f"{name}-{size['width']}.png", full_page=True)
    for width in (NARROWEST, size["width"]):
        page.set_viewport_size({"width": width, "height": size["height"]})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


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
