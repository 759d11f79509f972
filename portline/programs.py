"""The programs of the house: which command runs each, with which environment, and what each is made from."""

import sys
from typing import Final

from portline import stamps
from portline.settings import ROOT, Settings, child_environment
from portline.supervision.child import Command

ENGINE_PYTHON: Final = ROOT / "engine" / ".venv" / "bin" / "python"

# The engine gets no secret but its own token, and no way to the database.
_ENGINE_MAY_SEE: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")


def own_program(name: str) -> Command:
    """Return the command of one of our own processes or steps: `python -m portline NAME`."""
    environment = child_environment() | {"PYTHONUNBUFFERED": "1"}
    return Command(name, (sys.executable, "-m", "portline", name), environment, ROOT)


def engine_program(name: str, settings: Settings) -> Command:
    """Return the command of an engine module (run, train, understand), run by the engine's own Python."""
    label = "engine" if name == "run" else name
    argv = (str(ENGINE_PYTHON), "-m", f"engine.{name}")
    return Command(label, argv, engine_environment(settings), ROOT)


def engine_environment(settings: Settings) -> dict[str, str]:
    """Return everything the engine may know of its surroundings."""
    return child_environment(*_ENGINE_MAY_SEE) | {
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",  # its old libraries warn of each other at every start
        "PORTLINE_ENGINE_PORT": str(settings.engine_port),
        "PORTLINE_ENGINE_TOKEN": settings.engine_token,
        "PORTLINE_ACTIONS_PORT": str(settings.actions_port),
        "PORTLINE_VAR": str(settings.var),
    }


def database_inputs(settings: Settings) -> str:
    """Return a hash of the database's address, its migrations and what it is seeded from."""
    migrations = stamps.files_under(ROOT / "storage" / "migrations", "**/*.py", ".current-head")
    directory = stamps.files_under(ROOT / "resources_directory", "seed/*.csv", "seed*.py", "seed/*.py")
    return stamps.hash_of(settings.database_url, files=[*migrations, *directory])
