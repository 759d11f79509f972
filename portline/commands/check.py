"""Say, line by line, whether this machine and its settings are ready to run."""

import argparse
from collections.abc import Callable

from portline import checks, programs
from portline.progress import say
from portline.settings import Settings, SettingsError, read_settings
from portline.stage_gate import check_stage


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Print every check; return 0 when all hold."""
    settings = read_settings()
    problems = [name for name, check in CHECKS.items() if not _holds(name, check, settings)]
    return 1 if problems else 0


def check_engine_environment(_settings: Settings) -> None:
    """Raise CheckError when the engine's Python environment is missing."""
    if not programs.ENGINE_PYTHON.exists():
        raise checks.CheckError("The engine's environment is missing: run `make setup`.")


CHECKS: dict[str, Callable[[Settings], None]] = {
    "folder": lambda settings: checks.check_writable(settings.var),
    "disk": lambda settings: checks.check_disk(settings.var, needed_gb=checks.ROOM_TO_RUN_GB),
    "stage": check_stage,
    "engine": check_engine_environment,
    "ports": checks.check_ports,
}


def _holds(name: str, check: Callable[[Settings], None], settings: Settings) -> bool:
    try:
        check(settings)
    except (checks.CheckError, SettingsError) as problem:
        say(name, str(problem))
        return False
    say(name, "good")
    return True
