"""Encrypt every private column anew with the first of PORTLINE_ENCRYPTION_KEYS, so that older keys can go."""

import argparse
from datetime import UTC, datetime

from portline.progress import tell
from portline.settings import read_settings
from portline.storage_access import open_storage
from portline.tables import all_tables
from storage import rotation


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Rotate beside live traffic; may be stopped and run again."""
    tables = all_tables()  # imported before rotating: a table nobody imported would keep its old key
    changed = rotation.rotate(open_storage(read_settings()), now=datetime.now(UTC))
    tell(f"{changed} values of {len(tables)} tables encrypted anew")
    return 0
