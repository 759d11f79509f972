"""Starting again, stopping, and danger with almost nothing running."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from sqlalchemy import select

from bot.copy_store import CopyStore
from conversations.models import InboundMessage, StaffAlert
from tests.e2e.conftest import NewPhone
from tests.e2e.house import House, wait_until
from tests.e2e.phone import Phone
from tests.e2e.processes import is_running

DANGER_WITHIN_S = 5.0
READY_WITHIN_S = 30.0
STOPPED_WITHIN_S = 10.0
DANGER = (
    ("he is not breathing and his lips are blue", "en"),
    ("no respira y tiene los labios azules", "es"),
)


@pytest.fixture
def stopped_house(shared_house: House) -> Iterator[House]:
    """Stop the house that the other tests share, where one of them has not done so already."""
    shared_house.stop()
    yield shared_house
    assert shared_house.violations() == []


def alerts_for(house: House, phone: Phone) -> list[str]:
    with house.reading() as session:
        raised = select(StaffAlert.kind).join(InboundMessage, InboundMessage.id == StaffAlert.inbound_id)
        return list(session.scalars(raised.where(InboundMessage.provider_message_id.in_(phone.sids))))


def test_sigterm_stops_everything_within_ten_seconds_and_leaves_no_process(house: House) -> None:
    pids = house.pids()
    assert set(pids) == {"web", "actions", "worker", "engine"}

    took_s = house.stop()

    assert took_s < STOPPED_WITHIN_S
    assert [name for name, pid in pids.items() if is_running(pid)] == []


def test_a_second_start_answers_danger_within_five_seconds_and_is_ready_within_thirty(
    stopped_house: House, new_phone: NewPhone, copy: CopyStore, record_property: Callable[[str, object], None]
) -> None:
    phone, other = new_phone(), new_phone()
    started = time.monotonic()
    stopped_house.start()
    answers: list[str] = []

    def answered() -> bool:
        try:
            answers.append(phone.text(DANGER[0][0]))
        except httpx.TransportError:
            return False
        return True

    wait_until(answered, seconds=60, what="danger is answered")
    danger_s = time.monotonic() - started
    meanwhile = other.text("what is narcan")
    wait_until(stopped_house.is_ready, seconds=60, what="/readyz")
    ready_s = time.monotonic() - started
    record_property("danger_s", danger_s)
    record_property("ready_s", ready_s)
    print(f"second start: danger after {danger_s:.1f} s, ready after {ready_s:.1f} s, load {os.getloadavg()[0]:.1f}")

    assert answers[0].startswith(copy.text("danger_overdose", "en", "sms").text)
    assert meanwhile.startswith(
        tuple(copy.text(words, "en", "sms").text for words in ("starting_up", "naloxone_what_is"))
    )
    assert danger_s < DANGER_WITHIN_S
    assert ready_s < READY_WITHIN_S


def test_with_engine_actions_and_worker_all_stopped_danger_is_answered_within_a_second_and_staff_are_told(
    house: House, new_phone: NewPhone, copy: CopyStore
) -> None:
    with house.frozen("engine", "actions", "worker"):
        for words, language in DANGER:
            phone = new_phone()

            assert phone.text(words).startswith(copy.text("danger_overdose", language, "sms").text)
            assert max(phone.waits_s) < 1.0
            assert alerts_for(house, phone) == ["overdose_now"]
