"""Two real engines and one action server for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fixtures.engine_processes import Engine, Talk, actions, engines, train


@pytest.fixture(scope="session")
def two_engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Engine]]:
    train()
    logs = tmp_path_factory.mktemp("engine-logs")
    with actions(logs / "actions.log") as port, engines(2, port, logs) as running:
        yield running


@pytest.fixture
def engine(two_engines: list[Engine]) -> Engine:
    return two_engines[0]


@pytest.fixture
def talk(engine: Engine) -> Talk:
    return Talk([engine])
