from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from bot.answer import ask, effect, say
from bot.copy_store import CopyStore
from conversations.commit import Desk
from conversations.inbound import Inbound
from conversations.invariants import breaches
from conversations.log import ConversationLog
from conversations.memory import RecentTexts
from conversations.reply import Reply
from conversations.scripted_engine import ScriptedEngine
from conversations.spool import Spool
from conversations.turn import Road, take_turn
from port_queue.hours import DEFAULT_HOURS
from storage.database import Database

MONDAY_10_AM = datetime(2026, 11, 23, 15, tzinfo=UTC)
NUMBER = "+16175550123"

Text = Callable[..., Reply]


def form(**slots: str) -> dict[str, object]:
    """The engine's dialogue in the middle of a visit request."""
    after = {"slots": {"request_kind": "visit", **slots}, "active_loop": {"name": "request_form"}}
    return {"kind": "dialogue", "after": after}


DONE = {"kind": "dialogue", "after": {"slots": {}, "active_loop": None}}
FILLED = {
    "for_whom": "someone",
    "recent_overdose": "yes",
    "meeting_place": "given",
    "same_phone": "no",
    "phone": "given",
    "first_name": "given",
    "best_time": "after 5",
    "safe_words": "open",
    "police_ok": "no",
}
SCRIPT = {
    "what is narcan": [say("naloxone_what_is")],
    "please visit my son": [ask("for_whom"), form()],
    "/inform for_whom=someone": [ask("meeting_place"), form(for_whom="someone")],
    "/inform meeting_place=given": [ask("phone"), form(for_whom="someone", meeting_place="given")],
    "/inform phone=given": [ask("first_name"), form(for_whom="someone", meeting_place="given", phone="given")],
    "/inform first_name=given": [ask("confirm"), form(**FILLED)],
    "/inform confirm=send": [effect("request_visit"), DONE],
}


@pytest.fixture(scope="session")
def copy() -> CopyStore:
    return CopyStore.load()


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(SCRIPT)


@pytest.fixture
def road(database: Database, engine: ScriptedEngine, copy: CopyStore, tmp_path: Path) -> Iterator[Road]:
    desk = Desk(database, copy, DEFAULT_HOURS, is_demo=False)
    yield Road(ConversationLog(database), desk, engine, RecentTexts(), Spool(tmp_path / "spool"))
    with database.read() as session:
        assert breaches(session, now=datetime(2030, 1, 1, tzinfo=UTC)) == []


@pytest.fixture
def text(road: Road) -> Text:
    sids = count()

    def send(words: str, *, sid: str = "", number: str = NUMBER, now: datetime = MONDAY_10_AM, **more: object) -> Reply:
        inbound = Inbound("sms", sid or f"SM{next(sids)}", number, words, **more)  # type: ignore[arg-type]
        return take_turn(inbound, road=road, now=now)

    return send
