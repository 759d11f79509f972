"""What staff marked leaves for a review in git: by a supervisor, with a reason, once; and nothing trains on it."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.plain_yaml import read_yaml
from conversations.candidates import MarkRefusedError, mark
from conversations.models import Contact
from conversations.unclear_texts import NO_SENSE, NOT_OURS, Candidate, UnclearText
from portline.checks import CheckError
from portline.commands import candidates as command
from staff import add_user
from storage.audit import AuditEntry
from storage.database import Database
from storage.keys import current
from storage.roles import Role
from tests.fixtures.console import PASSWORD
from tests.fixtures.road import MONDAY_10_AM

MARKED = [
    ("where can i get strips", "en", "fentanyl_test_strips"),
    ("zazaroo strips for [name]", "en", "fentanyl_test_strips"),
    ("who won the game", "en", NOT_OURS),
    ("qwrt", "en", NO_SENSE),
    ("donde consigo tiras", "es", "fentanyl_test_strips"),
    ("nobody marked this", "en", ""),
]


@pytest.fixture
def house(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Put the marked texts in the database the command opens."""
    monkeypatch.setattr(command, "read_settings", lambda: None)
    monkeypatch.setattr(command, "open_storage", lambda _settings: database)
    with database.write() as session:
        for role in (Role.OPERATOR, Role.SUPERVISOR):
            by = add_user(session, username=str(role), password=PASSWORD, role=role, now=MONDAY_10_AM)
        times = {"created_at": MONDAY_10_AM, "last_seen_at": MONDAY_10_AM}
        contact = Contact(channel="sms", address_index="x", address="+16175550123", **times)
        session.add(contact)
        session.flush()
        for words, language, topic in MARKED:
            row = UnclearText(
                contact_id=contact.id,
                text=words,
                text_index=current().pseudonym("unclear_text", words),
                language=language,
                channel="sms",
                intent="nlu_fallback",
                taken_for=[],
                received_at=MONDAY_10_AM,
            )
            session.add(row)
            session.flush()
            if topic:
                mark(session, row.id, topic=topic, by=by, now=MONDAY_10_AM)
    return database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "candidates"


def export(folder: Path, *, by: str = "supervisor", reason: str = "monthly review") -> None:
    assert command.run(argparse.Namespace(what="export", by=by, reason=reason, to=folder)) == 0


def read(path: Path) -> dict[str, list[str]]:
    content = read_yaml(path)
    assert content["version"] == "3.1"
    return {
        entry["intent"]: sorted(line.removeprefix("- ") for line in entry["examples"].splitlines())
        for entry in content["nlu"]
    }


def test_an_export_has_the_layout_of_training_data_one_file_per_language(house: Database, folder: Path) -> None:
    export(folder)
    english, spanish = sorted(folder.iterdir())

    assert english.name.endswith(".en.yml")
    assert read(english) == {
        "fentanyl_test_strips": ["where can i get strips", "zazaroo strips for [name]"],
        NOT_OURS: ["who won the game"],
    }
    assert read(spanish) == {"fentanyl_test_strips": ["donde consigo tiras"]}
    assert "# Not words of ours: zazaroo\n" in english.read_text("utf-8")


def test_what_was_exported_does_not_leave_twice_nor_over_another_file(house: Database, folder: Path) -> None:
    export(folder)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    export(folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_an_export_is_audited_with_who_how_many_and_why(house: Database, folder: Path) -> None:
    export(folder)
    with house.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "export")).one()

    assert (entry.role, entry.subject_kind, entry.subject_id) == ("supervisor", "candidates", "4 texts")
    assert entry.reason == "monthly review"


@pytest.mark.parametrize(
    ("by", "reason"), [("operator", "x"), ("nobody", "x"), ("supervisor", " ")], ids=["operator", "nobody", "no reason"]
)
def test_nobody_but_a_supervisor_with_a_reason_exports(house: Database, folder: Path, by: str, reason: str) -> None:
    with pytest.raises(CheckError):
        export(folder, by=by, reason=reason)

    assert not (folder).exists()


def test_a_second_export_of_a_day_writes_a_file_of_its_own(house: Database, folder: Path) -> None:
    export(folder)
    with house.write() as session:
        [late] = [row for row in session.scalars(select(UnclearText)) if row.text == "nobody marked this"]
        by = session.scalars(select(Candidate.marked_by)).first()
        assert by is not None
        mark(session, late.id, topic="grief", by=by, now=MONDAY_10_AM)
    export(folder)
    [second] = folder.glob("*-2.en.yml")

    assert read(second) == {"grief": ["nobody marked this"]}


def test_an_exported_mark_can_be_changed_in_the_review_only(house: Database, folder: Path) -> None:
    export(folder)
    with house.write() as session:
        [text] = [row for row in session.scalars(select(UnclearText)) if row.text == "who won the game"]
        with pytest.raises(MarkRefusedError, match="exported already"):
            mark(session, text.id, topic="grief", by=text.contact_id, now=MONDAY_10_AM)
