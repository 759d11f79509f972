"""One child process: its command, what it prints, how it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

_TETHER: Final = Path(__file__).with_name("tether.py")
_LINE_BYTES_MAX: Final = 4000


@dataclass(frozen=True, slots=True)
class Command:
    """A program to run: what it is called in the progress lines, its words, its environment and where it runs."""

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    directory: Path


@dataclass(frozen=True, slots=True)
class Exit:
    """How a process ended: its code (negative: the signal that ended it) and its largest memory in MB."""

    code: int
    memory_mb: int

    def __str__(self) -> str:
        """Say it in words."""
        how = f"killed by {signal.Signals(-self.code).name}" if self.code < 0 else f"exit {self.code}"
        return f"{how}, {self.memory_mb} MB at most"


class Child:
    """A running command in its own process group, tied to our life."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self._process = subprocess.Popen(  # noqa: S603 - the supervisor's own table of commands, never input
            [sys.executable, "-I", "-S", str(_TETHER), str(os.getpid()), *command.argv],
            cwd=command.directory,
            env=dict(command.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._rest = b""
        self._memory_mb = 0
        os.set_blocking(self._output.fileno(), False)

    @property
    def pid(self) -> int:
        """Return the process id, which is its group's id too."""
        return self._process.pid

    def lines(self) -> list[str]:
        """Return the whole lines printed since the last call; never waits."""
        self._rest += self._output.read() or b""
        *whole, self._rest = self._rest.split(b"\n")
        if len(self._rest) > _LINE_BYTES_MAX:
            whole, self._rest = [*whole, self._rest], b""
        return [line.decode("utf-8", "replace").rstrip()[:_LINE_BYTES_MAX] for line in whole]

    def last_lines(self) -> list[str]:
        """Return what is left to read after the end, and let go of the pipe."""
        lines = [*self.lines(), *([self._rest.decode("utf-8", "replace")] if self._rest else [])]
        self._output.close()
        return lines

    def ended(self) -> Exit | None:
        """Return how the process ended, or None while it runs; asked again after the end, it says the same."""
        if self._process.returncode is None:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            if pid == 0:
                return None
            self._process.returncode = os.waitstatus_to_exitcode(status)
            self._memory_mb = usage.ru_maxrss // 1024
        return Exit(self._process.returncode, self._memory_mb)

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the whole group, grandchildren too; a group that is gone is fine."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            return

    @property
    def _output(self) -> IO[bytes]:
        if self._process.stdout is None:
            raise RuntimeError("a child is always started with a pipe")
        return self._process.stdout
