"""Put the days and hours of our other languages in plain English, so that one grammar (`times`) reads them all.

A wrong day is worse than none: what the tables know only in part is not read, and the person's words stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.entities.time_tongues import TONGUES, Tongue

_GREETINGS = re.compile(
    r"没问题|沒問題|(?:早上|上午|中午|下午|晚上)好|"
    r"\bbom dia\b|\bboa (?:tarde|noite)\b|\bchào buổi (?:sáng|trưa|chiều|tối)"
)
#: English short names, which are words of other languages too once their marks are gone ("sát", "món", "thứ").
_SHORT = re.compile(r"\b(?:mon|tues?|wed|thur?s?|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\b")
_MARKED = re.compile(r"[^\W\d_]*[^\W\d_a-z][^\W\d_]*")
#: "thu 2" is Thursday, or Monday written without its marks; "thu 2pm" and "thu 2-4" are English.
_THU_AND_DIGIT = re.compile(r"\bthu ?[2-467]\b(?! *(?:[ap]\.?m|:|- *\d|to\b|and\b))")
_WEEKDAYS = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day")
_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})\b")
_DAY_FIRST = re.compile(r"(?<![\d/])(1[3-9]|2\d|3[01])/(0?[1-9]|1[0-2])(?![\d/])")
_CLOCK = r"\d{1,2}(?::\d\d)?(?: ?[ap]m)?"
_NUMBERS = re.compile(
    rf"\b(?:at|after|before|from|to|and|between|until|a) {_CLOCK}\b|\b{_CLOCK} ?- ?{_CLOCK}(?![-\d])|\b\d+/\d+\b|"
    rf"\b\d+th\b|\b{_CLOCK}(?= (?:to|and) )|\bdia \d{{1,2}}\b|\b\d{{1,2}}(?::\d\d)? ?[ap]m\b"
)
_LATE = re.compile(r"\b(?:afternoons?|evenings?|nights?|tonight)\b")
_EARLY = re.compile(r"\bmornings?\b|\d ?am\b|\bmidday\b")
_HALFLESS = re.compile(
    r"\b((?:at|after|around|about) (?:[1-9]|1[01])(?::\d\d)?)(?![\d:/]| ?[ap]\.?m| ?(?:-|to|and) ?\d)"
)
_LATE_END = re.compile(r"(pm (?:to|-|and) (?:[1-9]|1[01])(?::\d\d)?)(?![\d:/]| ?[ap]\.?m)")


@dataclass(frozen=True, slots=True)
class _Read:
    """A text in the eyes of one language: in English, with how many words and hours of it that language knew."""

    english: str
    words: int
    hours: int
    is_possible: bool


def in_english(text: str) -> str | None:
    """Return `text` with what it says of days and hours in English; None where that cannot be told for sure."""
    said = _GREETINGS.sub(" ", " ".join(unicodedata.normalize("NFKC", text[:400]).lower().split()))
    read = sorted(((_read(said, tongue), tongue) for tongue in TONGUES), key=lambda row: (row[0].words, row[0].hours))
    best, tongue = read[-1]
    found = _in_order(_MARKED.sub(_unless_short, best.english if best.words or best.hours else said))
    if not best.words and not best.hours:
        return None if _THU_AND_DIGIT.search(said) else found
    is_mixed = read[-2][0].words > 0
    return found if best.is_possible and not is_mixed and _is_sure(found, said, best.english, tongue) else None


def _is_sure(found: str, said: str, english: str, tongue: Tongue) -> bool:
    """Tell whether nothing of a day was left unread, and one weekday at most is named."""
    date = _DATE.search(said)  # 5/12 is another day in Hanoi and in Praia
    is_left = re.search(tongue.unread, said) or re.search(tongue.left, english) or _SHORT.search(found)
    is_counted = not re.search(r"\d", _NUMBERS.sub(" ", found))
    is_one_day = len(set(_WEEKDAYS.findall(found))) < 2 and not (date and max(int(date[1]), int(date[2])) <= 12)
    return not is_left and is_counted and is_one_day


def _read(said: str, tongue: Tongue) -> _Read:
    """Put the words of one language in English; not possible where its half of the day does not have an hour."""
    text = said
    for number, words in reversed(list(enumerate(tongue.numbers.split(), start=1))):
        text = re.sub(tongue.counted.format(number=words), str(number), text)
    hours = [_hour(match, tongue) for match in re.finditer(tongue.hour, text)]
    each = iter(hours)
    text = _tidy(re.sub(tongue.hour, lambda _: f" {next(each)} ", text))
    known = 0
    for pattern, english in tongue.words.items():
        text, times = re.subn(pattern, f" {english} ", text)
        text, known = _tidy(text), known + times
    return _Read(text, known, len(hours), "" not in hours)


def _hour(match: re.Match[str], tongue: Tongue) -> str:
    """Say an hour in English: "at 5", "at 8:30 pm"; "" where its half of the day does not have it."""
    hour, minute, half = int(match["hour"]), match["minute"], match["half"]
    clock = f"at {hour}:{minute if minute.isdigit() else '30'}" if minute else f"at {hour}"
    if half is None or hour > 12:
        return clock
    hours_of = next(hours for pattern, hours in tongue.halves.items() if re.fullmatch(pattern, half))
    return next((f"{clock} {part}" for hours, part in hours_of.items() if hour in hours), "")


def _tidy(text: str) -> str:
    """Leave one space between words, and one small word before an hour."""
    return re.sub(r"(\bat|\bafter|\bbefore|\bfrom|\bto|\band|\bbetween|-) at(?= \d)", r"\1", " ".join(text.split()))


def _in_order(text: str) -> str:
    """Put the month first, and the half of the day where the words before or after the hour tell it."""
    text = _LATE_END.sub(r"\1 pm", _DAY_FIRST.sub(r"\2/\1", text))
    return _HALFLESS.sub(r"\1 pm", text) if _LATE.search(text) and not _EARLY.search(text) else text


def _unless_short(match: re.Match[str]) -> str:
    """Hide a word that would look like an English day or month once its marks are gone."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", match[0]) if not unicodedata.combining(letter))
    return "_" if _SHORT.fullmatch(bare) else match[0]
