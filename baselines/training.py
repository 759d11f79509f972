"""Train a baseline with Rasa's own command, once for each hash of what it is made from."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from baselines.places import PYTHON
from baselines.project import Project

_ABOUT, _MODEL = "trained.json", "model"


class BaselineError(Exception):
    """A baseline could not be trained or started; the message says where its own words are."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained baseline: its folder, and the seconds and most memory (MB) that training took when it was done."""

    folder: Path
    seconds: float
    memory_mb: int

    @property
    def model(self) -> Path:
        """Return the model's file."""
        return self.folder / "models" / f"{_MODEL}.tar.gz"


def train(project: Project, folder: Path) -> Trained:
    """Return the model of `project` under `folder`, trained now unless it was before; raises BaselineError."""
    home = folder / f"{project.name}-{project.fingerprint}"
    about = home / _ABOUT
    if not about.is_file():
        project.write(home)
        about.write_text(json.dumps(asdict(_run(home, folder / "rasa-cache")) | {"folder": None}), encoding="ascii")
    known = json.loads(about.read_text(encoding="ascii"))
    return Trained(home, known["seconds"], known["memory_mb"])


def environment(cache: Path) -> dict[str, str]:
    """Return what Rasa may know of its surroundings: nothing of ours, and no telemetry."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2", "PYTHONWARNINGS": "ignore"}
    # One cache for both: B understands with the very parts that A has trained.
    return kept | quiet | {"RASA_CACHE_DIRECTORY": str(cache)}


def _run(home: Path, cache: Path) -> Trained:
    started = time.monotonic()
    with (home / "train.log").open("wb") as log:
        done = subprocess.run(  # noqa: S603 - our own command
            [str(PYTHON), "-m", "rasa", "train", "--fixed-model-name", _MODEL],
            cwd=home, env=environment(cache), stdout=log, stderr=log, check=False,
        )  # fmt: skip
    if done.returncode != 0:
        raise BaselineError(f"training a baseline failed; see {home / 'train.log'}")
    memory_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return Trained(home, time.monotonic() - started, memory_mb)
