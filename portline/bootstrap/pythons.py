"""Find a Python of a given version on this machine. Runs on any Python 3.8 or newer."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Callable, Iterator, Sequence  # noqa: UP035 - read by older Pythons too

APP_VERSIONS = ("3.11", "3.12", "3.13", "3.14")
ENGINE_VERSIONS = ("3.10",)

# ensurepip is what Debian leaves out: without it no environment can be made.
_PROBE = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"


def find_python(
    versions: Sequence[str],
    candidates: Callable[[str], Iterator[str]] | None = None,
    version_of: Callable[[str], str] | None = None,
) -> str | None:
    """Return the path of the first working Python of `versions`, or None."""
    candidates, version_of = candidates or likely_pythons, version_of or python_version
    for version in versions:
        for path in candidates(version):
            if version_of(path) == version:
                return path
    return None


def likely_pythons(version: str) -> Iterator[str]:
    """Yield paths where a Python of `version` often lies: the PATH, pyenv's folder, uv's folder."""
    for name in (f"python{version}", "python3"):
        on_path = shutil.which(name)
        if on_path:
            yield on_path
    for folder in _version_folders(version):
        yield str(folder / "bin" / f"python{version}")


def python_version(path: str) -> str:
    """Return `major.minor` of the Python at `path`; empty when it does not run or cannot make environments."""
    try:
        probe = subprocess.run([path, "-c", _PROBE], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 - a path we found
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return probe.stdout.strip() if probe.returncode == 0 else ""


def _version_folders(version: str) -> Iterator[Path]:
    for root in _pyenv_roots():
        yield from sorted(root.glob(f"versions/{version}*"), reverse=True)
    yield from sorted(Path.home().glob(f".local/share/uv/python/cpython-{version}*"), reverse=True)


def _pyenv_roots() -> Iterator[Path]:
    shim = shutil.which("pyenv") or shutil.which("python3")
    if shim and Path(shim).parent.name in {"shims", "bin"}:
        yield Path(shim).parents[1]
    yield Path.home() / ".pyenv"
