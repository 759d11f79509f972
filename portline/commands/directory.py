"""The directory of places that help: `portline directory freshness` tells how old and how whole its listings are."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from portline.progress import tell
from portline.settings import read_settings
from portline.storage_access import open_storage
from resources_directory.freshness import Freshness, freshness, share
from resources_directory.freshness_picture import WORDS, picture
from resources_directory.hours import BOSTON
from resources_directory.shown import listings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, and where to draw a picture."""
    what = parser.add_subparsers(dest="what", required=True, metavar="freshness")
    report = what.add_parser("freshness", help="count the listings by age and need")
    report.add_argument("--picture", type=Path, help="write the picture (SVG) there too")


def run(options: argparse.Namespace) -> int:
    """Count and tell."""
    with open_storage(read_settings()).read() as session:
        report = freshness(listings(session), datetime.now(UTC).astimezone(BOSTON).date())
    for line in _lines(report):
        tell(line)
    if options.picture is not None:
        options.picture.write_text(picture(report), encoding="utf-8")
    return 0


def _lines(report: Freshness) -> list[str]:
    known = {
        "hours": share(report.with_hours, report.total),
        "a number": share(report.with_phone, report.total),
        "a point": f"{share(report.with_point, report.places)} places",
        "weak source": share(report.weak_source, report.total),
        "our doubts": share(report.our_doubts, report.total),
        "said to be wrong": share(report.reported_wrong, report.total),
    }
    tiers = {words: share(report.tiers[tier], report.total) for tier, words in WORDS.items()}
    needs = {need: "  ".join(f"{count:5}" for count in counts.values()) for need, counts in report.by_need.items()}
    return [
        f"{report.total} listings are shown on {report.today}",
        *(f"  {name:<40}{words}" for name, words in {**tiers, **known}.items()),
        f"by need ({', '.join(WORDS.values())}):",
        *(f"  {name:<40}{counts}" for name, counts in needs.items()),
        "oldest:",
        *(f"  {day}  {name}" for day, name, _ in report.oldest),
    ]
