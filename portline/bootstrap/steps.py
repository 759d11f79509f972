"""What a fresh clone needs before `run` or `test`: everything is checked first, then made."""

import os
import subprocess

from portline import checks
from portline.bootstrap import environments
from portline.bootstrap.chromium import ensure_chromium
from portline.bootstrap.environments import Environment
from portline.bootstrap.pythons import find_python
from portline.progress import say
from portline.settings import ROOT, read_settings


def set_up(*, with_tests: bool) -> None:
    """Make both environments where their locks changed; raises CheckError or SettingsError before anything is made."""
    make_stale(environments.APP_WITH_TESTS if with_tests else environments.APP, environments.ENGINE)
    environments.link_app()
    compile_lists()
    if with_tests:
        ensure_chromium()
    say("setup", "both Python environments are ready")


def set_up_baselines() -> None:
    """Make the environment that only comparisons with Rasa's defaults need (after the app's); raises CheckError."""
    make_stale(environments.BASELINES, room_gb=checks.ROOM_FOR_TENSORFLOW_GB)


def make_stale(*wanted: Environment, room_gb: float = checks.ROOM_TO_INSTALL_GB) -> None:
    """Make those of `wanted` whose locks changed; raises CheckError before anything is made."""
    stale = [environment for environment in wanted if not environments.is_current(environment)]
    pythons = [python_for(environment) for environment in stale]
    if stale:
        checks.check_disk(ROOT, needed_gb=room_gb)
    for environment, python in zip(stale, pythons, strict=True):
        environments.make(environment, python)


def compile_lists() -> None:
    """Let `bot.safety` read its word lists ahead of every start; where that fails a start takes a moment longer."""
    command = [str(environments.APP.python), "-m", "bot.safety.compile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        say("setup", f"the word lists were not compiled, each start takes a moment longer: {last}")


def go_on(*module_and_arguments: str) -> None:
    """Become a module of ours inside the app's environment."""
    python = str(environments.APP.python)
    os.execv(python, [python, "-m", *module_and_arguments])  # noqa: S606 - our own program


def check_run() -> None:
    """Check settings, folder and ports, so that nobody waits minutes to learn of a taken port."""
    settings = read_settings()
    checks.check_writable(settings.var)
    checks.check_ports(settings)


def python_for(environment: Environment) -> str:
    """Return the Python to make `environment` with; raises CheckError when this machine has none."""
    found = find_python(environment.versions)
    if found is None:
        version = environment.versions[0] + (" or newer" if len(environment.versions) > 1 else "")
        raise checks.CheckError(
            f"Python {version} is needed for the {environment.name} and was not found: install it with its venv module "
            "(from your system's packages, pyenv or uv), then start again.",
        )
    return found
