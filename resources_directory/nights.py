"""Hours past midnight, so that a night belongs to the day it begins on.

The library ends Friday's night at midnight when Saturday has hours of its own ("Fr 22:00-06:00; Sa 10:00-12:00" would
be closed at 1 am), and after a holiday that is off it still opens in the small hours of a night that never began.  So
a text with nights is read twice: up to midnight, and from midnight on as if on the day before.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RANGE = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
_TIMES = r"\d\d:\d\d-\d\d:\d\d(?:,\s*\d\d:\d\d-\d\d:\d\d)*"
#: Days and times, or days and "off": rules joined in any other way are left to the library.
_PLAIN_RULE = re.compile(rf"(?P<days>[^:;|]*?)\s*(?P<times>{_TIMES}|off|closed)")
_MIDNIGHT = "24:00"


@lru_cache(maxsize=4096)
def by_day(text: str) -> str:
    """Return `text` with every night cut at midnight; as it is when it has none."""
    if not by_night(text):
        return text
    return _RANGE.sub(lambda found: f"{found[1]}-{_MIDNIGHT}" if _is_night(found) else found[0], text)


@lru_cache(maxsize=4096)
def by_night(text: str) -> str:
    """Return what is left of each night after midnight, written on the day it began; empty when there is none."""
    rules = [_PLAIN_RULE.fullmatch(rule.strip()) for rule in text.split(";") if rule.strip()]
    if not all(rules) or not any(_is_night(found) for found in _RANGE.finditer(text)):
        return ""
    return "; ".join(f"{rule['days']} {_after_midnight(rule['times'])}".strip() for rule in rules if rule)


def _after_midnight(times: str) -> str:
    """Give the ends of the nights among `times`; a day without a night is off, and so replaces an earlier rule's."""
    ends = [_wrapped(found[2]) for found in _RANGE.finditer(times) if _is_night(found)]
    return ",".join(f"00:00-{end}" for end in ends if end != "00:00") or "off"


def _is_night(found: re.Match[str]) -> bool:
    return found[2] <= found[1] or found[2] > _MIDNIGHT


def _wrapped(clock: str) -> str:
    """Write 26:00 as 02:00."""
    return f"{int(clock[:2]) % 24:02}{clock[2:]}"
