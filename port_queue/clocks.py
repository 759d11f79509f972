"""The clocks a referral runs against: pure functions of settings, team hours and now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from port_queue.codes import Kind
from port_queue.hours import TeamHours, next_opening, open_until


def _ack_minutes() -> Mapping[Kind, int]:
    return {Kind.CALLBACK: 15, Kind.VISIT: 60}


@dataclass(frozen=True, slots=True)
class Clocks:
    """How long things may take (contracts.md section 4: settings, not constants)."""

    ack_minutes: Mapping[Kind, int] = field(default_factory=_ack_minutes)
    first_attempt_hours: int = 24
    first_attempt_red_hours: int = 72


#: What the contract says, until a setting says otherwise.
DEFAULT_CLOCKS = Clocks()


class Light(StrEnum):
    """How the first attempt stands: in time, late, or later than anyone should wait."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Promise:
    """When the team will answer; `by` is None when its hours are not known, and then no time may be said.

    `copy_id` is `promise_in_hours` or `promise_after_hours` (both say `by`) or `promise_no_hours`.
    The last two name who answers until then: the Helpline and SafeSpot, day and night.
    """

    in_hours: bool
    by: datetime | None
    copy_id: str


def promise(kind: Kind, now: datetime, hours: TeamHours, clocks: Clocks = DEFAULT_CLOCKS) -> Promise:
    """Promise an answer: within minutes while the team is there and has time enough, else at its next opening."""
    closing, opening = open_until(hours, now), next_opening(hours, now)
    if closing is None:
        return Promise(in_hours=False, by=opening, copy_id="promise_after_hours" if opening else "promise_no_hours")
    due = now + timedelta(minutes=clocks.ack_minutes[kind])
    return Promise(in_hours=True, by=due if due <= closing else opening, copy_id="promise_in_hours")


def first_attempt_due(opened_at: datetime, clocks: Clocks) -> datetime:
    """Return by when the first attempt should be made."""
    return opened_at + timedelta(hours=clocks.first_attempt_hours)


def first_attempt_light(opened_at: datetime, attempted_at: datetime | None, now: datetime, clocks: Clocks) -> Light:
    """Tell how the first attempt stands: judged when it was made, or now while it has not been."""
    waited = (attempted_at or now) - opened_at
    if waited >= timedelta(hours=clocks.first_attempt_red_hours):
        return Light.RED
    return Light.AMBER if waited >= timedelta(hours=clocks.first_attempt_hours) else Light.GREEN


def overdue_minutes(due_at: datetime | None, now: datetime) -> int:
    """Return whole minutes past `due_at` (0 when not yet due, or when nothing is due)."""
    return max(0, int((now - due_at).total_seconds() // 60)) if due_at else 0
