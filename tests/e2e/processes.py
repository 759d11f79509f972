"""What runs on this machine, read from /proc."""

from __future__ import annotations

from pathlib import Path

_PARENT, _GROUP = 1, 2


def children_of(parent: int) -> dict[int, str]:
    """Return the command lines of the running children of `parent`, by process id."""
    return {pid: command_line(pid) for pid in _pids() if _is(pid, _PARENT, parent)}


def group_of(leader: int) -> list[int]:
    """Return the process ids of the running members of a process group."""
    return [pid for pid in _pids() if _is(pid, _GROUP, leader)]


def is_running(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be collected does not."""
    fields = _fields(pid)
    return bool(fields) and fields[0] != "Z"


def command_line(pid: int) -> str:
    """Return how a process was called, or nothing when it is gone."""
    return _read(pid, "cmdline").replace(b"\0", b" ").decode()


def environ(pid: int) -> bytes:
    """Return the environment a process was started with."""
    return _read(pid, "environ")


def open_files(pid: int) -> list[str]:
    """Return what a process holds open."""
    return [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()]


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _is(pid: int, field: int, value: int) -> bool:
    fields = _fields(pid)
    return bool(fields) and fields[0] != "Z" and int(fields[field]) == value


def _fields(pid: int) -> list[str]:
    """Return state, parent, group and so on (proc(5)); the name before them may hold spaces."""
    return _read(pid, "stat").rpartition(b")")[2].decode().split()


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""
