"""Read when somebody has time: "tomorrow after 5", "mañana por la tarde", "weekday mornings", "the 24th at noon".

Gives a window in Boston time, from `now`.  Our own small grammar of English and Spanish (other languages are put in
English first, `time_words`), for libraries that read dates give one instant and no window (docs/adr/0010).  What it
cannot read is None: the person's words are kept in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.clock_words import BOSTON, date_words, window_words
from bot.entities.time_words import in_english
from bot.safety.words import fold

#: The hours of a day of which nothing more is said: those in which people are texted (README, settings).
DAY_BEGINS, DAY_ENDS = 8, 21
LAST_MINUTE = 24 * 60 - 1
Span = tuple[int, int]
"""Minutes since midnight, from and to."""

_PARTS: Mapping[str, Span] = {
    r"mornings?|am hours|(?:por|en|de) la manana|(?:las|de) mananas|temprano": (8 * 60, 12 * 60),
    r"afternoons?|after lunch|(?:por|en|de|esta) (?:la )?tardes?|las tardes": (12 * 60, 17 * 60),
    r"evenings?|after work|despues del trabajo": (17 * 60, 21 * 60),
    r"nights?|tonight|tonite|esta noche|(?:por|en|de) la noche|las noches": (18 * 60, 22 * 60),
    r"lunch ?time|midday|mediodia": (12 * 60, 13 * 60),
}
_WEEKDAYS: Mapping[str, int] = {
    r"mon(?:day)?s?|lunes": 0, r"tue(?:s|sday|sdays)?|martes": 1, r"wed(?:s|nesday|nesdays)?|miercoles": 2,
    r"thu(?:r|rs|rsday|rsdays)?|jueves": 3, r"fri(?:day)?s?|viernes": 4, r"sat(?:urday)?s?|sabados?": 5,
    r"sun(?:day)?s?|domingos?": 6,
}  # fmt: skip
_MONTHS = (
    "jan(?:uary)?|enero", "feb(?:ruary)?|febrero", "mar(?:ch)?|marzo", "apr(?:il)?|abril", "may|mayo", "june?|junio",
    "july?|julio", "aug(?:ust)?|agosto", "sept?(?:ember)?|septiembre", "oct(?:ober)?|octubre",
    "nov(?:ember)?|noviembre", "dec(?:ember)?|diciembre",
)  # fmt: skip
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "una": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5",
    "seis": "6", "siete": "7", "ocho": "8", "nueve": "9", "diez": "10", "once": "11", "doce": "12",
    "noon": "12pm", "mediodia": "12pm", "midnight": "11pm", "medianoche": "11pm",
}  # fmt: skip
_HALF = r"a\.?m\.?|p\.?m\.?|(?:de|en|por) la (?:manana|tarde|noche)"
_CLOCK = rf"(?:las? )?(\d{{1,2}})(?::(\d{{2}}))? ?({_HALF})?(?![\d/]|st\b|nd\b|rd\b|th\b)"
_BETWEEN = re.compile(rf"\b(?:between |from |entre |de |desde )?{_CLOCK} ?(?:-|to|and|till|until|y|a|hasta) ?{_CLOCK}")
_AFTER = re.compile(rf"\b(?:after|from|since|past|any ?time after|despues de|a partir de|desde) {_CLOCK}")
_BEFORE = re.compile(rf"\b(?:before|until|till|by|antes de|hasta) {_CLOCK}")
_AT = re.compile(rf"\b(?:at|around|about|a|como a|tipo) {_CLOCK}|\b(\d{{1,2}})(?::(\d{{2}}))? ?({_HALF})")
_REPEATS = re.compile(
    r"\b(weekdays?|week days|weekends?|every ?day|any ?day|most days|mornings|afternoons|evenings|nights|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|entre semana|fin(?:es)? de semana|todos los dias|cualquier dia|"
    r"(?:los|las) \w+s)\b"
)


#: "any day but friday", "not tomorrow": what is ruled out is not read as what is meant.
_RULES_OUT = re.compile(r"\b(not|no|dont|cant|wont|never|except|but|unless|nunca|excepto|menos|salvo|pero)\b")


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` to `end`, both in Boston time; the first of many where it `repeats` ("weekday mornings").

    `whole_day` where no hour was said: then `start` and `end` are those of a usual day.
    """

    start: datetime
    end: datetime
    repeats: bool = False
    whole_day: bool = False


def read_window(text: str, now: datetime) -> Window | None:
    """Return the next window that `text` names after `now` (any aware time), or None."""
    english = in_english(text)
    plain = _plain(english or "")
    if english is None or _RULES_OUT.search(plain):
        return None
    today = now.astimezone(BOSTON)
    span, rest = _span(plain)
    days = _days(rest, today.date())
    if span is None and days is None:
        return None
    for day in days if days is not None else (today.date(), today.date() + timedelta(days=1)):
        window = _window(day, span or (DAY_BEGINS * 60, DAY_ENDS * 60), today)
        if window is not None:
            return replace(window, repeats=bool(_REPEATS.search(plain)), whole_day=span is None)
    return None


def words_and_window(text: str, now: datetime, language: str) -> str:
    """Return the person's words, with the date and hours they mean where that is one window: a "tomorrow" grows old."""
    window = read_window(text, now)
    if window is None or window.repeats:
        return text
    is_day = window.whole_day
    meant = date_words(window.start, language) if is_day else window_words(window.start, window.end, language)
    return f"{text} ({meant})"


def _window(day: date, span: Span, now: datetime) -> Window | None:
    """Return the window of one day, none when it is over."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=BOSTON)
    start, end = (midnight.replace(hour=at // 60, minute=at % 60) for at in span)
    start = max(start, now.replace(second=0, microsecond=0))
    return Window(start, end) if start < end else None


def _plain(text: str) -> str:
    folded = fold(text[:400]).replace("'", "")
    words = re.sub(r"[^\w:/.\-\s]|(?<!\d)[:/]|\.(?!m)", " ", folded)
    return " ".join(_NUMBERS.get(word, word) for word in words.split())


def _span(plain: str) -> tuple[Span | None, str]:
    """Return the hours named, and the text without them (a "mañana" left in it is tomorrow)."""
    for pattern, made in _SPANS:
        match = pattern.search(plain)
        span = made(match) if match else None
        if match and span:
            return span, plain[: match.start()] + " " + plain[match.end() :]
    for words, part in _PARTS.items():
        match = re.search(rf"\b(?:{words})\b", plain)
        if match:
            is_today = match.group() in {"tonight", "tonite", "esta noche", "esta tarde"}
            return part, plain.replace(match.group(), "today" if is_today else " ", 1)
    return None, plain


def _minutes(hour: str | None, minute: str | None, half: str | None) -> int | None:
    """Return minutes since midnight; an hour without its half is one at which people meet (8 to 7 pm)."""
    at = int(hour or 99)
    if at > 23 or int(minute or 0) > 59:
        return None
    if half and at <= 12:
        is_morning = half.startswith("a") or half.endswith("manana")
        at = at % 12 + (0 if is_morning else 12)
    elif not half and 1 <= at < DAY_BEGINS:
        at += 12
    return at * 60 + int(minute or 0)


def _ordered(start: int | None, end: int | None) -> Span | None:
    return (start, end) if start is not None and end is not None and start < end else None


def _between(match: re.Match[str]) -> Span | None:
    """Read "2-4", "9 to 5", "2 to 4pm": the half of the second counts for the first where that makes sense."""
    hour, minute, half, to_hour, to_minute, to_half = match.groups()
    end = _minutes(to_hour, to_minute, to_half)
    shared = _ordered(_minutes(hour, minute, half or to_half), end)
    return shared or _ordered(_minutes(hour, minute, half), end)


def _after(match: re.Match[str]) -> Span | None:
    start = _minutes(*match.groups())
    return _ordered(start, DAY_ENDS * 60) or _ordered(start, LAST_MINUTE)


def _before(match: re.Match[str]) -> Span | None:
    end = _minutes(*match.groups())
    return _ordered(DAY_BEGINS * 60, end) or _ordered(0, end)


def _at(match: re.Match[str]) -> Span | None:
    start = _minutes(*(match.groups()[:3] if match.group(1) else match.groups()[3:]))
    return None if start is None else _ordered(start, min(start + 60, LAST_MINUTE))


_SPANS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span | None]], ...] = (
    (_BETWEEN, _between),
    (_AFTER, _after),
    (_BEFORE, _before),
    (_AT, _at),
)


def _days(plain: str, today: date) -> tuple[date, ...] | None:
    """Return the days named, soonest first; None where none is."""
    if re.search(r"\b(?:day after tomorrow|pasado manana)\b", plain):
        return (today + timedelta(days=2),)
    if re.search(r"\b(?:tomorrow|tmrw|tmr|tomorow|manana)\b", plain):
        return (today + timedelta(days=1),)
    if re.search(r"\b(?:today|hoy|now|ahora|asap)\b", plain):
        return (today,)
    return _calendar_day(plain, today) or _of_week(plain, today)


def _of_week(plain: str, today: date) -> tuple[date, ...] | None:
    wanted = {number for words, number in _WEEKDAYS.items() if re.search(rf"\b(?:{words})\b", plain)}
    if re.search(r"\b(?:week ?days?|entre semana)\b", plain):
        wanted |= set(range(5))
    if re.search(r"\b(?:weekends?|fin(?:es)? de semana)\b", plain):
        wanted |= {5, 6}
    if re.search(r"\b(?:every ?day|any ?day|any ?time|most days|todos los dias|cualquier dia)\b", plain):
        wanted = set(range(7))
    week = (today + timedelta(days=ahead) for ahead in range(8))
    return tuple(day for day in week if day.weekday() in wanted) if wanted else None


def _calendar_day(plain: str, today: date) -> tuple[date, ...] | None:
    """Read "11/24", "nov 24", "24 de noviembre", "the 24th", "el 24"."""
    numeric = re.search(r"\b(\d{1,2})/(\d{1,2})\b", plain)
    if numeric:
        return _next_date(today, int(numeric[2]), int(numeric[1]))
    for month, words in enumerate(_MONTHS, start=1):
        named = re.search(rf"\b(?:(?:{words}) (\d{{1,2}})|(\d{{1,2}}) (?:de |of )?(?:{words}))\b", plain)
        if named:
            return _next_date(today, int(named[1] or named[2]), month)
    ordinal = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)\b|\b(?:el|dia) (\d{1,2})\b", plain)
    return _next_date(today, int(ordinal[1] or ordinal[2])) if ordinal else None


def _next_date(today: date, day: int, month: int | None = None) -> tuple[date, ...] | None:
    """Return the next such day within a year, today included."""
    coming = (today + timedelta(days=ahead) for ahead in range(366))
    return next(((found,) for found in coming if found.day == day and month in {None, found.month}), None)
