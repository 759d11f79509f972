"""The alerts of the first page: danger now, what nobody signed off before, and the rest; one heading per person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from conversations.alerts import open_alerts
from conversations.models import StaffAlert
from staff.alert_policy import DANGER_LEVELS
from staff.duty import roster, shift_start
from webhooks.console_alert_rows import AlertRow, Reading, alert_rows, order_words

#: For somebody who is not on the roster, danger older than this stands apart, as for a shift that begins.
_NOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Episode:
    """The alerts of one person, the newest first; each is signed off by itself."""

    alerts: tuple[AlertRow, ...]

    @property
    def is_emergency(self) -> bool:
        """Tell whether one of them is an emergency."""
        return any(alert.is_emergency for alert in self.alerts)

    @property
    def waits_since(self) -> datetime:
        """Return when the oldest of them came."""
        return min(alert.at for alert in self.alerts)


@dataclass(frozen=True, slots=True)
class Board:
    """What an alert reader sees first; `before` is danger from before the viewer's shift (or over an hour old)."""

    on_duty: tuple[str, ...]
    has_shift: bool
    now: tuple[Episode, ...]
    before: tuple[Episode, ...]
    other: tuple[AlertRow, ...]

    @property
    def now_count(self) -> int:
        """Count the danger alerts of now."""
        return _count(self.now)

    @property
    def before_count(self) -> int:
        """Count the danger alerts from before."""
        return _count(self.before)


def build_board(session: Session, reading: Reading) -> Board:
    """Sort what nobody has signed off yet into the board's parts; every open alert is in exactly one."""
    alerts = open_alerts(session)
    rows = {row.id: row for row in alert_rows(session, alerts, reading)}
    dangers = [alert for alert in alerts if alert.level in DANGER_LEVELS]
    started = shift_start(session, reading.viewer.user_id, reading.now)
    cut = started or reading.now - _NOW
    return Board(
        on_duty=_on_duty(session, reading.now),
        has_shift=started is not None,
        now=_episodes((alert for alert in dangers if alert.created_at >= cut), rows),
        before=_episodes((alert for alert in dangers if alert.created_at < cut), rows),
        other=tuple(rows[alert.id] for alert in alerts if alert.level not in DANGER_LEVELS),
    )


def _on_duty(session: Session, now: datetime) -> tuple[str, ...]:
    """Name who is on duty, and who of them is not texted."""
    on = sorted((duty for duty in roster(session, now) if duty.is_on(now)), key=lambda duty: duty.order)
    return tuple(
        f"{duty.username}, {order_words(duty.order)}{'' if duty.has_number else ', no number to text'}" for duty in on
    )


def _episodes(alerts: Iterable[StaffAlert], rows: dict[UUID, AlertRow]) -> tuple[Episode, ...]:
    """Group by person: emergencies first, then whoever waits longest."""
    by_person: dict[UUID, list[AlertRow]] = {}
    for alert in alerts:
        by_person.setdefault(alert.contact_id or alert.id, []).append(rows[alert.id])
    episodes = [Episode(tuple(sorted(of_one, key=lambda row: row.at, reverse=True))) for of_one in by_person.values()]
    return tuple(sorted(episodes, key=lambda episode: (not episode.is_emergency, episode.waits_since)))


def _count(episodes: Iterable[Episode]) -> int:
    return sum(len(episode.alerts) for episode in episodes)
