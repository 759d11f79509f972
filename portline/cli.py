"""The `portline` command: finds the module of a command, runs it, and turns known problems into one sentence."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Final

from bot.collection import collection_paused
from portline.checks import CheckError
from portline.settings import SettingsError

COMMANDS: Final = {
    "run": "start everything under one supervisor",
    "sms": "text the assistant as a phone would; alone, a conversation",
    "understand": "JSON lines in, what the engine understands out",
    "screen": "JSON lines in, what the danger screen decides out",
    "user": "add a member of the staff",
    "duty": "show who is on duty for danger alerts, or add a shift",
    "words": "check every text; PO files for translators",
    "candidates": "write what staff marked as files for a review in git",
    "doctor": "check every promise the database must keep",
    "bench": "time ours and two Rasa projects on the same turns",
    "bench-directory": "time the search for places at three sizes",
    "fallback-twiml": "write what Twilio says when nothing of ours answers",
    "check": "check settings, ports, disk, keys and environments",
    "migrate": "bring the database to the newest schema",
    "seed": "load the directory of places that help",
    "directory": "import, check, export, count the places that help; how fresh they are",
    "train": "train the model when its inputs changed",
    "rotate-keys": "encrypt every private column anew with the newest key",
    "web": "serve the doors (started by run)",
    "actions": "serve Rasa's custom actions (started by run)",
    "worker": "send the outbox and watch the clocks (started by run)",
}
"""Name and purpose of each command; its module is `portline.commands.<name>`."""

FAILED: Final = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a known problem is told in one sentence."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    command, rest = _parser().parse_args(words[:1]).command, words[1:]
    module = _module(command)
    parser = argparse.ArgumentParser(prog=f"portline {command}", description=module.__doc__)
    module.add_arguments(parser)
    options = parser.parse_args(rest)
    try:
        code: int = module.run(options)
    except (SettingsError, CheckError) as problem:
        print(f"portline: {problem}", file=sys.stderr)  # noqa: T201 - the terminal is where a command answers
        return FAILED
    except (KeyboardInterrupt, BrokenPipeError):
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    table = "\n".join(f"  {name:<14} {purpose}" for name, purpose in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="portline",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=f"{__doc__}\n\ncommands:\n{table}",
        usage="portline COMMAND ...",
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    return parser


def _module(command: str) -> ModuleType:
    with collection_paused():
        return importlib.import_module(f"portline.commands.{command.replace('-', '_')}")
