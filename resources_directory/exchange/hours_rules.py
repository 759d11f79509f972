"""Hours that cannot be read, and rows of hours that contradict each other; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # its stub forgets the error

from resources_directory.exchange.rows import Fault, Row, Tables

_OWNERS = ("service_at_location_id", "service_id", "location_id")


def hours_fault(row: Row) -> Fault | None:
    """Say that the `opening_hours` text of a schedule row is not of OpenStreetMap's syntax."""
    text = row.values.get("x_opening_hours")
    if not isinstance(text, str) or not text:
        return None
    try:
        OpeningHours(text)
    except ParserError:
        return row.fault("x_opening_hours", "cannot be read as opening hours")
    return None


def overlaps(tables: Tables) -> Iterator[Fault]:
    """Note weekly rows of one place that are open at the same time on the same day: one of them may be old."""
    by_owner: defaultdict[object, list[Row]] = defaultdict(list)
    for row in tables.get("schedule", ()):
        if row.values.get("freq") == "WEEKLY" and _times(row):
            owner = next((row.values[name] for name in _OWNERS if name in row.values), None)
            by_owner[owner].append(row)
    for rows in by_owner.values():
        for one, other in combinations(rows, 2):
            if _overlap(one, other):
                yield other.fault("opens_at", f"overlaps the hours of {one.file} row {one.number}; ask which is right")


def _overlap(one: Row, other: Row) -> bool:
    days = [set(str(row.values.get("byday", "")).split(",")) - {""} for row in (one, other)]
    if not (days[0] & days[1]) or not _both_valid(one, other):
        return False
    (opens, closes), (later_opens, later_closes) = _times(one), _times(other)
    return opens < later_closes and later_opens < closes


def _times(row: Row) -> tuple[str, ...]:
    """Return the clock times of a row; none when it lacks one or goes past midnight."""
    times = tuple(str(row.values.get(name, ""))[:5] for name in ("opens_at", "closes_at"))
    return times if all(times) and times[0] < times[1] else ()


def _both_valid(one: Row, other: Row) -> bool:
    begins = max(str(row.values.get("valid_from", "")) for row in (one, other))
    ends = min(str(row.values.get("valid_to", "9999")) for row in (one, other))
    return begins <= ends
