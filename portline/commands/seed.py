"""Load the directory of places that help from `resources_directory/seed`; doing it again changes nothing."""

import argparse
from datetime import UTC, datetime

from portline.progress import tell
from portline.settings import ROOT, read_settings
from portline.storage_access import open_storage
from resources_directory.seed import seed


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Seed in one transaction."""
    with open_storage(read_settings()).write() as session:
        seeded = seed(session, ROOT / "resources_directory" / "seed", datetime.now(UTC))
    tell(f"{seeded.services} services, {seeded.places} places")
    for conflict in seeded.conflicts:
        tell(f"conflict  {conflict}")
    return 0
