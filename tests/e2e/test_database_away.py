"""Engine, actions, worker and database all stopped: danger is answered within a second, in three languages, and the
alert is there once, when the database is back."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.copy_store import CopyStore
from conversations.models import Contact, InboundMessage, OutgoingMessage, StaffAlert
from tests.e2e.house import wait_until
from tests.e2e.lone_house import LoneHouse
from tests.e2e.phone import Phone, new_sid
from tests.fixtures.postgres_outage import OwnPostgres

ANSWERED_WITHIN_S = 1.0
REPLAYED_WITHIN_S = 20.0
OVERDOSE = (
    ("he is not breathing and his lips are blue", "en"),
    ("no respira y tiene los labios azules", "es"),
    ("frè m pa respire li ble epi li pa reveye", "ht"),
)

Outage = Callable[[], AbstractContextManager[None]]
#: (sid, alert, reply, language of the contact)
Stored = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def postgres() -> Iterator[OwnPostgres]:
    server = OwnPostgres()
    yield server
    server.end()


@pytest.fixture(scope="module")
def postgres_house(postgres: OwnPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoneHouse]:
    yield from opened(LoneHouse(tmp_path_factory.mktemp("postgres"), postgres.url))


@pytest.fixture(scope="module")
def sqlite_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoneHouse]:
    yield from opened(LoneHouse(tmp_path_factory.mktemp("sqlite")))


def opened(house: LoneHouse) -> Iterator[LoneHouse]:
    try:
        house.open()
        yield house
    finally:
        house.end()


@contextmanager
def killed(postgres: OwnPostgres) -> Iterator[None]:
    postgres.kill()
    yield
    postgres.start_again()


@contextmanager
def locked(house: LoneHouse) -> Iterator[None]:
    """Hold the write lock in another process's place, longer than any of ours waits."""
    other = sqlite3.connect(house.var / "portline.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def missing(house: LoneHouse) -> Iterator[None]:
    """Let web start with its file somewhere else, as with a disk that was not mounted."""
    house.stop_one("web")
    file, aside = house.var / "portline.sqlite", house.var / "aside.sqlite"
    file.rename(aside)
    house.begin("web")
    wait_until(house.is_alive, seconds=60, what=house.last_lines)
    yield
    aside.rename(file)


@pytest.fixture(params=["postgres killed", "postgres frozen", "sqlite locked", "sqlite missing"])
def case(request: pytest.FixtureRequest) -> tuple[LoneHouse, Outage]:
    """Give a house and the way its database goes away."""
    kind, how = request.param.split()
    house: LoneHouse = request.getfixturevalue(f"{kind}_house")
    if kind == "sqlite":
        return house, {"locked": lambda: locked(house), "missing": lambda: missing(house)}[how]
    server: OwnPostgres = request.getfixturevalue("postgres")
    return house, {"killed": lambda: killed(server), "frozen": server.frozen}[how]


def stored(house: LoneHouse, sids: list[str]) -> list[Stored]:
    """List every text of `sids` there is in the database."""
    rows = (
        select(InboundMessage.provider_message_id, StaffAlert.kind, OutgoingMessage.blocks, Contact.language)
        .join(StaffAlert, StaffAlert.inbound_id == InboundMessage.id)
        .join(OutgoingMessage, OutgoingMessage.inbound_id == InboundMessage.id)
        .join(Contact, Contact.id == InboundMessage.contact_id)
        .where(InboundMessage.provider_message_id.in_(sids))
    )
    with house.reading() as session:
        return sorted(
            (sid, kind, "\n".join(str(block["text"]) for block in blocks), language)
            for sid, kind, blocks, language in session.execute(rows)
        )


def send_all(phones: dict[str, Phone], sids: dict[str, str]) -> dict[str, httpx.Response]:
    """Text of an overdose from each phone in its language, and give the answers by language."""
    return {language: phones[language].send(words, sids[language]) for words, language in OVERDOSE}


def contents(answers: dict[str, httpx.Response]) -> dict[str, bytes]:
    return {language: answer.content for language, answer in answers.items()}


def slowest_of(answers: Iterable[httpx.Response], waits_s: Iterable[float]) -> float:
    """Return the longest wait in seconds, of answers and of waits already measured."""
    return max([*(answer.elapsed.total_seconds() for answer in answers), *waits_s])


@contextmanager
def worker_of(house: LoneHouse) -> Iterator[None]:
    """Let the worker run meanwhile."""
    house.begin("worker")
    try:
        yield
    finally:
        house.stop_one("worker")


def spooled(house: LoneHouse) -> list[Path]:
    """List the texts that are still kept in files."""
    return list((house.var / "spool").iterdir())


def replayed(house: LoneHouse, sids: list[str]) -> list[Stored]:
    """Let the worker write down every text of `sids`, and list what there is of them a moment later."""
    with worker_of(house):
        wait_until(lambda: len(stored(house, sids)) >= len(sids), seconds=REPLAYED_WITHIN_S, what=house.last_lines)
        wait_until(lambda: spooled(house) == [], seconds=REPLAYED_WITHIN_S, what="what came twice is read too")
        time.sleep(3)  # whatever would come twice has come by now
        return stored(house, sids)


def test_with_everything_stopped_danger_is_answered_within_a_second_and_is_there_once_when_the_database_is_back(
    case: tuple[LoneHouse, Outage], numbers: Iterator[str], copy: CopyStore, record_property: Callable[..., None]
) -> None:
    house, outage = case
    phones = {language: Phone(house.url, next(numbers)) for _, language in OVERDOSE}
    phones["en"].text("hello there")  # the connections are open when the database goes
    sids = {language: new_sid() for language in phones}
    expected = {language: copy.text("danger_overdose", language, "sms").text for language in phones}

    with outage():
        first, again = send_all(phones, sids), send_all(phones, sids)
        repeated = Phone(house.url, next(numbers))
        cards = [repeated.text(OVERDOSE[0][0]) for _ in range(3)]

    slowest = slowest_of([*first.values(), *again.values()], repeated.waits_s)
    record_property("slowest_s", slowest)
    print(f"slowest danger answer {slowest:.2f} s")
    assert slowest < ANSWERED_WITHIN_S
    said = {language: answer.text.count(expected[language]) for language, answer in first.items()}
    assert said == dict.fromkeys(expected, 1)
    assert contents(again) == contents(first)
    assert cards == [expected["en"]] * 3

    all_sids = [*sids.values(), *repeated.sids]
    rows = replayed(house, all_sids)
    assert sorted(row for row in rows if row[0] in sids.values()) == sorted(
        (sids[language], "overdose_now", expected[language], language) for language in phones
    )
    assert sorted(sid for sid, *_ in rows) == sorted(all_sids)
    assert contents(send_all(phones, sids)) == contents(first)
    assert spooled(house) == []
    assert house.violations() == []
