"""Twilio at the door while the database is away: the same bytes for the same text, and receipts hold up nothing."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from sqlalchemy.exc import OperationalError

from conversations.memory import Answers
from conversations.sweep import replay_spool
from conversations.turn import Road
from storage.database import Database
from tests.fixtures.road import MONDAY_10_AM
from tests.integration.webhooks.conftest import Signed

DANGER = {"Body": "mi hermano no respira esta azul", "MessageSid": "SMdanger"}


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Take the database away until `undo`."""

    def down(*_: object, **__: object) -> object:
        raise OperationalError("SELECT 1", {}, Exception("down"))

    monkeypatch.setattr(Database, "read", down)
    monkeypatch.setattr(Database, "write", down)
    return monkeypatch


def test_a_repeated_text_gets_the_same_bytes_while_the_database_is_away_and_from_another_process_after(
    signed: Signed, road: Road, away: pytest.MonkeyPatch
) -> None:
    first, again = signed(**DANGER), signed(**DANGER)
    away.undo()
    replay_spool(road, now=MONDAY_10_AM)
    away.setattr(Answers, "to", lambda *_: None)  # a process that was not there

    after = signed(**DANGER)

    assert "respira" in first.text
    assert [again.data, after.data] == [first.data] * 2


def test_a_receipt_for_an_answer_given_without_the_database_finds_it_later(
    signed: Signed, road: Road, away: pytest.MonkeyPatch
) -> None:
    action = fromstring(signed(**DANGER).data).find("Message").attrib["action"]  # type: ignore[union-attr]
    path = action.removeprefix("https://portline.example.org")

    meanwhile = signed(path, MessageSid="SMout", MessageStatus="sent")
    away.undo()
    replay_spool(road, now=MONDAY_10_AM)
    later = signed(path, MessageSid="SMout", MessageStatus="delivered")

    assert (meanwhile.status_code, later.status_code) == (503, 200)
