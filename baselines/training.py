"""Train a baseline with Rasa's own command, once for each hash of what it is made from."""

from __future__ import annotations

import json
import resource
import subprocess
import time
from collections.abc import Mapping
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


def train(project: Project, folder: Path, surroundings: Mapping[str, str]) -> Trained:
    """Return the model of `project` under `folder`, trained now unless it was before; raises BaselineError.

    `surroundings` are the variables of the environment (PATH, HOME) that Rasa is run with.
    """
    home = folder / f"{project.name}-{project.fingerprint}"
    about = home / _ABOUT
    if not about.is_file():
        project.write(home)
        about.write_text(
            json.dumps(asdict(_run(home, rasa_environment(surroundings, folder / "rasa-cache"))) | {"folder": None}),
            encoding="ascii",
        )
    known = json.loads(about.read_text(encoding="ascii"))
    return Trained(home, known["seconds"], known["memory_mb"])


def rasa_environment(surroundings: Mapping[str, str], cache: Path) -> dict[str, str]:
    """Return the environment to run Rasa in: `surroundings`, quiet and without telemetry."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2", "PYTHONWARNINGS": "ignore"}
    # One cache for both: B understands with the very parts that A has trained.
    return dict(surroundings) | quiet | {"RASA_CACHE_DIRECTORY": str(cache)}


def _run(home: Path, environment: Mapping[str, str]) -> Trained:
    started = time.monotonic()
    with (home / "train.log").open("wb") as log:
        done = subprocess.run(  # noqa: S603 - our own command
            [str(PYTHON), "-m", "rasa", "train", "--fixed-model-name", _MODEL],
            cwd=home, env=dict(environment), stdout=log, stderr=log, check=False,
        )  # fmt: skip
    if done.returncode != 0:
        raise BaselineError(f"training a baseline failed; see {home / 'train.log'}")
    memory_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return Trained(home, time.monotonic() - started, memory_mb)
