"""The whole house as one child process, `python -m portline run`, started as an operator starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy.orm import Session

from portline.invariants import violations
from portline.settings import ROOT, Settings
from portline.storage_access import open_storage
from tests.e2e.processes import children_of, group_of, is_running

PUBLIC_URL = "https://recovery.example.org"
AUTH_TOKEN = "e2e0123456789abcdef0123456789abc"
ACCOUNT_SID = f"AC{'e2' * 16}"

#: Long enough to train a model where the checkout has none; with one it is seconds.
FIRST_START_S = 240.0
_MODULES = {"web": "portline web", "actions": "portline actions", "worker": "portline worker", "engine": "engine.run"}


@dataclass(frozen=True, slots=True)
class Ports:
    """Three free ports of this machine."""

    web: int
    engine: int
    actions: int


def wait_until(is_so: Callable[[], bool], *, seconds: float, what: Callable[[], str] | str) -> float:
    """Wait for `is_so` and return how long it took, in seconds; fails the test when it takes too long."""
    started = time.monotonic()
    while not is_so():
        in_vain = time.monotonic() - started > seconds
        assert not in_vain, f"waited {seconds:g} s in vain: {what if isinstance(what, str) else what()}"
        time.sleep(0.05)
    return time.monotonic() - started


class House:
    """One running house over its own folder; the trained model is the checkout's."""

    def __init__(self, folder: Path) -> None:
        self.ports = _free_ports()
        self.var = folder / "var"
        self.temporary = folder / "tmp"
        self.log = folder / "run.log"
        self.var.mkdir()
        self.temporary.mkdir()
        models = ROOT / "var" / "models"
        models.mkdir(parents=True, exist_ok=True)
        (self.var / "models").symlink_to(models)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return where the web process listens."""
        return f"http://127.0.0.1:{self.ports.web}"

    @property
    def environ(self) -> dict[str, str]:
        """Return all that the house may know of its surroundings."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "TMPDIR": str(self.temporary),
            "PORTLINE_PORT": str(self.ports.web),
            "PORTLINE_ENGINE_PORT": str(self.ports.engine),
            "PORTLINE_ACTIONS_PORT": str(self.ports.actions),
            "PORTLINE_VAR": str(self.var),
            "PORTLINE_PUBLIC_URL": PUBLIC_URL,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        }

    @property
    def settings(self) -> Settings:
        """Read the settings as the house reads them, with the secrets it made for itself."""
        return Settings.from_environ(self.environ)

    def start(self) -> None:
        """Start the supervisor; returns at once."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "portline", "run"], cwd=ROOT, env=self.environ, stdout=log, stderr=log
            )

    def stop(self) -> float:
        """Send SIGTERM, as an init system does, and return how long the stop took, in seconds."""
        if self._process is None:
            return 0.0
        started = time.monotonic()
        self._process.terminate()
        self._process.wait(timeout=60)
        self._process = None
        return time.monotonic() - started

    def end(self) -> None:
        """Leave nothing running; what the supervisor does not stop in time dies with it (`supervision.tether`)."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def ensure_ready(self) -> None:
        """Start the house where it is not running, and wait until it gives full answers."""
        if self._process is None:
            self.start()
        process = self._process
        wait_until(
            lambda: self.is_ready() or (process is not None and process.poll() is not None),
            seconds=FIRST_START_S,
            what=self.last_lines,
        )
        assert self.is_ready(), f"the house ended by itself; {self.last_lines()}"

    def last_lines(self, count: int = 15) -> str:
        """Return the end of the house's own log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])

    def is_ready(self) -> bool:
        """Tell whether `/readyz` answers 200."""
        return self._answers("/readyz")

    def is_alive(self) -> bool:
        """Tell whether the web process answers."""
        return self._answers("/healthz")

    def pids(self) -> dict[str, int]:
        """Return the process ids of the running services, by name."""
        running = children_of(self.supervisor_pid)
        return {name: pid for name, module in _MODULES.items() for pid, line in running.items() if module in line}

    @property
    def supervisor_pid(self) -> int:
        """Return the process id of `portline run`."""
        assert self._process is not None
        return self._process.pid

    def kill(self, name: str) -> None:
        """Kill one service with -9, as the kernel does when memory runs out."""
        pid = self.pids()[name]
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not is_running(pid), seconds=5, what=f"{name} ends")

    @contextmanager
    def frozen(self, *names: str) -> Iterator[None]:
        """Hold services still (SIGSTOP): they neither answer nor refuse, the worst way to be away."""
        pids = self.pids()
        with ExitStack() as thaw:
            for pid in [member for name in names for member in group_of(pids[name])]:
                os.kill(pid, signal.SIGSTOP)
                thaw.callback(os.kill, pid, signal.SIGCONT)
            yield

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read the house's database with the house's own keys."""
        database = open_storage(self.settings)
        try:
            with database.read() as session:
                yield session
        finally:
            database.close()

    def violations(self) -> list[str]:
        """List the broken promises as if an hour had passed, so that no text counts as still in hand."""
        with self.reading() as session:
            return [str(found) for found in violations(session, now=datetime.now(UTC) + timedelta(hours=1))]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a `portline` command in the house's environment."""
        command = [sys.executable, "-m", "portline", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environ, capture_output=True, text=True, timeout=60, check=False
        )

    def _answers(self, path: str) -> bool:
        try:
            return httpx.get(self.url + path, timeout=2, trust_env=False).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False


def _free_ports() -> Ports:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(3)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return Ports(*(each.getsockname()[1] for each in sockets))
