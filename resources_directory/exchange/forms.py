"""Whether a text is a UUID, URI, e-mail address, date, time or instant as the standard writes them; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from types import MappingProxyType

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
#: RFC 3986, with a host: a relative reference leads nowhere in a file.
_LETTER = r"[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
_HOST = rf"(?:\[[0-9A-Fa-f:.]+\]|(?:{_LETTER})+)"
_REST = rf"(?:/(?:{_LETTER}|[:@/])*)?(?:\?(?:{_LETTER}|[:@/?])*)?(?:#(?:{_LETTER}|[:@/?])*)?"
_WITH_HOST = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*://(?:(?:{_LETTER}|:)*@)?{_HOST}(?::\d*)?{_REST}", re.ASCII)
_WITHOUT_HOST = re.compile(r"(?:mailto|tel|urn|geo):(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})+", re.ASCII)


def is_uuid(value: object) -> bool:
    """Tell whether a value is a UUID with its hyphens."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def is_uri(text: str) -> bool:
    """Tell whether a text is an absolute URI in ASCII: with a host, or mailto, tel, urn or geo."""
    return bool(_WITH_HOST.fullmatch(text) or _WITHOUT_HOST.fullmatch(text))


def is_email(text: str) -> bool:
    """Tell whether a text has one @ between words."""
    return _EMAIL.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Tell whether a text is a day of the calendar, `2026-11-23`."""
    return _DATE.fullmatch(text) is not None and _reads(date.fromisoformat, text)


def is_time(text: str) -> bool:
    """Tell whether a text is a time of day, with or without seconds and offset: `09:00`, `09:00-05:00`."""
    # Midnight at the end of a day is 24:00 in opening hours (ISO 8601-1:2004, 4.2.3); Python reads 00:00 only.
    readable = re.sub(r"^24:00(?::00)?", "00:00", text)
    return _TIME.fullmatch(text) is not None and _reads(time.fromisoformat, readable)


def is_instant(text: str) -> bool:
    """Tell whether a text is an instant with its offset (RFC 3339)."""
    return _INSTANT.fullmatch(text) is not None and _reads(datetime.fromisoformat, text)


#: By kind of field, what its text must be, and what to say when it is not.
FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = MappingProxyType(
    {
        "uuid": (is_uuid, "is not a UUID"),
        "reference": (is_uuid, "is not a UUID"),
        "uri": (is_uri, "is not a whole web address"),
        "email": (is_email, "is not an e-mail address"),
        "date": (is_date, "is not a date like 2026-11-23"),
        "time": (is_time, "is not a time like 09:00 or 09:00-05:00"),
        "instant": (is_instant, "is not a date, time and offset like 2026-11-23T09:00:00-05:00"),
    }
)


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
