"""Every check and test in order, with the time each takes; run by `make test` inside the app's environment."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from portline.progress import say
from portline.settings import ROOT

_PYTEST: Final = ("pytest", "-q", "--durations=5")
_FAST: Final = ("tests/unit", "tests/architecture")
_HOUSE: Final = "tests/e2e"
#: These measure seconds, or kill at moments milliseconds apart, so nothing else runs beside them.
_ALONE: Final = ("tests/speed", f"{_HOUSE}/test_start_and_stop.py", f"{_HOUSE}/test_web_killed.py")
#: Two at once, each with the next test that is left; what shares processes stays together (`tests/conftest.py`).
_TWO_AT_ONCE: Final = (*_PYTEST, "-n", "2", "--dist", "loadscope")


@dataclass(frozen=True, slots=True)
class Gate:
    """One check: its name and the Python module that runs it, with arguments.

    One that is `beside` the next is started and waited for after it: both need one processor.
    """

    name: str
    module: tuple[str, ...]
    beside: bool = False


def _but(*places: str) -> Iterator[str]:
    return (f"--ignore={place}" for place in places)


GATES: Final = (
    Gate("lint", ("ruff", "check", "--quiet", ".")),
    Gate("format", ("ruff", "format", "--quiet", "--check", ".")),
    Gate("types", ("mypy", "--no-error-summary"), beside=True),
    Gate("model", ("portline", "train")),
    Gate("unit", ("portline.bootstrap.two_halves", "tests/unit")),
    Gate("architecture", (*_PYTEST, "tests/architecture")),
    Gate("integration", (*_TWO_AT_ONCE, "tests", *_but(*_FAST, *_ALONE, _HOUSE))),
    Gate("conformance", ("tests.conformance.report",)),
    Gate("whole house", (*_TWO_AT_ONCE, _HOUSE, *_but(*_ALONE))),
    Gate("speed", (*_PYTEST, *_ALONE)),
)


def run_all(gates: Sequence[Gate]) -> int:
    """Run each gate, go on after a failure so that one run shows everything, and return 1 if any failed."""
    failed: list[str] = []
    running: list[_Running] = []
    for gate in gates:
        running.append(_Running(gate))
        if not gate.beside:
            failed += [each.gate.name for each in reversed(running) if not each.passes()]
            running.clear()
    say("test", f"failed: {', '.join(failed)}" if failed else "everything passed")
    return 1 if failed else 0


class _Running:
    """One check at work."""

    def __init__(self, gate: Gate) -> None:
        say("test", f"{gate.name} ...")
        self.gate, self._started = gate, time.monotonic()
        self._process = subprocess.Popen((sys.executable, "-m", *gate.module), cwd=ROOT)  # noqa: S603 - our own commands

    def passes(self) -> bool:
        """Wait for its end, say how it went, and return whether it passed."""
        code = self._process.wait()
        took = time.monotonic() - self._started
        say("test", f"{self.gate.name}: {'passed' if code == 0 else 'FAILED'} in {took:.0f} s")
        return code == 0


if __name__ == "__main__":
    sys.exit(run_all(GATES))
