"""Serve Rasa's custom actions on loopback; they read the directory and write nothing."""

import argparse

from actions.server import serve

from portline import log
from portline.settings import read_settings
from storage.database import Database


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Serve until stopped; no keyring is installed, so nothing encrypted can be read here."""
    settings = read_settings()
    log.configure(settings.log_format)
    serve(Database.open(settings.database_url), port=settings.actions_port)
    return 0
