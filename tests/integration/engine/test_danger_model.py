"""The danger model in git is the one its texts and code make; `portline train` makes it anew when they change."""

from __future__ import annotations

import subprocess

from portline.programs import ENGINE_PYTHON
from portline.settings import ROOT

CODE = "from engine.danger_texts import inputs_hash, made_from; print(made_from() == inputs_hash())"


def test_the_model_was_trained_from_what_lies_here():
    run = subprocess.run([str(ENGINE_PYTHON), "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "True", "run: engine/.venv/bin/python -m engine.danger_training, and commit the model"
