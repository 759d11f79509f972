"""Start what is measured, wait until it answers, read its memory, and leave nothing running."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import httpx

from portline import supervision
from portline.checks import CheckError

#: TensorFlow and a large model need long on a busy machine.
_START_S: Final = 600.0
_STOP_S: Final = 30.0
_KB: Final = 1024
#: Ties a child's life to ours, so that a bench that is killed leaves no server behind.
_TETHER: Final = Path(supervision.__file__).with_name("tether.py")


@contextmanager
def running(argv: Sequence[str], environment: Mapping[str, str], directory: Path, log: Path) -> Iterator[int]:
    """Run a program for as long as the block lasts; gives its process id."""
    with log.open("ab") as file:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, "-I", "-S", str(_TETHER), str(os.getpid()), *argv],
            cwd=directory, env=dict(environment), stdout=file, stderr=file,
        )  # fmt: skip
        try:
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_up(url: str, *, log: Path) -> None:
    """Wait until `url` answers 200; raises CheckError when it takes too long."""
    give_up = time.monotonic() + _START_S
    while not _answers(url):
        if time.monotonic() > give_up:
            raise CheckError(f"{url} did not come up; see {log}")
        time.sleep(0.1)


def free_ports(wanted: int) -> list[int]:
    """Find ports nobody listens on."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(wanted)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def memory_mb(pid: int) -> tuple[int, int]:
    """Return the resident memory of a process now and at its most, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    sizes = {name: value for name, _, value in (line.partition(":") for line in lines)}
    return _mb(sizes["VmRSS"]), _mb(sizes["VmHWM"])


def child_of(parent: int, words: str) -> int:
    """Return the child process of `parent` whose command holds `words`; raises CheckError when there is none."""
    for folder in Path("/proc").glob("[0-9]*"):
        if _is_child(folder, parent) and words in _command(folder):
            return int(folder.name)
    raise CheckError(f"no process {words!r} was found")


def _mb(value: str) -> int:
    return int(value.split(maxsplit=1)[0]) // _KB


def _is_child(folder: Path, parent: int) -> bool:
    try:
        stat = (folder / "stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[1] == str(parent)


def _command(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
