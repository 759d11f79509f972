"""`python3 -m portline.bootstrap setup | run | test | baselines | copy | bench | bench-directory`, on any Python."""

from __future__ import annotations

import os
import sys

from portline.bootstrap.pythons import APP_VERSIONS, find_python

# What each task goes on with, once both environments stand.
_THEN = {
    "run": ("portline", "run"),
    "test": ("portline.bootstrap.gates",),
    "bench": ("portline", "bench"),
    "bench-directory": ("portline", "bench-directory"),
    "copy": ("portline", "words", "check"),
}
# The tests' PostgreSQL comes from a wheel that only they, and what measures both databases, install.
_WITH_TOOLS = frozenset({"test", "bench-directory"})
# What compares us with Rasa's defaults needs a third environment, which nobody else has to install.
_COMPARES = frozenset({"baselines", "bench"})


def main(task: str) -> int:
    """Do one task; a known problem is one sentence and exit code 1."""
    from portline.bootstrap import steps  # noqa: PLC0415 - needs a Python that fits
    from portline.checks import CheckError  # noqa: PLC0415
    from portline.settings import SettingsError  # noqa: PLC0415

    try:
        if task == "run":
            steps.check_run()
        steps.set_up(with_tests=task in _WITH_TOOLS)
        if task in _COMPARES:
            steps.set_up_baselines()
    except (CheckError, SettingsError) as problem:
        return tell(str(problem))
    if task in _THEN:
        steps.go_on(*_THEN[task])
    return 0


def tell(problem: str) -> int:
    """Show a problem and return the exit code."""
    print(f"portline: {problem}", file=sys.stderr)  # noqa: T201 - there is no logger yet
    return 1


def go_on_with_newer_python() -> int:
    """Start this module again with a Python that fits."""
    python = find_python(APP_VERSIONS)
    if python is None:
        return tell("Python 3.11 or newer is needed and was not found: install it with its venv module.")
    os.execv(python, [python, "-m", "portline.bootstrap", *sys.argv[1:]])  # noqa: S606 - a Python we found
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if sys.version_info >= (3, 11) else go_on_with_newer_python())
