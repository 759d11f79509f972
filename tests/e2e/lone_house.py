"""The web process by itself: no supervisor, engine or actions, and the worker only when a test starts it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from portline.settings import ROOT
from tests.e2e.house import House, wait_until


class LoneHouse(House):
    """A house in which a test starts each process itself; `database_url` empty is a SQLite file of its own."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        super().__init__(folder)
        self._database_url = database_url
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def environ(self) -> dict[str, str]:
        """Return all that the processes may know of their surroundings."""
        return super().environ | ({"PORTLINE_DATABASE_URL": self._database_url} if self._database_url else {})

    def open(self) -> None:
        """Make the database and start web alone."""
        migrated = self.command("migrate")
        assert migrated.returncode == 0, migrated.stderr
        self.begin("web")
        wait_until(self.is_alive, seconds=60, what=self.last_lines)

    def begin(self, name: str) -> None:
        """Start one process; returns at once."""
        with self.log.open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", "portline", name], cwd=ROOT, env=self.environ, stdout=log, stderr=log
            )

    def stop_one(self, name: str) -> None:
        """Stop one process; what does not stop in time is killed."""
        process = self._running.pop(name)
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def end(self) -> None:
        """Leave nothing running."""
        for name in tuple(self._running):
            self.stop_one(name)
