"""Read what an editor typed into a field: one spelling, or a refusal that says what is wrong; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlsplit

import phonenumbers
from babel import Locale
from phonenumbers import shortnumberinfo

from resources_directory.fields import ABOUT, Field
from resources_directory.trust import earliest_day
from resources_directory.wall_hours import is_readable

LONGEST = 2000
LONGEST_LINE = 500
_REGION = "US"
_FULL_NUMBER = 10
_SPACES = re.compile(r"\s+")
_LETTERS = re.compile(r"[A-Za-z]")
_ADDRESS = re.compile(r"(?P<street>.+), (?P<city>[^,]+), (?P<state>[A-Z]{2})(?: (?P<zip>\d{5}(?:-\d{4})?))?")
_POINT = re.compile(r"(-?\d{1,2}\.\d+)\s*,\s*(-?\d{1,3}\.\d+)")
#: Southern New England, in degrees; what lies outside is a slip of the finger.
_SOUTH, _NORTH, _WEST, _EAST = 41.0, 43.5, -73.6, -69.8
_SEPARATOR = "; "
_SOURCE_DATE = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


class ValueRefusedError(ValueError):
    """What was typed cannot stand in that field; the message says why."""


def read_value(field: Field, typed: str, today: date) -> str:
    """Return `typed` as we store it; raises ValueRefusedError.  Empty means not known."""
    text = typed.strip()
    most = LONGEST if ABOUT[field].is_long else LONGEST_LINE
    if len(text) > most:
        raise ValueRefusedError(f"Use at most {most} characters")
    return _READERS.get(field, _read_words)(text, today)


def read_source(link: str, called_on: str, today: date) -> str:
    """Return where a value comes from: a page, or "by phone on" a day; raises ValueRefusedError for neither or both."""
    if bool(link.strip()) == bool(called_on.strip()):
        raise ValueRefusedError("Say where it is from: a link, or the day somebody called")
    if link.strip():
        return _read_url(link.strip(), today)
    return by_phone(_read_day(called_on.strip(), today))


def by_phone(day: date) -> str:
    """Say as a source that somebody called on `day`."""
    return f"by phone on {day.isoformat()}"


def split_values(text: str) -> list[str]:
    """Return the single values of a field that takes several."""
    return [part.strip() for part in text.split(";") if part.strip()]


def join_values(values: list[str]) -> str:
    """Write several values as one, each once."""
    return _SEPARATOR.join(dict.fromkeys(values))


def split_address(text: str) -> Mapping[str, str]:
    """Return street, city, state and zip of an address that `read_value` let through; empty text has none."""
    found = _ADDRESS.fullmatch(text)
    return {name: part or "" for name, part in found.groupdict().items()} if found else {}


def split_point(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees, None for empty text."""
    found = _POINT.fullmatch(text)
    return (float(found[1]), float(found[2])) if found else None


def _read_words(text: str, _today: date) -> str:
    return text


def _read_line(text: str, _today: date) -> str:
    return _SPACES.sub(" ", text)


def _read_name(text: str, today: date) -> str:
    if not _LETTERS.search(text):
        raise ValueRefusedError("A service needs a name")
    return _read_line(text, today)


def _read_choice(field: Field) -> Callable[[str, date], str]:
    def read(text: str, _today: date) -> str:
        if text not in (ABOUT[field].choices or {}):
            raise ValueRefusedError("Please choose one")
        return text

    return read


def _read_phones(text: str, _today: date) -> str:
    return join_values([_read_phone(part) for part in split_values(text)])


def _read_phone(text: str) -> str:
    """Write a number as people here do; a short one (988, 741741) must be in use in this country."""
    try:
        number = phonenumbers.parse(text, _REGION)
    except phonenumbers.NumberParseException:
        raise ValueRefusedError("This is not a phone number") from None
    if number.extension or _LETTERS.search(text):
        raise ValueRefusedError("Give the number only; an extension belongs in what it is")
    digits = phonenumbers.national_significant_number(number)
    if len(digits) < _FULL_NUMBER and shortnumberinfo.is_valid_short_number_for_region(number, _REGION):
        return digits
    if not phonenumbers.is_valid_number_for_region(number, _REGION):
        raise ValueRefusedError("No such phone number exists in this country")
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def _read_url(text: str, _today: date) -> str:
    if len(text) > LONGEST_LINE:
        raise ValueRefusedError(f"Use at most {LONGEST_LINE} characters")
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or "") or _SPACES.search(text):
        raise ValueRefusedError("A link begins with https:// or http:// and names a site")
    return text


def _read_url_or_none(text: str, today: date) -> str:
    return _read_url(text, today) if text else ""


def _read_hours(text: str, _today: date) -> str:
    hours = _SPACES.sub(" ", text)
    if hours and not is_readable(hours):
        raise ValueRefusedError("A clock cannot follow these hours; write them as Mo-Fr 09:00-17:00; Sa 10:00-14:00")
    return hours


def _read_languages(text: str, _today: date) -> str:
    codes = [part.lower() for part in split_values(text)]
    unknown = [code for code in codes if code not in Locale("en").languages]
    if unknown:
        raise ValueRefusedError("Name languages by their codes: en; es; ht")
    return join_values(sorted(codes))


def _read_source_date(text: str, today: date) -> str:
    day = earliest_day(text) if _SOURCE_DATE.fullmatch(text) else None
    if day is None:
        raise ValueRefusedError("Write the day as 2026-11-23, 2026-11 or 2026")
    if day > today:
        raise ValueRefusedError("That day has not come yet")
    return text


def _read_day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueRefusedError("Write the day as 2026-11-23") from None
    if day > today:
        raise ValueRefusedError("That day has not come yet")
    return day


def _read_address(text: str, _today: date) -> str:
    line = _SPACES.sub(" ", text)
    if line and not _ADDRESS.fullmatch(line):
        raise ValueRefusedError("Write an address as 1 Main Street, Boston, MA 02118")
    return line


def _read_point(text: str, _today: date) -> str:
    if not text:
        return ""
    point = split_point(text)
    if point is None or not (_SOUTH < point[0] < _NORTH and _WEST < point[1] < _EAST):
        raise ValueRefusedError("Write a point as 42.3335, -71.0730; it must lie in or near Massachusetts")
    return f"{point[0]}, {point[1]}"


_READERS: Mapping[Field, Callable[[str, date], str]] = {
    Field.NAME: _read_name,
    Field.STATUS: _read_choice(Field.STATUS),
    Field.PHONE: _read_phones,
    Field.SMS: _read_phones,
    Field.URL: _read_url_or_none,
    Field.WALK_IN: _read_choice(Field.WALK_IN),
    Field.LANGUAGES: _read_languages,
    Field.SOURCE_DATE: _read_source_date,
    Field.ADDRESS: _read_address,
    Field.NEIGHBORHOOD: _read_line,
    Field.POINT: _read_point,
    Field.HOURS: _read_hours,
}
