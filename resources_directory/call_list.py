"""Which services to call next, why, and what to ask; pure.

What people say is wrong comes first, then a provider's own word, a source that differs, our doubts, and age.  How often
a service is shown would matter too, but we keep no such count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from resources_directory.trust import Reason, Tier, earliest_day, tier

_SAID: Mapping[str, str] = {
    Reason.CLOSED: "people found it closed",
    Reason.MOVED: "people say it has moved",
    Reason.HOURS: "people say the hours are wrong",
    Reason.PHONE: "people say the phone is wrong",
    Reason.TURNED_AWAY: "people were sent away",
    Reason.OTHER: "people say something is wrong",
}
_ASKED_OF: Mapping[str, str] = {
    Reason.CLOSED: "Are you still open to people? On which days?",
    Reason.MOVED: "What is your address now?",
    Reason.HOURS: "What are your hours, on weekends and holidays too?",
    Reason.PHONE: "Is this the number people should call?",
    Reason.TURNED_AWAY: "Who can come, and what do they need to bring?",
    Reason.OTHER: "Is everything we say of you right?",
}
_AGE: Mapping[Tier, str] = {
    Tier.FRESH: "",
    Tier.STALE: "not checked for over 90 days",
    Tier.OLD: "not checked for over a year",
    Tier.UNDATED: "never checked: its source has no date",
}
_USUAL = "Are name, address, phone and hours still right?"


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of one service that people are shown; empty means nothing is.

    `said` are the days on which people gave each reason; `differs` and `provider_says` name fields.
    """

    service_id: UUID
    name: str
    phone: str
    source_date: str
    confidence: str
    doubt: str
    has_hours: bool
    is_reported_wrong: bool = False
    said: Mapping[str, list[date]] | None = None
    differs: tuple[str, ...] = ()
    provider_says: tuple[str, ...] = ()


def ranked(checks: Iterable[Check], today: date) -> list[Check]:
    """Return what needs a call, most urgent first; what is fresh and undoubted is left out."""
    return sorted((check for check in checks if reasons(check, today)), key=_key)


def reasons(check: Check, today: date) -> tuple[str, ...]:
    """Say why a service should be called, most urgent first; nothing when it need not be."""
    age = _AGE[tier(check.source_date, today)]
    return (
        *(f"{_SAID[reason]} ({_days(days)})" for reason, days in (check.said or {}).items()),
        *(f"the provider says otherwise: {field.lower()}" for field in check.provider_says),
        *(f"a source says otherwise: {field.lower()}" for field in check.differs),
        *([f"our doubt: {check.doubt}"] if check.doubt else []),
        *(["a weak source"] if check.confidence == "low" else []),
        *([age] if age else []),
    )


def to_ask(check: Check) -> tuple[str, ...]:
    """Say what to ask: first what was said to be wrong, then what nobody knows."""
    said = [_ASKED_OF[reason] for reason in check.said or {}]
    differs = [f"{field}: what is right?" for field in (*check.provider_says, *check.differs)]
    hours = [] if check.has_hours or Reason.HOURS in (check.said or {}) else ["What are your hours?"]
    return tuple(dict.fromkeys((*said, *differs, *hours, _USUAL)))


def _key(check: Check) -> tuple[object, ...]:
    """Order: what is said against it, then age; whom we cannot call after those we can."""
    day = earliest_day(check.source_date)
    return (
        not check.is_reported_wrong,
        not check.provider_says,
        not check.said,
        not check.differs,
        not check.doubt,
        check.confidence != "low",
        not check.phone,
        day or date.min,
        check.name,
        check.service_id,
    )


def _days(days: list[date]) -> str:
    newest = max(days).isoformat()
    return newest if len(days) == 1 else f"{len(days)} times, last {newest}"
