"""`opening_hours` text as HSDS schedule rows, where the text says no more than weekdays and times.

Anything else (holidays, months, a comment) is given as words in `description`: a wrong rule is worse than none.
Times carry Boston's winter offset, because HSDS wants an offset and a weekly rule has no date; `notes` says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from resources_directory.identity import stable_id
from resources_directory.models import Schedule

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_TIMES = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(rf"({_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*)? ?({_TIMES}(?:,{_TIMES})*)")
_OFFSET = "-05:00"
_NOTE = "Boston clock time (America/New_York)"


def schedules(opening_hours: str, service_at_location_id: UUID) -> list[dict[str, object]]:
    """Return the schedule rows of one place; none where its hours are not known."""
    text = opening_hours.strip()
    if not text:
        return []
    rules = _rules("Mo-Su 00:00-23:59" if text == "24/7" else text)
    if rules is None:
        return [_row(service_at_location_id, 0, {"description": text, "notes": _NOTE})]
    return [_row(service_at_location_id, number, _weekly(*rule)) for number, rule in enumerate(rules)]


def _rules(text: str) -> list[tuple[str, str, str]] | None:
    """Read (byday, opens, closes) of every rule; None when one says more, or a later one speaks of the same day."""
    found: list[tuple[str, str, str]] = []
    seen: set[str] = set()
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _RULE.fullmatch(part)
        days = _days(match[1] or "Mo-Su") if match else []
        if match is None or seen & set(days):
            return None
        seen |= set(days)
        byday = ",".join(day.upper() for day in days)
        found += [(byday, *times.split("-", 1)) for times in match[2].split(",")]
    return found


def _days(text: str) -> list[str]:
    named: list[str] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        at, until = _DAYS.index(first), _DAYS.index(last or first)
        named += [_DAYS[day % 7] for day in range(at, until + 1 if until >= at else until + 8)]
    return named


def _weekly(byday: str, opens: str, closes: str) -> dict[str, object]:
    return {
        "freq": "WEEKLY",
        "byday": byday,
        "opens_at": opens + _OFFSET,
        "closes_at": closes + _OFFSET,
        "notes": _NOTE,
    }


def _row(place: UUID, number: int, fields: Mapping[str, object]) -> dict[str, object]:
    row_id = stable_id("hsds_schedule", str(place), str(number))
    return {"id": str(row_id), "service_at_location_id": str(place), **fields}


def schedule_row(row: Schedule) -> dict[str, object]:
    """Return a row of the standard as it came; what it does not say is left out."""
    fields = {name: getattr(row, name) for name in _FIELDS}
    written = {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
    said = {name: value for name, value in written.items() if value not in (None, "")}
    return {"id": str(row.id), "service_at_location_id": str(row.service_at_location_id), **said}


_FIELDS = (
    "valid_from", "valid_to", "dtstart", "until", "count", "freq", "interval", "byday", "bymonthday", "wkst",
    "opens_at", "closes_at", "description",
)  # fmt: skip
