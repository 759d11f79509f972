"""Serve the actions to the engine on loopback: `python -m actions`."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Action
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.directory import DatabaseDirectory, Directory
from actions.fallback import ActionFallback
from actions.find_service import ActionFindService
from actions.more_services import ActionMoreServices
from actions.offer_choices import ActionOfferChoices
from actions.opt_out import ActionOptOut
from actions.restart import ActionRestart
from actions.submit_request import ActionSubmitRequest
from actions.talk_to_human import ActionTalkToHuman
from actions.validate_request_form import ValidateRequestForm
from storage.database import Database

HOST = "127.0.0.1"


def all_actions(directory: Directory) -> Sequence[Action]:
    """Return every action the domain names."""
    return (
        ActionFallback(),
        ActionFindService(directory),
        ActionMoreServices(directory),
        ActionOfferChoices(),
        ActionOptOut(),
        ActionRestart(),
        ActionSubmitRequest(),
        ActionTalkToHuman(),
        ValidateRequestForm(),
    )


class DomainlessExecutor(ActionExecutor):  # type: ignore[misc] # rasa_sdk ships no types
    """Runs actions without Rasa's domain: none of ours reads it, and Rasa 3.6 does not know 3.21's way to send it."""

    def update_and_return_domain(self, payload: Mapping[str, Any], action_name: str) -> dict[str, Any]:  # noqa: ARG002 -- the shape rasa_sdk asks for
        """Give an empty domain."""
        return {}


def build_app(directory: Directory) -> Sanic[Any, Any]:
    """Build the action server's web app."""
    executor = DomainlessExecutor()
    for action in all_actions(directory):
        executor.register_action(action)
    app: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    return app


def main() -> int:
    """Serve until told to stop; returns 2 with one clear line when the environment is not fit."""
    silence_words()
    try:
        port, database = int(os.environ["PORTLINE_ACTIONS_PORT"]), Database.open(os.environ["PORTLINE_DATABASE_URL"])
    except KeyError as error:
        print(f"actions: {error.args[0]} is not set", file=sys.stderr)  # noqa: T201 -- before logging stands
        return 2
    app = build_app(DatabaseDirectory(database.read))
    app.run(host=HOST, port=port, single_process=True, access_log=False, motd=False)
    return 0


class WordlessFormatter(logging.Formatter):
    """Write where something happened and the type of the error; requests, and so words, are never written (T16)."""

    def format(self, record: logging.LogRecord) -> str:
        """Render one line without arguments, message or traceback."""
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        place = f"{record.module}:{record.lineno}"
        return " ".join(filter(None, (self.formatTime(record), record.levelname.lower(), record.name, place, error)))


def silence_words() -> None:
    """Send every log of this process through the wordless formatter, at warning and above."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WordlessFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")  # measured: they work together
