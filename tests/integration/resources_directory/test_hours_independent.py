"""A year of 500 random schedules, change by change, against an evaluator that shares no code with ours."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from resources_directory.hours import changes, state
from resources_directory.schedule_rules import Rule
from resources_directory.wall_hours import Hours
from tests.fixtures import independent_hours as independent
from tests.fixtures.independent_hours import Schedule

SINCE = datetime(independent.YEAR, 1, 1, 5, tzinfo=UTC)
UNTIL = datetime(independent.YEAR + 1, 1, 1, 5, tzinfo=UTC)
TEXTS, RULES = 300, 200


def _drawn(count: int, seed: int) -> list[Schedule]:
    rng = random.Random(seed)  # noqa: S311 (a drawn case, no secret)
    return [independent.random_schedule(rng) for _ in range(count)]


def as_rules(schedule: Schedule) -> tuple[Rule, ...]:
    """Write a schedule as HSDS rows: one for each opening of a week, and of a day in its period."""
    week = [
        Rule(freq="WEEKLY", byday=independent.WEEKDAYS[day].upper(), opens_at=_at(start), closes_at=_at(end))
        for day, intervals in schedule.week.items()
        for start, end in intervals
    ]
    return (*week, *_period_rules(schedule))


def _period_rules(schedule: Schedule) -> Iterator[Rule]:
    for start, end in schedule.in_period if schedule.period else ():
        first, last = schedule.period or (date.min, date.min)
        yield Rule(opens_at=_at(start), closes_at=_at(end), valid_from=first, valid_to=last)


def _at(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}:00-05:00"


def _without_gap(schedule: Schedule) -> Schedule:
    """A row without times says nothing, so HSDS cannot say "closed in this period"; and it has no holidays."""
    has_hours = schedule.period is not None and bool(schedule.in_period)
    return Schedule(schedule.week, None, schedule.period if has_hours else None, schedule.in_period)


CASES: list[tuple[Hours, Schedule, bool]] = [
    *((independent.as_text(each), each, True) for each in _drawn(TEXTS, 6)),
    *((as_rules(bare), bare, False) for bare in map(_without_gap, _drawn(RULES, 7))),
]


def test_the_changes_of_a_year_are_those_of_an_independent_evaluator() -> None:
    differing = []
    for hours, schedule, is_text in CASES:
        expected = independent.changes_of(independent.on_the_time_line(independent.year_of(schedule, text=is_text)))
        if list(changes(hours, SINCE, UNTIL)) != expected:
            differing.append(hours)

    assert differing == []


def test_ten_thousand_random_minutes_are_in_the_state_the_independent_evaluator_says() -> None:
    rng = random.Random(8)  # noqa: S311 (a drawn minute, no secret)
    differing = []
    for hours, schedule, is_text in CASES:
        lived = independent.on_the_time_line(independent.year_of(schedule, text=is_text))
        for minute in rng.sample(range(len(lived)), 20):
            now = SINCE + timedelta(minutes=minute)
            if state(hours, now).state != independent.NAMES[lived[minute]]:
                differing.append((hours, now))

    assert differing == []


@pytest.mark.parametrize("day", [independent.FORWARD, independent.BACK])
def test_the_random_minutes_know_the_nights_the_clocks_change(day: date) -> None:
    lived = independent.on_the_time_line(bytes(independent.MINUTES * independent.DAYS))

    assert len(lived) == independent.MINUTES * independent.DAYS
    assert datetime(day.year, day.month, day.day, tzinfo=UTC).weekday() == 6
