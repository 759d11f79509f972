"""The supervisor with real, tiny children."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portline.supervision.child import Command
from portline.supervision.supervisor import StepFailedError, StopAskedError, Supervisor

ROOT = Path(__file__).parents[3]
SLEEP = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"


class Console:
    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def __call__(self, who: str, what: str) -> None:
        self.lines.append((who, what))

    def count(self, who: str, what: str) -> int:
        return sum(line[0] == who and what in line[1] for line in self.lines)


@pytest.fixture
def console() -> Console:
    return Console()


def python(name: str, code: str) -> Command:
    return Command(name, (sys.executable, "-c", code), dict(os.environ), ROOT)


def wait_until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    give_up = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_service_that_dies_is_started_again_and_says_how_it_died(console):
    with Supervisor(console) as supervisor:
        supervisor.keep(python("web", "print('hello', flush=True); raise SystemExit(3)"))
        supervisor.watch_until(lambda: console.count("web", "hello") == 2)

    assert console.count("web", "ended (exit 3") >= 1
    assert console.count("web", "MB at most") >= 1


def test_a_service_that_is_killed_comes_back(console, tmp_path):
    pid_file = tmp_path / "pid"
    code = f"import os, pathlib; pathlib.Path({str(pid_file)!r}).write_text(str(os.getpid())); {SLEEP}"
    with Supervisor(console) as supervisor:
        supervisor.keep(python("engine", code))
        supervisor.watch_until(lambda: console.count("engine", "up") == 1)
        os.kill(int(pid_file.read_text()), signal.SIGKILL)
        supervisor.watch_until(lambda: console.count("engine", "up") == 2)

    assert console.count("engine", "killed by SIGKILL") >= 1


def test_services_stay_alive_while_a_step_runs(console):
    with Supervisor(console) as supervisor:
        supervisor.keep(python("web", "print('hello', flush=True)"))
        supervisor.finish(python("train", "import time; time.sleep(1.5)"))

    assert console.count("web", "hello") >= 2


def test_a_failed_step_is_told_with_its_own_words_above(console):
    with Supervisor(console) as supervisor, pytest.raises(StepFailedError, match="migrate failed"):
        supervisor.finish(python("migrate", "raise SystemExit('no such table')"))

    assert console.count("migrate", "no such table") == 1


def test_sigterm_stops_everything_quickly(console):
    started = time.monotonic()
    with Supervisor(console) as supervisor:
        supervisor.keep(python("web", SLEEP))
        supervisor.watch_until(lambda: console.count("web", "up") == 1)
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(StopAskedError):
            supervisor.watch_until(lambda: False)

    assert console.count("web", "stopped") == 1
    assert time.monotonic() - started < 5


def test_a_stop_during_a_step_ends_the_step_and_the_services_together(console):
    with Supervisor(console) as supervisor:
        supervisor.keep(python("web", SLEEP))
        supervisor.watch_until(lambda: console.count("web", "up") == 1)
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(StopAskedError):
            supervisor.finish(python("train", SLEEP))

    assert console.count("web", "stopped") == 1
    assert console.count("train", "stopped") == 1


def test_a_child_that_ignores_the_stop_is_ended_by_force_within_ten_seconds(console):
    with Supervisor(console) as supervisor:
        supervisor.keep(python("web", STUBBORN))
        supervisor.watch_until(lambda: console.count("web", "up") == 1)
        started = time.monotonic()

    assert console.count("web", "stopped (killed by SIGKILL") == 1
    assert time.monotonic() - started < 10


def test_the_signals_are_given_back(console):
    before = signal.getsignal(signal.SIGTERM)
    with Supervisor(console):
        assert signal.getsignal(signal.SIGTERM) != before

    assert signal.getsignal(signal.SIGTERM) == before


def test_what_a_child_started_ends_with_it(console, tmp_path):
    pid_file = tmp_path / "pid"
    code = (
        "import pathlib, subprocess, sys, time;"
        f"p = subprocess.Popen([sys.executable, '-c', {STUBBORN!r}]);"
        f"pathlib.Path({str(pid_file)!r}).write_text(str(p.pid)); time.sleep(60)"
    )
    with Supervisor(console) as supervisor:
        supervisor.keep(python("web", code))
        supervisor.watch_until(lambda: pid_file.exists() and bool(pid_file.read_text()))
        grandchild = int(pid_file.read_text())

    wait_until(lambda: not is_running(grandchild))


def test_children_end_when_the_supervisor_is_killed(tmp_path):
    pid_file = tmp_path / "pid"
    child = f"import os, pathlib; pathlib.Path({str(pid_file)!r}).write_text(str(os.getpid())); {STUBBORN}"
    code = (
        "import os, sys, pathlib;"
        "from portline.supervision.child import Command;"
        "from portline.supervision.supervisor import Supervisor;"
        "s = Supervisor(lambda *line: None).__enter__();"
        f"s.keep(Command('web', (sys.executable, '-c', {child!r}), dict(os.environ), pathlib.Path('.')));"
        "s.watch_until(lambda: False)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    wait_until(lambda: pid_file.exists() and bool(pid_file.read_text()))
    supervisor.kill()
    supervisor.wait()

    wait_until(lambda: not is_running(int(pid_file.read_text())))


def test_long_output_and_broken_characters_are_shown(console):
    code = "import sys; sys.stdout.buffer.write(b'x' * 9000 + b'\\n\\xff\\nlast')"
    with Supervisor(console) as supervisor:
        supervisor.finish(python("seed", code))

    assert console.count("seed", "last") == 1
    assert console.count("seed", "�") == 1
