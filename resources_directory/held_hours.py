"""The hours a place has in the tables: text of ours where there is one, else the rules of the standard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.models import Schedule
from resources_directory.schedule_rules import Rule
from resources_directory.wall_hours import Hours

_FIELDS = tuple(field.name for field in fields(Rule))
_COLUMNS = tuple(getattr(Schedule, name) for name in _FIELDS)


def rules_of(rows: Iterable[Schedule]) -> tuple[Rule, ...]:
    """Return the rules of rows of the standard; a row of ours has none."""
    return tuple(Rule(*(getattr(row, name) for name in _FIELDS)) for row in rows if not row.opening_hours)


def hours_of(rows: Sequence[Schedule]) -> Hours:
    """Return the hours of one place."""
    text = next((row.opening_hours for row in rows if row.opening_hours), "")
    return text or rules_of(rows) or ""


def hours_of_places(session: Session) -> Mapping[UUID, Hours]:
    """Return the hours of every service_at_location that has any."""
    texts: dict[UUID, str] = {}
    rules: defaultdict[UUID, list[Rule]] = defaultdict(list)
    rows = session.execute(
        select(Schedule.service_at_location_id, Schedule.opening_hours, *_COLUMNS).order_by(Schedule.id)
    )
    for place, text, *values in rows:
        if text:
            texts[place] = text
        else:
            rules[place].append(Rule(*values))
    return {**{place: tuple(each) for place, each in rules.items()}, **texts}
