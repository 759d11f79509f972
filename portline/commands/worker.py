"""Send the outbox, watch the clocks, keep the retention rules."""

import argparse

from portline import log, worker
from portline.settings import read_settings


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Work until stopped."""
    settings = read_settings()
    log.configure(settings.log_format)
    worker.run(settings)
    return 0
