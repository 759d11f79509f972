"""The same turn and the same words on the web: as JSON, and as a plain form in a real browser."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from bot.copy_store import CopyStore
from tests.e2e.house import House

#: A chromium that reaches for no network of its own.
CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PHONE, DESK = {"width": 375, "height": 812}, {"width": 1280, "height": 900}
#: The smallest target a thumb hits (WCAG 2.2, 2.5.8 asks for 24, our own style for 44), in CSS pixels.
THUMB_PX = 44


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat session of the API."""

    http: httpx.Client
    session_id: str

    def say(self, text: str, message_id: str = "") -> httpx.Response:
        body = {"text": text, "client_message_id": message_id or str(uuid.uuid4())}
        return self.http.post(f"/api/v1/chat/sessions/{self.session_id}/messages", json=body)

    def heard_after(self, seq: int) -> list[dict[str, Any]]:
        answer = self.http.get(f"/api/v1/chat/sessions/{self.session_id}/messages", params={"after": seq})
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages


@pytest.fixture
def chat(house: House) -> Iterator[Chat]:
    with httpx.Client(base_url=house.url, timeout=15, trust_env=False) as http:
        opened = http.post("/api/v1/chat/sessions")
        assert opened.status_code == httpx.codes.CREATED
        http.headers["Authorization"] = f"Bearer {opened.json()['token']}"
        yield Chat(http, opened.json()["session_id"])


def test_a_chat_gets_cards_and_quick_replies_and_can_read_them_again(chat: Chat) -> None:
    first = chat.say("narcan near dudley").json()["messages"]
    second = chat.say("what is narcan").json()["messages"]

    assert any(block.get("cards") for block in first)
    assert all(card["name"] for block in first for card in block.get("cards", []))
    assert chat.heard_after(0) == [*first, *second]
    assert chat.heard_after(first[-1]["seq"]) == second
    assert chat.heard_after(second[-1]["seq"]) == []


def test_the_same_client_message_again_gives_the_same_bytes_and_is_said_once(chat: Chat, copy: CopyStore) -> None:
    replies = {chat.say("que es la naloxona", "one-tap").content for _ in range(3)}

    assert len(replies) == 1
    assert copy.text("naloxone_what_is", "es", "web").text in chat.heard_after(0)[0]["text"]
    assert len({block["seq"] for block in chat.heard_after(0)}) == 1


def test_a_chat_opens_only_to_its_own_token(house: House, chat: Chat) -> None:
    stranger = httpx.post(f"{house.url}/api/v1/chat/sessions", trust_env=False).json()["token"]
    chat.http.headers["Authorization"] = f"Bearer {stranger}"

    assert chat.say("what is narcan").status_code == httpx.codes.UNAUTHORIZED


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert chromium, "the page tests need Chromium: `make test` installs it"
    profile = tmp_path_factory.mktemp("chromium")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=CHROMIUM_FLAGS, java_script_enabled=False
        )
        yield context
        context.close()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: BrowserContext, house: House) -> Iterator[Page]:
    """Open the 311 page as a stranger, with no script, at the width of a phone and of a desk."""
    browser.clear_cookies()
    page = browser.new_page()
    page.set_viewport_size(request.param)
    page.goto(house.url)
    yield page
    page.close()


def say(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()


def test_the_page_works_as_a_plain_form_and_a_quick_reply_can_be_tapped(page: Page, tmp_path: Path) -> None:
    say(page, "narcan near dudley")
    expect(page.locator(".card")).not_to_have_count(0)
    expect(page.locator(".card .name").first).not_to_be_empty()
    cards_before = page.locator(".card").count()

    more = page.locator(".quick button").first
    size = more.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= THUMB_PX
    more.click()

    expect(page.locator(".theirs")).to_have_count(2)
    assert page.locator(".card").count() > cards_before
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing is cut off at the side"


def test_danger_is_answered_on_the_page_too(page: Page, copy: CopyStore) -> None:
    say(page, "she took too much and wont wake up")

    expect(page.locator("#latest")).to_contain_text(copy.text("danger_overdose", "en", "web").text[:40])
