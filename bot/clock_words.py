"""Hours and days as people say them, in Boston time: "8 am", "Mon 8 am", "lun 8 am"."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

BOSTON = ZoneInfo("America/New_York")
_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mie", "jue", "vie", "sab", "dom"),
}
_TOMORROW = {"en": "tomorrow", "es": "ma\N{LATIN SMALL LETTER N WITH TILDE}ana"}


def clock(moment: datetime) -> str:
    """Say a time of day: "8 am", "8:30 pm"; midnight is "12 am".  Boston's Spanish writes it the same way."""
    local = moment.astimezone(BOSTON)
    minutes = f":{local.minute:02d}" if local.minute else ""
    half = "am" if local.hour < 12 else "pm"
    return f"{local.hour % 12 or 12}{minutes} {half}"


def day_and_clock(moment: datetime, now: datetime, language: str) -> str:
    """Say when: today's hour alone, "tomorrow 8 am", a weekday within the week, else the date too."""
    local, today = moment.astimezone(BOSTON), now.astimezone(BOSTON).date()
    days = (local.date() - today).days
    if days == 0:
        return clock(moment)
    if days == 1:
        return f"{_TOMORROW.get(language, _TOMORROW['en'])} {clock(moment)}"
    weekday = _DAYS.get(language, _DAYS["en"])[local.weekday()]
    return f"{weekday} {clock(moment)}" if days < 7 else f"{_month_day(local.date())} {clock(moment)}"


def date_words(moment: datetime, language: str) -> str:
    """Say a day with its date: "Thu 11/19"."""
    local = moment.astimezone(BOSTON)
    return f"{_DAYS.get(language, _DAYS['en'])[local.weekday()]} {_month_day(local.date())}"


def window_words(start: datetime, end: datetime, language: str) -> str:
    """Say a window of one day with its date: "Thu 11/19, 5 pm to 9 pm"."""
    to = "a" if language == "es" else "to"
    return f"{date_words(start, language)}, {clock(start)} {to} {clock(end)}"


def _month_day(day: date) -> str:
    return f"{day.month}/{day.day}"
