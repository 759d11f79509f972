"""The locked environments: app, engine, on demand baselines; a stamp of the locks' hashes lets a start skip them."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from portline import stamps
from portline.bootstrap.pythons import APP_VERSIONS, ENGINE_VERSIONS, python_version
from portline.checks import CheckError
from portline.progress import say
from portline.settings import ROOT

_STAMP: Final = "portline-locks.json"
_BOOTSTRAP_LOCK: Final = Path(__file__).with_name("bootstrap.lock")
_UNREACHABLE: Final = (
    "connection", "connect error", "resolve", "timed out", "unreachable", "dns error", "proxy", "error sending request",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Environment:
    """A Python environment: its folder, the Pythons that can be in it, and the locks it is made from."""

    name: str
    folder: Path
    versions: tuple[str, ...]
    locks: tuple[Path, ...]

    @property
    def python(self) -> Path:
        """Return the path of its Python."""
        return self.folder / "bin" / "python"


APP: Final = Environment("app", ROOT / ".venv", APP_VERSIONS, (_BOOTSTRAP_LOCK, ROOT / "requirements.lock"))
APP_WITH_TESTS: Final = Environment("app", APP.folder, APP.versions, (*APP.locks, ROOT / "requirements-dev.lock"))
ENGINE: Final = Environment(
    "engine", ROOT / "engine" / ".venv", ENGINE_VERSIONS, (ROOT / "engine" / "requirements.lock",)
)
#: Whole Rasa with TensorFlow, only to compare ours with it (baselines/README.md); nothing of ours runs in it.
BASELINES: Final = Environment(
    "baselines", ROOT / "baselines" / ".venv", ENGINE_VERSIONS, (ROOT / "baselines" / "requirements.lock",)
)


def is_current(environment: Environment) -> bool:
    """Tell whether the environment already holds what its locks say."""
    stamped = _stamped(environment)
    return environment.python.exists() and all(
        stamped.get(lock.name) == stamps.hash_of(files=[lock]) for lock in environment.locks
    )


def make(environment: Environment, python: str) -> None:
    """Make or mend the environment with `python` and stamp it; raises CheckError in one sentence when it fails."""
    stamped = _stamped(environment)
    if python_version(str(environment.python)) not in environment.versions:
        say("setup", f"{environment.name}: new environment, Python {python_version(python)}")
        _run([python, "-m", "venv", "--clear", str(environment.folder)], doing=f"making {environment.folder}")
        stamped = {}
    # What an earlier `make test` added stays, so that run and test do not undo each other.
    kept = [lock for lock in APP_WITH_TESTS.locks if environment.folder == APP.folder and lock.name in stamped]
    locks = list(dict.fromkeys([*environment.locks, *kept]))
    say("setup", f"{environment.name}: installing from {len(locks)} lock file(s), some minutes on the first start")
    _install(environment, locks)
    _write_stamp(environment, locks)


def link_app() -> None:
    """Let `.venv/bin/portline` run this working tree from any folder."""
    [packages] = APP.folder.glob("lib/python3*/site-packages")
    (packages / "portline.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    script = APP.folder / "bin" / "portline"
    script.write_text('#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -m portline "$@"\n', encoding="ascii")
    script.chmod(0o755)


def explain_failure(doing: str, output: str) -> str:
    """Return the sentence for a step that failed, from what it printed."""
    if any(sign in output.lower() for sign in _UNREACHABLE):
        return f"No network: {doing} needs the package index once, and it did not answer. Connect, then start again."
    last = next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "it printed nothing")
    return f"{doing.capitalize()} failed: {last}"


def _install(environment: Environment, locks: Sequence[Path]) -> None:
    uv = APP.folder / "bin" / "uv"
    if not uv.exists():
        _run([str(APP.python), "-m", "ensurepip"], doing="installing pip")
        _run(_pip(APP, [_BOOTSTRAP_LOCK]), doing="installing uv")
    by_uv = [
        str(uv),
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--system-certs",  # the machine's own certificates, as pip and browsers use
        "--compile-bytecode",  # once here, with both cores, not again at a first start that somebody waits for
        "--python",
        str(environment.python),
        *map(str, locks),
    ]
    # pip after uv: it knows this machine's pip settings (a mirror, a certificate) where uv does not.
    _run(by_uv, _pip(environment, locks), doing=f"installing the {environment.name} environment")


def _pip(environment: Environment, locks: Sequence[Path]) -> list[str]:
    wanted = [word for lock in locks for word in ("-r", str(lock))]
    # --no-deps: a lock is whole, and the engine's leaves out what Rasa names and never uses (ADR 0002).
    options = ["--quiet", "--no-deps", "--require-hashes", "--retries", "2", "--disable-pip-version-check"]
    return [str(environment.python), "-m", "pip", "install", *options, *wanted]


def _run(*ways: Sequence[str], doing: str) -> None:
    """Run the first of `ways` that works; raises CheckError when none does."""
    output = ""
    for way in ways:
        done = subprocess.run(way, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)  # noqa: S603 - our own commands
        if done.returncode == 0:
            return
        output += done.stdout
    raise CheckError(explain_failure(doing, output))


def _stamped(environment: Environment) -> dict[str, str]:
    stamp = environment.folder / _STAMP
    found: dict[str, str] = json.loads(stamp.read_text(encoding="ascii")) if stamp.is_file() else {}
    return found


def _write_stamp(environment: Environment, locks: Sequence[Path]) -> None:
    stamps.put(environment.folder / _STAMP, json.dumps({lock.name: stamps.hash_of(files=[lock]) for lock in locks}))
