"""How long our model takes to train: timed when it is trained, and remembered beside it."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from portline import programs
from portline.checks import CheckError
from portline.settings import Settings


def train_ours(settings: Settings) -> float:
    """Train the engine's model in the house of the bench unless it is of today's data; return the seconds it took."""
    before, started = _newest(settings), time.monotonic()
    command = programs.engine_program("train", settings)
    done = subprocess.run(command.argv, cwd=command.directory, env=dict(command.environment), check=False)  # noqa: S603 - ours
    model = _newest(settings)
    if done.returncode != 0 or model is None:
        raise CheckError("Our model could not be trained; its own lines above say why.")
    note = model.with_suffix(".seconds.json")
    if model != before:
        note.write_text(json.dumps(time.monotonic() - started), encoding="ascii")
    return float(json.loads(note.read_text(encoding="ascii")))


def _newest(settings: Settings) -> Path | None:
    models = sorted((settings.var / "models").glob("portline-*.tar.gz"), key=lambda model: model.stat().st_mtime)
    return models[-1] if models else None
