"""Which model is used, and when a new one is due."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine import model_file
from engine.model_file import NoModelError, inputs_hash, model_path, trained_model


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PORTLINE_VAR", str(tmp_path))
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


def made(path: Path, *, seconds: int) -> Path:
    """Make a model file of a given age."""
    path.touch()
    os.utime(path, (seconds, seconds))
    return path


def test_without_any_model_the_command_that_trains_is_named(models: Path) -> None:
    with pytest.raises(NoModelError, match=r"engine\.train"):
        trained_model()


def test_the_model_of_the_present_files_is_used(models: Path) -> None:
    made(models / "portline-newer.tar.gz", seconds=2000)

    assert made(model_path(), seconds=1000) == trained_model()


def test_an_older_model_is_better_than_none(models: Path) -> None:
    made(models / "portline-a.tar.gz", seconds=1000)
    newest = made(models / "portline-b.tar.gz", seconds=2000)

    assert trained_model() == newest


@pytest.mark.parametrize(
    "changed", ["config.yml", "data/nlu/acts.en.yml", "engine/components/gate.py", "bot/topics.csv"]
)
def test_a_change_in_anything_training_reads_asks_for_a_new_model(tmp_path: Path, changed: str) -> None:
    for name in (
        "config.yml",
        "data/nlu/acts.en.yml",
        "bot/domain/acts.yml",
        "engine/components/gate.py",
        *model_file.CODE[1:],
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    before = inputs_hash(tmp_path)
    (tmp_path / changed).write_text("after")

    assert inputs_hash(tmp_path) != before
