"""`portline directory` from the terminal: check writes nothing, import says what it did, export gives it back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portline import cli
from portline.settings import Settings, read_settings
from portline.storage_access import open_storage
from resources_directory.revision import current
from storage import migrations
from tests.fixtures.exchange import a_service


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Return the settings of a house with an empty directory."""
    monkeypatch.setenv("PORTLINE_VAR", str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    settings = read_settings()
    migrations.upgrade(settings.database_url)
    return settings


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Write two services, one of them broken."""
    path = tmp_path / "services.json"
    path.write_text(json.dumps([a_service(1), a_service(2, status="closed")]), encoding="utf-8")
    return path


def directory(*words: object) -> int:
    return cli.main(["directory", *map(str, words)])


def test_a_check_says_every_fault_and_writes_nothing(
    settings: Settings, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = directory("check", source)
    told = capsys.readouterr().out
    with open_storage(settings).read() as session:
        changes = current(session)

    assert (code, changes) == (1, 0)
    assert "fault  services.json row 2: status: is not one of: active, inactive, defunct, temporarily closed" in told
    assert "faults in 1 rows" in told


def test_an_import_takes_the_good_rows_and_says_what_it_did(
    settings: Settings, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [directory("import", source, "--source-url", "https://example.org", "--source-date", "2026-11")]
    codes += [directory("export", "--format", form, tmp_path / f"out.{end}") for form, end in
              (("json", "json"), ("tabular", "zip"), ("tabular", "folder"), ("csv", "csv"))]  # fmt: skip
    told = capsys.readouterr().out
    again = [directory("check", tmp_path / name) for name in ("out.json", "out.zip", "out.folder")]
    [service] = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["services"]

    assert (codes, again) == ([1, 0, 0, 0, 0], [0, 0, 0])
    assert "1 services, 0 held back" in told
    assert (service["name"], service["x_source_date"]) == ("Service 1", "2026-11")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("id,organization,service_name,category")


def test_perhaps_one_service_of_two_sources_is_listed(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = a_service(1), a_service(2)
    other["phones"][0]["number"] = one["phones"][0]["number"]
    for name, value in (("services_1.json", one), ("services_2.json", other)):
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
        directory("import", tmp_path / name)
    told = capsys.readouterr().out
    directory("duplicates")

    assert "perhaps one  Organization 1: Service 1" in told
    assert "1 pairs of services may be one" in capsys.readouterr().out


def test_the_counts_are_told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert directory("stats") == 0
    assert "shown 0, held back 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("check", "nowhere.json"), "nowhere.json cannot be read"),
        (("import", "nowhere.json", "--source-date", "soon"), "A source date is written as"),
        (("export", "--format", "json", "/nowhere/at/all.json"), "Cannot write /nowhere/at/all.json"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    settings: Settings, words: tuple[str, ...], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert directory(*words) == 1
    assert why in capsys.readouterr().err
