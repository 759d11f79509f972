"""When and whom we ask by text whether a listing is still right, and what the digit that comes back means; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

import phonenumbers

from resources_directory.holidays import legal_holidays
from resources_directory.hours import BOSTON
from resources_directory.trust import earliest_day

#: A number is asked at most this often, and about nothing that was checked within it.
ASK_EVERY = timedelta(days=30)
#: How long a digit from that number is an answer.
ANSWER_WITHIN = timedelta(days=7)
_HOUR, _SATURDAY = 10, 5
_LENGTH = 10
#: These lines are for people in danger: we do not write to them.
_NEVER = frozenset({"crisis_line"})


class Said(StrEnum):
    """What a provider answered (`Confirmation.answer`)."""

    STILL_RIGHT = "1"
    HOURS_CHANGED = "2"
    NOT_OFFERED = "3"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service that is shown and has a number for texts, as the directory lists it."""

    service_id: UUID
    name: str
    number: str
    needs: tuple[str, ...]
    source_date: str


def is_asking_time(now: datetime) -> bool:
    """Tell whether it is the hour from 10 am on a working day in Boston; `now` is aware."""
    local = now.astimezone(BOSTON)
    is_working_day = local.weekday() < _SATURDAY and local.date() not in legal_holidays(local.year)
    return is_working_day and local.hour == _HOUR


def text_number(number: str, needs: Iterable[str]) -> str:
    """Return the number to text in E.164, "" for one we never write to: a crisis line, a short code."""
    if _NEVER & set(needs):
        return ""
    try:
        parsed = phonenumbers.parse(number, "US")
    except phonenumbers.NumberParseException:
        return ""
    is_ours = phonenumbers.is_valid_number_for_region(parsed, "US")
    has_length = len(phonenumbers.national_significant_number(parsed)) == _LENGTH
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if is_ours and has_length else ""


def whom_to_ask(candidates: Iterable[Candidate], asked: Mapping[str, datetime], now: datetime) -> list[Candidate]:
    """Choose one service for each number that may be asked now, the one that was checked longest ago.

    `candidates` have their number in E.164; `asked` is when each number was asked last.
    """
    today = now.astimezone(BOSTON).date()
    chosen: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=_longest_ago):
        was_asked = asked.get(candidate.number)
        is_due = was_asked is None or now - was_asked >= ASK_EVERY
        if candidate.number and is_due and _is_unchecked(candidate, today):
            chosen.setdefault(candidate.number, candidate)
    return list(chosen.values())


def _is_unchecked(candidate: Candidate, today: date) -> bool:
    day = earliest_day(candidate.source_date)
    return day is None or today - day >= ASK_EVERY


def _longest_ago(candidate: Candidate) -> tuple[date, str, UUID]:
    return earliest_day(candidate.source_date) or date.min, candidate.name, candidate.service_id
