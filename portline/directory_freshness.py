"""The freshness report as lines for a terminal: `portline directory freshness`."""

from resources_directory.freshness import Freshness, share
from resources_directory.freshness_picture import WORDS


def lines(report: Freshness) -> list[str]:
    """Say what the report counts, a line for each figure."""
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
