"""An operator in a real browser without scripts: marks what was not understood, and asks what it would say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from conversations.inbound import Inbound
from conversations.scripted_engine import ScriptedEngine
from conversations.turn import Road, take_turn
from port_queue import Role
from staff import add_user
from tests.fixtures.console import PASSWORD
from tests.fixtures.road import MONDAY_10_AM
from tests.fixtures.served_console import looking, screen, sign_in
from tests.fixtures.unclear import LOST_TEXT, UNCLEAR_SCRIPT, UNSURE_TEXT, candidates

look = looking("shots_operators")


@pytest.fixture
def road(quiet_road: Road) -> Road:
    """Three people wrote what nobody understood."""
    with quiet_road.desk.database.write() as session:
        add_user(session, username="operator", password=PASSWORD, role=Role.OPERATOR, now=MONDAY_10_AM)
    road = replace(quiet_road, engine=ScriptedEngine(UNCLEAR_SCRIPT))
    for number, words in enumerate((LOST_TEXT, LOST_TEXT, UNSURE_TEXT)):
        take_turn(Inbound("sms", f"SM{number}", f"+1617555013{number}", words), road=road, now=MONDAY_10_AM)
    return road


@pytest.mark.parametrize("width", [375, 1280])
def test_an_operator_marks_two_texts_and_takes_one_back(browser: Browser, address: str, road: Road, width: int) -> None:
    with screen(browser, width) as page:
        sign_in(page, address, Role.OPERATOR)
        page.get_by_role("link", name="Not understood").click()
        look(page, "1-not-understood")
        page.get_by_role("button", name="Fentanyl test strips").click()
        page.get_by_text("It is marked: Fentanyl test strips.").wait_for()
        page.get_by_label("Another topic").select_option("drug_checking")
        page.get_by_role("button", name="Mark this topic").click()
        look(page, "2-marked")
        strips = page.get_by_role("listitem").filter(has_text="[number]")
        strips.get_by_role("button", name="Take the mark back").click()
        page.get_by_text("The mark is taken back.").wait_for()

    assert [row.topic for row in candidates(road.desk.database)] == ["drug_checking"]


@pytest.mark.parametrize("width", [375, 1280])
def test_an_operator_asks_what_it_would_say(browser: Browser, address: str, width: int) -> None:
    with screen(browser, width) as page:
        sign_in(page, address, Role.OPERATOR)
        page.get_by_role("link", name="What would it say?").click()
        look(page, "3-empty-box")
        for name, words, channel in (
            ("4-danger", "my friend is blue and not breathing", "sms"),
            ("5-unsure", UNSURE_TEXT, "sms"),
            ("6-web", UNSURE_TEXT, "web"),
        ):
            page.get_by_label("What they write").fill(words)
            page.get_by_label("Where they write").select_option(channel)
            page.get_by_role("button", name="Try it").click()
            page.get_by_role("heading", name="It would say").wait_for()
            look(page, name)

        assert page.url.endswith("/what-would-it-say/")
        assert page.get_by_label("What they write").input_value() == UNSURE_TEXT
