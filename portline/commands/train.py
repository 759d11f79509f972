"""Train the model when its inputs changed."""

import argparse

from portline.preparation import make_model
from portline.progress import say
from portline.settings import read_settings
from portline.supervision.supervisor import StopAskedError, Supervisor


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Return 0 when the newest model is trained from what lies here."""
    try:
        with Supervisor(say) as supervisor:
            return 0 if make_model(supervisor, read_settings()) else 1
    except StopAskedError:
        return 1
