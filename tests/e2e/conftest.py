"""The bars of the first release, held against the real house: web, actions, worker and the Rasa engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.e2e.house import House
from tests.e2e.phone import Phone
from tests.fixtures.served_console import address, browser, quiet_road

__all__ = ["address", "browser", "quiet_road"]

NewPhone = Callable[[], Phone]
AtOnce = Callable[..., list[Future[Any]]]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the first start train a model."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="session")
def shared_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    try:
        house.ensure_ready()
        yield house
    finally:
        house.end()


@pytest.fixture
def house(shared_house: House) -> Iterator[House]:
    """Give the running house; whatever a test did to it, its database keeps every promise afterwards."""
    shared_house.ensure_ready()
    yield shared_house
    assert shared_house.violations() == []


@pytest.fixture(scope="session")
def numbers() -> Iterator[str]:
    return (f"+1857555{number:04d}" for number in count(1000))


@pytest.fixture
def new_phone(shared_house: House, numbers: Iterator[str]) -> NewPhone:
    """Give phones that never texted before."""
    return lambda: Phone(shared_house.url, next(numbers))


@pytest.fixture
def phone(new_phone: NewPhone) -> Phone:
    return new_phone()


@pytest.fixture
def at_once() -> Iterator[AtOnce]:
    """Run calls at the same moment, each in its own thread; waits `hold_s` seconds before giving their futures."""
    with ThreadPoolExecutor(32) as threads:

        def start(calls: Sequence[Callable[[], Any]], *, hold_s: float = 0.0) -> list[Future[Any]]:
            gate = Barrier(len(calls))

            def together(call: Callable[[], Any]) -> Any:
                gate.wait()
                return call()

            flights = [threads.submit(together, call) for call in calls]
            time.sleep(hold_s)
            return flights

        yield start
