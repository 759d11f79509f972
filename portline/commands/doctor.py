"""Check every promise the database must keep; says which rows break one, by id."""

import argparse
from datetime import UTC, datetime

from portline.invariants import violations
from portline.progress import tell
from portline.settings import read_settings
from portline.storage_access import open_storage


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Return 0 when every promise holds."""
    with open_storage(read_settings()).read() as session:
        broken = list(violations(session, now=datetime.now(UTC)))
    for violation in broken:
        tell(str(violation))
    tell(f"{len(broken)} broken promises")
    return 1 if broken else 0
