"""`portline run`: the whole house under one supervisor, web first."""

import argparse
import http.client
import time
from typing import Final

from portline import programs
from portline.commands.check import CHECKS
from portline.preparation import make_model, prepare_database
from portline.progress import say
from portline.settings import Settings, read_settings
from portline.supervision.supervisor import StepFailedError, StopAskedError, Supervisor

_LOOK_AGAIN_S: Final = 0.2
_REMIND_S: Final = 30.0


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Check, prepare the database, start web, train when needed, start the rest, and stay until asked to stop."""
    settings = read_settings()
    check(settings)
    try:
        with Supervisor(say) as supervisor:
            bring_up(supervisor, settings)
            supervisor.watch_until(lambda: False)
    except StopAskedError:
        say("portline", "stopped")
        return 0
    except StepFailedError as error:
        say("portline", f"{error}; its own lines above say why. Nothing is left running.")
    return 1


def check(settings: Settings) -> None:
    """Raise CheckError for what would fail later in a less clear way."""
    for look in CHECKS.values():
        look(settings)


def bring_up(supervisor: Supervisor, settings: Settings) -> None:
    """Start everything in order; web is up before the model is trained, so that danger is always answered."""
    prepare_database(supervisor, settings)
    say("portline", f"2/4 web on {settings.bind} port {settings.port}")
    supervisor.keep(programs.own_program("web"))
    # Nothing else starts before web answers: on a small machine it would take the processor from the danger words.
    supervisor.watch_until(HealthCheck(settings, "/healthz"))
    say("portline", "danger is answered from here on; the rest is starting")
    supervisor.keep(programs.own_program("actions"))
    supervisor.keep(programs.own_program("worker"))
    if make_model(supervisor, settings):
        say("portline", "4/4 engine: it needs some seconds to load the model")
        supervisor.keep(programs.engine_program("run", settings))
        supervisor.watch_until(HealthCheck(settings, "/readyz"))
        say("portline", f"ready: {settings.public_url}")


class HealthCheck:
    """Asks a path of web's now and then; says so when it takes long."""

    def __init__(self, settings: Settings, path: str) -> None:
        self._path = path
        self._host = "127.0.0.1" if settings.bind in {"0.0.0.0", "::"} else settings.bind  # noqa: S104 - compared, not bound
        self._port = settings.port
        self._ask_at = 0.0
        self._remind_at = time.monotonic() + _REMIND_S

    def __call__(self) -> bool:
        """Return whether web answers 200."""
        now = time.monotonic()
        if now > self._remind_at:
            self._remind_at = now + _REMIND_S
            say("portline", f"still waiting for {self._path}")
        if now < self._ask_at:
            return False
        self._ask_at = now + _LOOK_AGAIN_S
        return answers(self._host, self._port, self._path)


def answers(host: str, port: int, path: str) -> bool:
    """Tell whether `path` answers 200 within a second."""
    connection = http.client.HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
