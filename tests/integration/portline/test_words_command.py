"""`portline words`: what it prints, writes and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.copy_store import CopyStore
from portline.cli import main
from portline.commands import words


@pytest.fixture(autouse=True)
def _own_house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTLINE_VAR", str(tmp_path / "var"))


def test_check_shows_every_text_on_a_line_and_ends_with_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = main(["words", "check"]), capsys.readouterr().out
    copy = CopyStore.load()

    assert code == 0
    assert len(shown.splitlines()) == len(copy.entries) + 2
    assert f"{len(copy.entries)} texts" in shown
    assert "0 faults" in shown


def test_export_writes_the_same_file_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "1.po", tmp_path / "2.po"
    for path in (first, second):
        assert main(["words", "export", "es", "-o", str(path)]) == 0

    assert first.read_bytes() == second.read_bytes()
    assert b'msgctxt "danger_overdose/sms"' in first.read_bytes()


def test_an_unchanged_file_taken_back_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    po = tmp_path / "es.po"
    main(["words", "export", "es", "-o", str(po)])

    assert main(["words", "import", "es", str(po)]) == 0
    assert capsys.readouterr().out.startswith("0 changed, 0 confirmed as they were, ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "xx"], "no words are kept in 'xx'"),
        (["import", "es", "/nowhere.po"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", *arguments]) == 1
    assert said in capsys.readouterr().err


def test_stale_names_what_is_behind_its_english(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = [entry for entry in CopyStore.load().entries if (entry.language, entry.id) == ("es", "greeting")]
    monkeypatch.setattr(words, "stale_translations", lambda _copy: iter(behind))
    main(["words", "stale"])

    assert capsys.readouterr().out == "behind its English: es/greeting\nes 1\n"
