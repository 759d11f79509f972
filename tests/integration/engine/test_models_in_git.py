"""The two models in git are the ones their texts and code make; `portline train` makes them anew when they change."""

from __future__ import annotations

import subprocess

import pytest

from portline.programs import ENGINE_PYTHON
from portline.settings import ROOT


@pytest.mark.parametrize(
    ("keeper", "trainer"),
    [("danger_texts", "danger_training"), ("tongues_training", "tongues_training")],
    ids=["danger", "languages"],
)
def test_the_model_was_trained_from_what_lies_here(keeper: str, trainer: str) -> None:
    code = f"from engine.{keeper} import is_current; print(is_current())"
    run = subprocess.run([str(ENGINE_PYTHON), "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "True", f"run: engine/.venv/bin/python -m engine.{trainer}, and commit the model"
