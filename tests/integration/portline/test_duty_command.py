"""The roster from the command line, and what `portline doctor` says when it is empty."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock_words import BOSTON
from portline import cli
from portline.settings import Settings, read_settings
from portline.storage_access import open_storage
from staff import Role
from staff.duty import roster
from storage import migrations
from storage.audit import entries_about
from tests.fixtures.duty import add_person

WARNING = "warning: nobody is on duty"


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Return the settings of a house with one advocate, and nobody on duty."""
    monkeypatch.setenv("PORTLINE_VAR", str(tmp_path))
    settings = read_settings()
    migrations.upgrade(settings.database_url)
    database = open_storage(settings)
    add_person(database, "ann", Role.ADVOCATE)
    database.close()
    return settings


def add(*more: str, starts: timedelta = timedelta(hours=-1), username: str = "ann") -> int:
    """Add eight hours of duty that start so long from now."""
    begins = datetime.now(UTC) + starts
    times = [f"{at.astimezone(BOSTON):%Y-%m-%dT%H:%M}" for at in (begins, begins + timedelta(hours=8))]
    return cli.main(["duty", "add", "--username", username, "--from", times[0], "--to", times[1], *more])


def test_a_shift_added_at_the_terminal_is_listed_without_its_number_and_audited(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("617-555-0171\n"))
    codes = [add("--number-stdin"), add("--contact", "second", starts=timedelta(hours=9)), cli.main(["duty", "list"])]
    first, second = capsys.readouterr().out.splitlines()[2:]

    assert codes == [0, 0, 0]
    assert (first.split()[0], first.split("  ")[2:]) == ("on", ["first contact", "ann", "is texted"])
    assert (second.split()[0], second.split("  ")[2:]) == ("to", ["second contact", "ann", "no number"])
    assert "0171" not in first + second
    with open_storage(settings).read() as session:
        shift_id = str(roster(session, datetime.now(UTC))[0].shift_id)
        assert [(entry.actor, entry.action) for entry in entries_about(session, "shift", shift_id)] == [
            ("command_line", "create")
        ]


def test_a_shift_that_cannot_stand_is_one_sentence(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(starts=timedelta(hours=-9)) == 1
    assert add(username="nobody") == 1
    assert cli.main(["duty", "add", "--username", "ann", "--from", "monday", "--to", "tuesday"]) == 1

    assert capsys.readouterr().err.splitlines() == [
        "portline: This shift is over already.",
        "portline: There is no such user.",
        "portline: A time is written as in 2026-11-23T08:00.",
    ]


def test_the_doctor_warns_while_nobody_is_on_duty_and_does_not_fail(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [cli.main(["doctor"]), cli.main(["duty", "list"]), add(), cli.main(["doctor"])]
    out = capsys.readouterr().out

    assert codes == [0, 0, 0, 0]
    assert out.count(WARNING) == 1
    assert out.index(WARNING) < out.index("nobody is on duty now") < out.index("added")
    assert out.endswith("0 broken promises\n")
