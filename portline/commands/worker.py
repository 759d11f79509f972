"""Send the outbox, watch the clocks, keep the retention rules."""

import argparse

from portline import log
from portline.settings import read_settings
from portline.worker import run as work


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Work until stopped."""
    settings = read_settings()
    log.configure(settings.log_format)
    work(settings)
    return 0
