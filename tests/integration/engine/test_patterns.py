"""Dialogue by pattern: every story of `stories/`, told over the whole road with the real engine and a real database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.copy_store import CopyStore
from bot.keywords import read_digit
from conversations.commit import Desk
from conversations.invariants import breaches
from conversations.log import ConversationLog
from conversations.memory import RecentTexts
from conversations.rasa_engine import EngineAddress, RasaEngine
from conversations.spool import Spool
from conversations.turn import Road
from port_queue.hours import DEFAULT_HOURS
from storage.database import Database
from tests.fixtures.engine_processes import TOKEN, Engine
from tests.fixtures.stories import Overhearing, Story, Telling, read_stories

STORIES = {language: read_stories(language) for language in ("en", "es")}
#: What issue 4 names; a title begins with its pattern.
PATTERNS = {
    "happy", "correction", "digression", "cancel", "invalid", "invalid three times", "out", "repeat",
    "the same text twice", "the same text three times", "back after two days", "back after eight days",
    "danger in mid-form", "two people", "anger", "already asked", "the ladder",
}  # fmt: skip


@pytest.fixture
def heard(engine: Engine) -> Iterator[Overhearing]:
    with closing(RasaEngine(EngineAddress(f"http://127.0.0.1:{engine.port}", TOKEN))) as rasa:
        yield Overhearing(rasa)


@pytest.fixture
def road(sqlite_database: Database, heard: Overhearing, copy: CopyStore, tmp_path: Path) -> Iterator[Road]:
    desk = Desk(sqlite_database, copy, DEFAULT_HOURS, is_demo=False)
    yield Road(ConversationLog(sqlite_database), desk, heard, RecentTexts(), Spool(tmp_path / "spool"))
    with sqlite_database.read() as session:
        assert breaches(session, now=datetime(2030, 1, 1, tzinfo=UTC)) == []


@pytest.mark.parametrize("story", [*STORIES["en"], *STORIES["es"]], ids=lambda story: f"{story.language}-{story.title}")
def test_a_story_goes_as_it_should(story: Story, road: Road, heard: Overhearing, sqlite_database: Database) -> None:
    Telling(story, road, sqlite_database).tell()

    assert [text for text in heard.heard if read_digit(text) is not None] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_pattern_has_its_stories(language: str) -> None:
    told = Counter(story.title.partition(":")[0] for story in STORIES[language])

    assert set(told) == PATTERNS
    assert told.total() >= 30


@pytest.mark.parametrize(
    "before",
    [
        [],
        ["where can i get free narcan"],
        ["hello"],
        ["can someone come visit me", "1", "2"],
        ["can somebody call me back", "1", "2", "2"],
        ["can somebody call me back", "1", "2", "1"],
        ["can somebody call me back", "1", "2", "1", "skip"],
        ["can somebody call me back", "my brother is blue and wont wake up"],
        ["can somebody call me back", "STOP"],
        ["what is narcan", "what is narcan"],
    ],
    ids=["first", "place", "menu", "meeting_place", "phone", "name", "time", "danger", "opted_out", "next_step"],
)
def test_one_never_reaches_the_classifier(
    before: list[str], road: Road, heard: Overhearing, sqlite_database: Database
) -> None:
    telling = Telling(Story("one", "", ()), road, sqlite_database)
    for text in [*before, "1", "1.", "uno"]:
        telling.send(text)

    assert set(heard.heard) <= set(before)
