"""Read JSON lines {"text", "history"?} and print what the danger screen decides; needs no engine and no settings."""

import argparse
import sys

from bot.safety.cli import screen_lines
from portline.checks import CheckError


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: texts come from standard input."""


def run(_options: argparse.Namespace) -> int:
    """Print one line per line read; raises CheckError for the first that is not JSON with a text."""
    try:
        for line in screen_lines(sys.stdin):
            print(line, flush=True)  # noqa: T201 - the answer of the command
    except ValueError as error:
        raise CheckError(f"{error}.") from None
    return 0
