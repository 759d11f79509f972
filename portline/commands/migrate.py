"""Bring the database to the newest schema."""

import argparse

from portline.preparation import DATABASE_STAMP
from portline.progress import tell
from portline.settings import read_settings
from storage.migrations import upgrade


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Apply every migration that is missing; the next start looks at the seed again."""
    settings = read_settings()
    settings.var.mkdir(parents=True, exist_ok=True)
    (settings.var / DATABASE_STAMP).unlink(missing_ok=True)
    upgrade(settings.database_url)
    tell("the database is up to date")
    return 0
