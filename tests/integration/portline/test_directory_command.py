"""`portline directory freshness`: the figures at the terminal, and the picture in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from portline import cli
from portline.settings import read_settings
from storage import migrations


def test_freshness_is_told_and_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTLINE_VAR", str(tmp_path))
    migrations.upgrade(read_settings().database_url)
    drawn = tmp_path / "freshness.svg"
    codes = [cli.main(["seed"]), cli.main(["directory", "freshness", "--picture", str(drawn)])]
    told = capsys.readouterr().out

    assert codes == [0, 0]
    assert "listings are shown on" in told
    assert "Naloxone" in told
    assert drawn.read_text(encoding="utf-8").startswith("<svg")
