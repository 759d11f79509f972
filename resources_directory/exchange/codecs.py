"""How one value of the tabular form is kept in one column, and back; pure.

A codec reads what it can keep and gives its empty value for the rest: what a column cannot keep stays in `Extra`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote, unquote
from uuid import UUID

from resources_directory.exchange.cells import plain_number

_LARGEST_INTEGER: Final = 2**31 - 1
_LARGEST_REAL: Final = 1e300
_TEXTED: Final = "sms"


@dataclass(frozen=True, slots=True)
class Codec:
    """`read` turns a value (None when there is none) into a column's; `show` turns it back, None for nothing."""

    read: Callable[[Any], Any]
    show: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of the tabular form and the column that keeps it."""

    field: str
    name: str
    codec: Codec


@lru_cache(maxsize=1 << 16)
def read_id(text: str) -> UUID:
    """Return the id a text says; a large source names each several times, and Python is slow to read one."""
    return UUID(text)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> float | None:  # noqa: ANN401 - whatever a source holds
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_one and abs(value) < _LARGEST_REAL and math.isfinite(value) else None


def _whole(value: object) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number == int(number) and abs(number) <= _LARGEST_INTEGER else None


def _real(value: object) -> float | None:
    number = _number(value)
    return None if number is None else float(number)


def _degrees(limit: int) -> Callable[[object], float | None]:
    def read(value: object) -> float | None:
        number = _real(value)
        return number if number is not None and abs(number) <= limit else None

    return read


def _shown_number(value: float | None) -> float | None:
    return None if value is None else plain_number(value)


def as_uri(url: str) -> str:
    """Write an address in ASCII, as a URI must be; some sources hold letters beyond it."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")


def _from_uri(value: object) -> str:
    """Read an address as its page writes it, with letters beyond ASCII, where that is the same address."""
    text = _text(value)
    letters = unquote(text)
    return letters if not letters.isascii() and as_uri(letters) == text else text


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value).astimezone(UTC) if isinstance(value, str) else None


def _shown_moment(value: datetime | None) -> str | None:
    """Write an instant to the millisecond, or as finely as it is known."""
    if value is None:
        return None
    fine = value.microsecond % 1000
    return value.astimezone(UTC).isoformat(timespec="microseconds" if fine else "milliseconds")


def _phone_type(value: object) -> str:
    """Read the type of a phone; without one it is a voice line (RFC 6350, 6.4.1), which HSDS takes its types from."""
    return {"text": _TEXTED}.get(_text(value), _text(value)) or "voice"


TEXT: Final = Codec(_text, lambda value: value or None)
#: Text that the standard requires and that may be empty.
KEPT_TEXT: Final = Codec(_text, lambda value: value)
URI: Final = Codec(_from_uri, lambda value: as_uri(value) or None)
ID: Final = Codec(lambda value: read_id(value) if value else None, lambda value: str(value) if value else None)
WHOLE: Final = Codec(_whole, _shown_number)
REAL: Final = Codec(_real, _shown_number)
LATITUDE: Final = Codec(_degrees(90), _shown_number)
LONGITUDE: Final = Codec(_degrees(180), _shown_number)
FLAG: Final = Codec(lambda value: value is True, bool)
DAY: Final = Codec(
    lambda value: date.fromisoformat(value) if value else None, lambda value: value.isoformat() if value else None
)
MOMENT: Final = Codec(_moment, _shown_moment)
PHONE_TYPE: Final = Codec(_phone_type, lambda value: "text" if value == _TEXTED else value)
