"""Hours and days as people say them, in Boston time: "8 am", "Mon 8 am", "lun 8 am", "周一 上午8点".

In letters an SMS has ("sab", "amanha"); a language without words here is told in English.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.chinese import CHINESE, SIMPLIFIED, TRADITIONAL

BOSTON = ZoneInfo("America/New_York")
_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mie", "jue", "vie", "sab", "dom"),
    "ht": ("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch"),
    "pt": ("seg", "ter", "qua", "qui", "sex", "sab", "dom"),
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    SIMPLIFIED: ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    TRADITIONAL: ("週一", "週二", "週三", "週四", "週五", "週六", "週日"),
}
_TOMORROW = {
    "en": "tomorrow",
    "es": "ma\N{LATIN SMALL LETTER N WITH TILDE}ana",
    "ht": "demen",
    "pt": "amanha",
    "vi": "ngày mai",
    SIMPLIFIED: "明天",
    TRADITIONAL: "明天",
}
_TO = {"en": " to ", "es": " a ", "ht": " a ", "pt": " a ", "vi": " đến ", SIMPLIFIED: "到", TRADITIONAL: "到"}
_OCLOCK = {SIMPLIFIED: "点", TRADITIONAL: "點"}
#: What the hours of a day are called in Chinese, each up to the hour that is no longer in it.
_CHINESE_HALVES = ((1, "半夜"), (5, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def clock(moment: datetime, language: str = "en") -> str:
    """Say a time of day: "8 am", "8:30 pm", midnight "12 am"; Chinese alone writes it in its own way ("上午8点")."""
    local, oclock = moment.astimezone(BOSTON), _OCLOCK.get(_known(language))
    minutes = f":{local.minute:02d}" if local.minute else ""
    if oclock:
        half = next(name for end, name in _CHINESE_HALVES if local.hour < end)
        return f"{half}{local.hour % 12 or 12}{minutes or oclock}"
    return f"{local.hour % 12 or 12}{minutes} {'am' if local.hour < 12 else 'pm'}"


def day_and_clock(moment: datetime, now: datetime, language: str) -> str:
    """Say when: today's hour alone, "tomorrow 8 am", a weekday within the week, else the date too."""
    local, today = moment.astimezone(BOSTON), now.astimezone(BOSTON).date()
    days, hour = (local.date() - today).days, clock(moment, language)
    if days == 0:
        return hour
    if days == 1:
        return f"{_TOMORROW[_known(language)]} {hour}"
    return f"{_weekday(local, language)} {hour}" if days < 7 else f"{_month_day(local.date())} {hour}"


def date_words(moment: datetime, language: str) -> str:
    """Say a day with its date: "Thu 11/19"."""
    local = moment.astimezone(BOSTON)
    return f"{_weekday(local, language)} {_month_day(local.date())}"


def window_words(start: datetime, end: datetime, language: str) -> str:
    """Say a window of one day with its date: "Thu 11/19, 5 pm to 9 pm"."""
    hours = _TO[_known(language)].join(clock(at, language) for at in (start, end))
    return f"{date_words(start, language)}, {hours}"


def _known(language: str) -> str:
    """Return the language whose words are taken: Chinese without a script is simplified, one without words English."""
    wanted = SIMPLIFIED if language == CHINESE else language
    return wanted if wanted in _DAYS else "en"


def _weekday(local: datetime, language: str) -> str:
    return _DAYS[_known(language)][local.weekday()]


def _month_day(day: date) -> str:
    return f"{day.month}/{day.day}"
