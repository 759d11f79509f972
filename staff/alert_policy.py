"""Who is told of a danger alert, and when: pure, from the alert, who is on duty, what was sent, and now.

First contacts are told at once.  Not signed off in time, second contacts are told too; then everybody on duty again,
every 15 minutes, at most 4 times.  A step is one such round (0 is the first telling); nobody is told twice at one
step.  With nobody on duty nobody is told.  Two things follow from "somebody must know": where no first contact can be
texted, the second contacts are told at once; and whoever comes on duty later is told once of what is still unsigned.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from staff.codes import ContactOrder

EMERGENCY, CONCERN = "emergency", "concern"
#: The levels of an alert that somebody is told of.
DANGER_LEVELS = frozenset({EMERGENCY, CONCERN})


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """How long an emergency may wait for a signature before more people are told, and how often they are told."""

    second_after: timedelta = timedelta(minutes=5)
    concern_factor: int = 3
    again_every: timedelta = timedelta(minutes=15)
    again_at_most: int = 4

    def signed_within(self, level: str) -> timedelta:
        """Return how long an alert of this level may wait for a signature."""
        return self.second_after * (1 if level == EMERGENCY else self.concern_factor)

    def is_late(self, level: str, raised_at: datetime, now: datetime) -> bool:
        """Tell whether an unsigned alert is past its time."""
        return now - raised_at >= self.signed_within(level)


DEFAULT_POLICY = AlertPolicy()


@dataclass(frozen=True, slots=True)
class AlertClock:
    """What the policy needs to know of an alert: how bad, since when, and whether somebody has signed it off."""

    level: str
    raised_at: datetime
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One person on duty who can be texted."""

    user_id: UUID
    order: ContactOrder


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """One person told of this alert, at one step."""

    user_id: UUID
    step: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DueNotice:
    """One person to tell now, and the step it belongs to."""

    user_id: UUID
    order: ContactOrder
    step: int


def due_notices(
    alert: AlertClock,
    on_duty: Collection[OnDuty],
    notices_sent: Sequence[NoticeSent],
    now: datetime,
    policy: AlertPolicy = DEFAULT_POLICY,
) -> list[DueNotice]:
    """List who is told now; `notices_sent` are those of this alert only."""
    if alert.is_signed or alert.level not in DANGER_LEVELS:
        return []
    step = _step(alert, notices_sent, now, policy)
    told = {notice.user_id for notice in notices_sent if notice.step == step}
    turn = _whose_turn(alert, on_duty, now, policy)
    return [DueNotice(who.user_id, who.order, step) for who in turn if who.user_id not in told]


def _whose_turn(
    alert: AlertClock, on_duty: Collection[OnDuty], now: datetime, policy: AlertPolicy
) -> Collection[OnDuty]:
    """First contacts alone while the alert is in time, else everybody; each person once, as first where they are it."""
    in_order = sorted(on_duty, key=lambda who: who.order)
    each = {who.user_id: who for who in reversed(in_order)}
    first = [who for who in each.values() if who.order is ContactOrder.FIRST]
    is_late = policy.is_late(alert.level, alert.raised_at, now)
    return sorted(each.values(), key=lambda who: who.order) if is_late or not first else first


def _step(alert: AlertClock, sent: Sequence[NoticeSent], now: datetime, policy: AlertPolicy) -> int:
    """Return the step we are at: the newest one, or the next when everybody is to be told again."""
    newest = max((notice.step for notice in sent), default=0)
    began = min((notice.at for notice in sent if notice.step == newest), default=now)
    if newest == 0:  # the second contacts belong to the first step, so it lasts until they had their time
        began = max(began, alert.raised_at + policy.signed_within(alert.level))
    is_over = now >= began + policy.again_every
    return newest + 1 if is_over and newest < policy.again_at_most else newest
