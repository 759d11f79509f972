"""Serve Rasa's custom actions on loopback; they read the directory and write nothing."""

import argparse

from actions.directory import DatabaseDirectory
from actions.server import HOST, build_app
from portline import log
from portline.settings import read_settings
from resources_directory.census import CensusGeocoder
from storage.database import Database


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Serve until stopped; no keyring is installed, so nothing encrypted can be read here."""
    settings = read_settings()
    log.configure(settings.log_format)
    geocoder = CensusGeocoder() if settings.census_geocoder else None
    app = build_app(DatabaseDirectory(Database.open(settings.database_url).read, geocoder=geocoder))
    app.run(host=HOST, port=settings.actions_port, single_process=True, access_log=False, motd=False)
    return 0
