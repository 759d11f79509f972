"""What is withdrawn reaches every process by itself, and the next one even while the database is away."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from bot.answer import Say
from bot.copy_store import CopyStore
from conversations.models import OutgoingMessage
from conversations.outbox import QuietHours, tell
from conversations.sending import send_due
from conversations.turn import Road
from portline.withdrawn_words import FILE, WithdrawnWords
from staff import add_user
from storage.database import Database
from storage.roles import Role
from tests.fixtures.console import PASSWORD
from tests.fixtures.pocket import Pocket, pocket
from tests.fixtures.road import MONDAY_10_AM, Text, engine, road, text
from words.withdrawals import lift, withdraw_number, withdraw_text

__all__ = ["engine", "pocket", "road", "text"]


@pytest.fixture
def copy(shipped: CopyStore) -> CopyStore:
    """Words of this test's own: they are taken back here."""
    return CopyStore(shipped.entries, shipped.contacts)


@pytest.fixture
def watch(database: Database, copy: CopyStore, tmp_path: Path) -> WithdrawnWords:
    return WithdrawnWords(database, copy, tmp_path / FILE)


def editor(session: Session) -> object:
    return add_user(session, username=f"editor-{uuid4()}", password=PASSWORD, role=Role.EDITOR, now=MONDAY_10_AM)


def take_back(database: Database, copy: CopyStore, copy_id: str = "naloxone_what_is") -> None:
    with database.write() as session:
        by = editor(session)
        withdraw_text(session, copy_id, ["en"], copy=copy, reason="wrong", by=by, now=MONDAY_10_AM)  # type: ignore[arg-type]


def take_line_back(database: Database, copy: CopyStore) -> str:
    with database.write() as session:
        by = editor(session)
        withdraw_number(session, "bh_line", copy=copy, reason="dead", by=by, now=MONDAY_10_AM)  # type: ignore[arg-type]
    return copy.contacts["bh_line"].value


def test_a_process_that_asks_takes_it_over(database: Database, copy: CopyStore, watch: WithdrawnWords) -> None:
    take_back(database, copy)
    assert copy.text("naloxone_what_is", "en").id == "naloxone_what_is"

    watch.refresh()

    assert copy.text("naloxone_what_is", "en").id == "stand_in"


def test_what_is_given_back_is_said_again(database: Database, copy: CopyStore, watch: WithdrawnWords) -> None:
    with database.write() as session:
        by = editor(session)
        ids = withdraw_text(session, "greeting", ["en"], copy=copy, reason="wrong", by=by, now=MONDAY_10_AM)  # type: ignore[arg-type]
    watch.refresh()
    with database.write() as session:
        lift(session, ids[0], by=by, now=MONDAY_10_AM)  # type: ignore[arg-type]
    watch.refresh()

    assert copy.text("greeting", "en").id == "greeting"


def test_a_watching_process_asks_by_itself(database: Database, copy: CopyStore, watch: WithdrawnWords) -> None:
    stop = threading.Event()
    thread = watch.watch(stop, every_s=0.05)
    take_back(database, copy)
    late = time.monotonic() + 10
    while copy.text("naloxone_what_is", "en").id != "stand_in" and time.monotonic() < late:
        time.sleep(0.02)
    stop.set()
    thread.join()

    assert copy.text("naloxone_what_is", "en").id == "stand_in"


def test_a_process_started_while_the_database_is_away_remembers(
    database: Database, copy: CopyStore, watch: WithdrawnWords, tmp_path: Path
) -> None:
    take_back(database, copy, "danger_overdose")
    number = take_line_back(database, copy)
    watch.refresh()
    away = Database.open(f"sqlite:///{tmp_path / 'nowhere.db'}", make_file=False)
    fresh = CopyStore(copy.entries, copy.contacts)

    WithdrawnWords(away, fresh, tmp_path / FILE).recall()

    assert fresh.text("danger_overdose", "en").id == "stand_in_danger"
    assert number not in fresh.text("benzo_withdrawal", "en").text


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"texts": [[1]], "numbers": []}', "\x00"])
def test_a_broken_file_is_passed_over(database: Database, copy: CopyStore, tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)

    WithdrawnWords(database, copy, tmp_path / FILE).recall()

    assert not copy.withdrawn


def test_a_text_that_waits_to_be_sent_gives_way_when_it_is_claimed(
    road: Road, text: Text, copy: CopyStore, watch: WithdrawnWords, pocket: Pocket
) -> None:
    database = road.desk.database
    text("what is narcan")
    _queue(road, "naloxone_how_long", "danger_overdose")
    take_back(database, copy, "naloxone_how_long")
    take_back(database, copy, "danger_overdose")
    watch.refresh()

    for _ in range(2):
        send_due(database, pocket, copy, quiet=QuietHours(), now=MONDAY_10_AM)

    calm, danger = sorted(words for _, words in pocket.sent)[::-1] if len(pocket.sent) == 2 else ("", "")
    assert ("We took that answer back" in calm, "call 911 now" in danger) == (True, True)
    with database.read() as session:
        kept = {ref[0] for row in session.query(OutgoingMessage).filter_by(road="push") for ref in row.copy_refs}
    assert kept == {"stand_in", "stand_in_danger"}


def _queue(road: Road, *copy_ids: str) -> None:
    with road.desk.database.write() as session:
        contact_id = session.query(OutgoingMessage.contact_id).first()[0]
        for copy_id in copy_ids:
            tell(session, contact_id, (Say(copy_id),), key=copy_id, copy=road.desk.copy, now=MONDAY_10_AM)
