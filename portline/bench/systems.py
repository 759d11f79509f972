"""The three systems, each with one engine: ours behind Twilio's signed webhook, A and B behind Rasa's REST channel."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from baselines.places import PYTHON
from baselines.training import Trained, rasa_environment
from portline.bench.measure import Ask, How
from portline.bench.mix import TALK_TURNS, Turn
from portline.bench.processes import child_of, free_ports, memory_mb, running, wait_until_up
from portline.settings import ROOT, Settings, child_environment
from portline.sms import Phone

HOST: Final = "127.0.0.1"
FIRST: Final = Turn("answer", "what is naloxone")
_TIMEOUT_S: Final = 60.0
#: Numbers set aside for fiction (555-0100 to 555-0199), in the area codes of Massachusetts and their neighbours.
_AREAS: Final = (617, 857, 508, 774, 781, 339, 978, 351, 413, 401, 603, 207, 802, 860, 203, 475, 959, 518, 315, 212)
MOST_TURNS: Final = len(_AREAS) * 100 * TALK_TURNS


@dataclass(frozen=True, slots=True)
class System:
    """A running system: how to ask it, the process of its engine, and the seconds from its start to a first answer."""

    ask: Ask
    engine: int
    first_answer_s: float

    def memory_mb(self) -> tuple[int, int]:
        """Return the engine's resident memory now and at its most, in MB."""
        return memory_mb(self.engine)


def surroundings() -> dict[str, str]:
    """Return what a system under measure may know of its surroundings: nothing of ours."""
    return child_environment("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")


def own_settings(var: Path) -> Settings:
    """Return settings of a house of its own, on free ports, with folder `var`; nothing of the real one is touched."""
    web, engine, actions = free_ports(3)
    ports = {"PORT": web, "ENGINE_PORT": engine, "ACTIONS_PORT": actions}
    return Settings.from_environ(
        {"PORTLINE_VAR": str(var)} | {f"PORTLINE_{name}": str(port) for name, port in ports.items()}
    )


@contextmanager
def ours(settings: Settings) -> Iterator[System]:
    """Run the whole house, as `make run` does."""
    log, started = settings.var / "run.log", time.monotonic()
    with running(_portline("run"), _environment(settings), ROOT, log) as pid, _line() as line:
        wait_until_up(f"http://{HOST}:{settings.port}/readyz", log=log)

        def ask(sender: int, turn: Turn) -> How:
            said = Phone(settings, _number(sender), line).text(turn.text)
            return "nothing" if not said else "words" if turn.kind == "answer" else "action"

        yield System(ask, child_of(pid, "engine.run"), _first_answer(ask, started))


@contextmanager
def baseline(trained: Trained, settings: Settings) -> Iterator[System]:
    """Run `rasa run` on a trained baseline beside the action server of our house."""
    port, database, log = free_ports(1)[0], trained.folder / "tracker.sqlite", trained.folder / "run.log"
    database.unlink(missing_ok=True)
    _write_endpoints(trained.folder, database, settings)
    with running(_portline("actions"), _environment(settings), ROOT, log), _line() as line:
        wait_until_up(f"http://{HOST}:{settings.actions_port}/health", log=log)
        started = time.monotonic()
        with running(
            _rasa(trained, port), rasa_environment(surroundings(), trained.folder / "rasa-cache"), trained.folder, log
        ) as pid:
            wait_until_up(f"http://{HOST}:{port}/", log=log)

            def ask(sender: int, turn: Turn) -> How:
                body = {"sender": f"sender-{sender}", "message": turn.text}
                answer = line.post(f"http://{HOST}:{port}/webhooks/rest/webhook", json=body)
                return _how(answer.raise_for_status().json())

            yield System(ask, pid, _first_answer(ask, started))


def _first_answer(ask: Ask, started: float) -> float:
    ask(_NOBODY, FIRST)  # an empty answer is one too: B may predict that there is nothing to say
    return time.monotonic() - started


def _how(answer: list[dict[str, Any]]) -> How:
    """Tell how Rasa answered: only our action server sends `custom` messages."""
    if not answer:
        return "nothing"
    return "action" if any("custom" in message for message in answer) else "words"


def _number(sender: int) -> str:
    area, last = divmod(sender, 100)
    return f"+1{_AREAS[area]}55501{last:02}"


def _line() -> httpx.Client:
    return httpx.Client(timeout=_TIMEOUT_S, trust_env=False)


def _portline(command: str) -> list[str]:
    return [sys.executable, "-m", "portline", command]


def _rasa(trained: Trained, port: int) -> list[str]:
    files = ["--model", str(trained.model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    return [str(PYTHON), "-m", "rasa", "run", *files, "--interface", HOST, "--port", str(port)]


def _write_endpoints(folder: Path, database: Path, settings: Settings) -> None:
    """Write where Rasa finds the actions and keeps its trackers, as its documentation shows it."""
    endpoints = f"""action_endpoint:
  url: http://{HOST}:{settings.actions_port}/webhook
tracker_store:
  type: SQL
  dialect: sqlite
  db: {database}
"""
    (folder / "endpoints.yml").write_text(endpoints, encoding="utf-8")
    (folder / "credentials.yml").write_text("rest:\n", encoding="ascii")


def _environment(settings: Settings) -> dict[str, str]:
    ports = {"PORT": settings.port, "ENGINE_PORT": settings.engine_port, "ACTIONS_PORT": settings.actions_port}
    return surroundings() | {
        "PYTHONUNBUFFERED": "1",
        "PORTLINE_VAR": str(settings.var),
        **{f"PORTLINE_{name}": str(port) for name, port in ports.items()},
    }


#: The sender of the first text; no talk has it.
_NOBODY: Final = MOST_TURNS // TALK_TURNS - 1
