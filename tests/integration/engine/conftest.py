"""Two real engines and one action server for all tests of this folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.engine_processes import Engine, Talk, actions, engines, train
from tests.understanding import measure
from tests.understanding.unseen import read_unseen

Lines = list[dict[str, Any]]


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


def lines_of(name: str) -> Lines:
    """Read texts beside the unseen ones."""
    return [json.loads(line) for line in (Path(measure.__file__).parent / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def two_asks() -> Lines:
    """Texts that ask two things."""
    return lines_of("several_asks.jsonl")


@pytest.fixture(scope="session")
def one_ask() -> Lines:
    """Texts that ask one thing and look like more."""
    return lines_of("one_ask.jsonl")


@pytest.fixture(scope="session")
def understood(two_asks: Lines, one_ask: Lines) -> Mapping[str, Mapping[str, Any]]:
    """Let the engine read every text of these tests in one go, for each start of it takes seconds; rows by text."""
    words = [*(text.words for text in read_unseen()), *(text["text"] for text in (*two_asks, *one_ask))]
    return dict(zip(words, measure.understand(words), strict=True))
