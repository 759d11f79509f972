"""Fast tests in two processes, each collecting its own half only: `python -m portline.bootstrap.two_halves tests/unit`.

pytest-xdist lets every worker collect everything, which for tests of a few milliseconds costs as much as it saves.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from portline.settings import ROOT

HALVES: Final = 2
#: No test of ours reads the log through pytest; its plugin costs a millisecond a test.
_PYTEST: Final = ("pytest", "-q", "--durations=3", "-n", "0", "-p", "no:logging")


def deal(modules: Sequence[Path], halves: int = HALVES) -> list[list[Path]]:
    """Deal test modules out by size, the largest first, each to the half that has least so far."""
    dealt: list[list[Path]] = [[] for _ in range(halves)]
    for module in sorted(modules, key=lambda path: (-path.stat().st_size, path)):
        min(dealt, key=lambda half: sum(path.stat().st_size for path in half)).append(module)
    return dealt


def run(folder: Path) -> int:
    """Run all tests of `folder`, show what each half said when it is done, and return 1 if any failed."""
    running = [_start(half) for half in deal(list(folder.rglob("test_*.py")))]
    for half in running:
        said, _ = half.communicate()
        print(said, flush=True)  # noqa: T201 - this is its output
    return int(any(half.returncode for half in running))


def _start(modules: Sequence[Path]) -> subprocess.Popen[str]:
    command = (sys.executable, "-m", *_PYTEST, *map(str, sorted(modules)))
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603 - our own tests


if __name__ == "__main__":
    sys.exit(run(ROOT / sys.argv[1]))
