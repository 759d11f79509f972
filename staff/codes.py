"""The words of alerts, duty and incidents, as they are stored."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class ContactOrder(IntEnum):
    """Who is told first; the second is told when the first does not sign in time."""

    FIRST = 1
    SECOND = 2


class Done(StrEnum):
    """What was done about an alert, said by whoever signs it off."""

    REACHED_PERSON = "reached_person"
    CALLED_911 = "called_911"
    NOT_REACHED = "not_reached"
    NOT_DANGER = "not_danger"
    ONLY_LOOKED = "only_looked"


class IncidentKind(StrEnum):
    """What was wrong with an answer."""

    MISSED_DANGER = "missed_danger"
    FALSE_ALARM = "false_alarm"
    WRONG_WORDS = "wrong_words"
    WRONG_LANGUAGE = "wrong_language"
    TOO_LATE = "too_late"
    OTHER = "other"


class IncidentChannel(StrEnum):
    """Where the person wrote to us."""

    SMS = "sms"
    WEB = "web"
    NOT_KNOWN = "not_known"
