from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import select

from conversations.drafts import KEPT
from conversations.models import Contact, RequestDraft
from conversations.outbox import QuietHours
from conversations.retention import end_expired_drafts, end_silent_dialogues
from conversations.turn import Road
from portline.worker import jobs, work
from storage.database import Database
from tests.fixtures.road import MONDAY_10_AM, Text


def test_an_unfinished_request_is_erased_after_its_week(text: Text, database: Database) -> None:
    for words in ("please visit my son", "2", "12 Zeigler St"):
        text(words)

    for late, ended in ((KEPT - timedelta(hours=1), 0), (KEPT + timedelta(hours=1), 1)):
        with database.write() as session:
            assert end_expired_drafts(session, now=MONDAY_10_AM + late) == ended
    with database.read() as session:
        assert session.scalars(select(RequestDraft)).one().private == {}


def test_a_silent_dialogue_is_let_go(text: Text, database: Database) -> None:
    text("what is narcan")

    with database.write() as session:
        assert end_silent_dialogues(session, silence=timedelta(hours=12), now=MONDAY_10_AM + timedelta(hours=13)) == 1
    with database.read() as session:
        assert session.scalars(select(Contact)).one().state is None


def test_a_job_that_fails_holds_up_no_other(road: Road) -> None:
    stop, done = threading.Event(), []
    to_do = jobs(road, None, QuietHours())
    to_do["resume_on_hold"] = lambda _now: 1 / 0
    to_do["last"] = lambda now: (done.append(now), stop.set())

    work(to_do, stop, tick_s=0.01)

    assert len(done) == 1
