"""A text and a number taken back in the console are said by no road of any process a minute later."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.copy_store import CopyStore
from portline.storage_access import open_storage
from staff import add_user
from storage.roles import Role
from tests.e2e.house import wait_until
from tests.e2e.lone_house import LoneHouse
from tests.e2e.phone import Phone, new_sid
from tests.fixtures.console import PASSWORD
from tests.fixtures.road import MONDAY_10_AM
from words.models import Withdrawal

PROMISE_S = 60.0
OVERDOSE = "he is blue and not breathing"
POISON = "my toddler swallowed my suboxone and is sleepy"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class SecondWeb(LoneHouse):
    """Another web process of the same house: its folder, its database, its secrets, a port of its own."""

    def __init__(self, folder: Path, first: LoneHouse) -> None:
        super().__init__(folder)
        self._first = first

    @property
    def environ(self) -> dict[str, str]:
        """Return the first one's surroundings, but for the port."""
        return self._first.environ | {"PORTLINE_PORT": str(self.ports.web)}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoneHouse]:
    house = LoneHouse(tmp_path_factory.mktemp("first"))
    try:
        house.open()
        house.begin("worker")
        yield house
    finally:
        house.end()


@pytest.fixture(scope="module")
def second(first: LoneHouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoneHouse]:
    house = SecondWeb(tmp_path_factory.mktemp("second"), first)
    try:
        house.begin("web")
        wait_until(house.is_alive, seconds=60, what=house.last_lines)
        yield house
    finally:
        house.end()


class Desk:
    """An editor before the console; the house believes itself behind https, so its cookies are carried by hand."""

    def __init__(self, house: LoneHouse) -> None:
        self._client = httpx.Client(base_url=f"{house.url}/console/", trust_env=False, timeout=20)
        self._cookies: dict[str, str] = {}

    def post(self, path: str, page: str, **form: str) -> None:
        """Send a form of `page` with its token; what is refused fails the test."""
        found = _TOKEN.search(self._send("GET", page).text)
        assert found, page
        answer = self._send("POST", path, {"csrf_token": found[1], **form})
        assert answer.status_code == httpx.codes.SEE_OTHER, answer.text

    def take_back(self, path: str) -> None:
        """Take a text in every language, or a number, back."""
        self.post(f"{path}/withdraw", "words/text/en/greeting", reason="A test", languages="all")

    def leave(self) -> None:
        """Close the browser."""
        self._client.close()

    def _send(self, method: str, path: str, form: dict[str, str] | None = None) -> httpx.Response:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        answer = self._client.request(method, path, data=form, headers={"Cookie": cookies})
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer


@pytest.fixture(scope="module")
def editor(first: LoneHouse) -> Iterator[Desk]:
    """An editor signed in to the console of the first web process."""
    database = open_storage(first.settings)
    with database.write() as session:
        add_user(session, username="editor", password=PASSWORD, role=Role.EDITOR, now=MONDAY_10_AM)
    database.close()
    desk = Desk(first)
    desk.post("sign-in", "sign-in", username="editor", password=PASSWORD)
    yield desk
    desk.leave()


def chat(house: LoneHouse, words: str) -> str:
    with httpx.Client(base_url=f"{house.url}/api/v1/chat/", trust_env=False, timeout=20) as client:
        opened = client.post("sessions").json()
        headers = {"Authorization": f"Bearer {opened['token']}"}
        body = {"text": words, "client_message_id": "1"}
        return client.post(f"sessions/{opened['session_id']}/messages", json=body, headers=headers).text


def about(house: LoneHouse) -> str:
    return httpx.get(f"{house.url}/about/answers", trust_env=False, timeout=20).text


def test_what_is_taken_back_is_gone_from_every_road_within_a_minute(
    first: LoneHouse, second: LoneHouse, editor: Desk
) -> None:
    copy = CopyStore.load()
    words, number = copy.text("danger_overdose", "en").text[:60], copy.contacts["poison"].value
    phones = [Phone(house.url, f"+1857555200{at}") for at, house in enumerate((first, second))]
    sids = [new_sid() for _ in phones]
    roads: dict[str, Callable[[], str]] = {
        "chat of the first": lambda: chat(first, OVERDOSE) + chat(first, POISON),
        "chat of the second": lambda: chat(second, OVERDOSE) + chat(second, POISON),
        "page of the first": lambda: about(first),
        "page of the second": lambda: about(second),
        "repeated text": lambda: "".join(phone.text(OVERDOSE, sid) for phone, sid in zip(phones, sids, strict=True)),
        "new text to the second": lambda: Phone(second.url, "+18575552009").text(POISON, new_sid()),
    }
    before = {name: road() for name, road in roads.items()}
    assert all(words in said or number in said for said in before.values()), before

    editor.take_back("words/text/en/danger_overdose")
    editor.take_back("numbers/poison")
    started = time.monotonic()
    wait_until(
        lambda: not any(words in said or number in said for said in (road() for road in roads.values())),
        seconds=PROMISE_S,
        what=lambda: str([name for name, road in roads.items() if words in road() or number in road()]),
    )

    print(f"gone from {len(roads)} roads after {time.monotonic() - started:.1f} s")
    assert all("911" in road() for name, road in roads.items() if "page" not in name)
    wait_until(lambda: "withdrawals_changed" in _worker_log(first), seconds=PROMISE_S, what="the worker has it")


def test_with_the_database_away_it_is_not_said_either(first: LoneHouse, second: LoneHouse, editor: Desk) -> None:
    words = CopyStore.load().text("danger_overdose", "en").text[:60]
    database = first.var / "portline.sqlite"
    second.stop_one("web")
    database.rename(database.with_suffix(".away"))
    try:
        second.begin("web")
        wait_until(second.is_alive, seconds=60, what=second.last_lines)
        said = [Phone(house.url, "+18575552011").text(OVERDOSE, new_sid()) for house in (first, second)]
    finally:
        database.with_suffix(".away").rename(database)

    assert [words in each for each in said] == [False, False]
    assert ["911" in each for each in said] == [True, True]


def test_who_took_it_back_and_why_is_kept(first: LoneHouse, editor: Desk) -> None:
    with first.reading() as session:
        rows = session.scalars(select(Withdrawal)).all()

    assert {row.subject for row in rows} == {"danger_overdose", "poison"}
    assert {row.reason for row in rows} == {"A test"}
    assert len({row.by for row in rows}) == 1


def _worker_log(house: LoneHouse) -> str:
    return house.log.read_text(encoding="utf-8", errors="replace")
