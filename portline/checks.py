"""What must be true before anything starts; each problem is one sentence that says what to do.

Standard library only: the bootstrap uses it before anything is installed.
"""

import errno
import shutil
import socket
from pathlib import Path
from typing import Final

from portline.settings import Settings

_GB: Final = 1_000_000_000
ROOM_TO_RUN_GB: Final = 0.2
ROOM_TO_INSTALL_GB: Final = 2.0
ROOM_FOR_TENSORFLOW_GB: Final = 4.0


class CheckError(Exception):
    """Something that must be put right before we can start."""


def check_ports(settings: Settings) -> None:
    """Raise CheckError when a port we need is taken or an address is not ours."""
    check_port(settings.bind, settings.port, setting="PORTLINE_PORT")
    check_port("127.0.0.1", settings.engine_port, setting="PORTLINE_ENGINE_PORT")
    check_port("127.0.0.1", settings.actions_port, setting="PORTLINE_ACTIONS_PORT")


def check_port(host: str, port: int, *, setting: str) -> None:
    """Raise CheckError when nobody could listen on `host` and `port`."""
    try:
        _try_to_listen(host, port)
    except OSError as error:
        raise CheckError(_why_not(error, host, port, setting)) from None


def check_disk(folder: Path, *, needed_gb: float) -> None:
    """Raise CheckError when the disk under `folder` has less than `needed_gb` GB free."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    free_gb = shutil.disk_usage(existing).free / _GB
    if free_gb < needed_gb:
        raise CheckError(f"The disk is nearly full: {free_gb:.1f} GB free at {existing}, {needed_gb:g} GB needed.")


def check_writable(folder: Path) -> None:
    """Make `folder` and raise CheckError when we may not write there."""
    probe = folder / ".may-write"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CheckError(f"Cannot write to {folder} ({error.strerror}); set PORTLINE_VAR to another folder.") from None


def _try_to_listen(host: str, port: int) -> None:
    family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        # As the servers do: a port that only waits for old connections to fade is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        probe.listen()


def _why_not(error: OSError, host: str, port: int, setting: str) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program: stop it, or set {setting} to a free port."
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than we have: set {setting} to a port above 1023."
    return f"Cannot listen on {host} port {port} ({error.strerror}): set PORTLINE_BIND to an address of this machine."
