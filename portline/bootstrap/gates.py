"""Every check and test in order, with the time each takes; run by `make test` inside the app's environment."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from portline.progress import say
from portline.settings import ROOT

_PYTEST: Final = ("pytest", "-q", "--durations=5")
_FAST: Final = ("tests/unit", "tests/architecture")
#: These measure seconds and processes, so nothing else runs beside them.
_ALONE: Final = ("tests/speed", "tests/e2e")


@dataclass(frozen=True, slots=True)
class Gate:
    """One check: its name and the Python module that runs it, with arguments."""

    name: str
    module: tuple[str, ...]


GATES: Final = (
    Gate("lint", ("ruff", "check", "--quiet", ".")),
    Gate("format", ("ruff", "format", "--quiet", "--check", ".")),
    Gate("types", ("mypy", "--no-error-summary")),
    Gate("model", ("portline", "train")),
    Gate("unit", ("portline.bootstrap.two_halves", "tests/unit")),
    Gate("architecture", (*_PYTEST, "tests/architecture")),
    Gate(
        "integration",
        (*_PYTEST, "-n", "2", "--dist", "loadscope", "tests", *(f"--ignore={folder}" for folder in _FAST + _ALONE)),
    ),
    Gate("whole house", (*_PYTEST, *_ALONE)),
)


def run_all(gates: Sequence[Gate]) -> int:
    """Run each gate, go on after a failure so that one run shows everything, and return 1 if any failed."""
    failed = [gate.name for gate in gates if not _passes(gate)]
    say("test", f"failed: {', '.join(failed)}" if failed else "everything passed")
    return 1 if failed else 0


def _passes(gate: Gate) -> bool:
    say("test", f"{gate.name} ...")
    started = time.monotonic()
    code = subprocess.run((sys.executable, "-m", *gate.module), cwd=ROOT, check=False).returncode  # noqa: S603 - our own commands
    say("test", f"{gate.name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s")
    return code == 0


if __name__ == "__main__":
    sys.exit(run_all(GATES))
