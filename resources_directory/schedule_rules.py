"""The schedule rows of HSDS (RFC 5545 rules with two times) as openings on days; pure.

Rows with a period (both `valid_from` and `valid_to`) speak for every day of it, and the others are silent there: that
is how a source says "closed at Christmas" or "summer hours".  Times are the clock of the place; an offset written with
them is left aside, because a rule that holds all year has two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Literal

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule, weekday

#: From, until, and whether it is certain.
Opening = tuple[datetime, datetime, bool]
_FREQ: dict[str, Literal[1, 2]] = {"WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
_DAYS = {"MO": MO, "TU": TU, "WE": WE, "TH": TH, "FR": FR, "SA": SA, "SU": SU}
_DAY = timedelta(days=1)
_NOON = time(12)
#: A minute before midnight is how many sources write the end of the day.
_LAST_MINUTE = time(23, 59)


class UnreadableRuleError(ValueError):
    """A row has no rule that a clock can follow; the message says which field is the reason."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One HSDS schedule row; empty text and None mean the row does not say it."""

    freq: str = ""
    byday: str = ""
    bymonthday: str = ""
    interval: int | None = None
    count: int | None = None
    dtstart: date | None = None
    until: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    wkst: str = ""
    opens_at: str = ""
    closes_at: str = ""

    @property
    def has_period(self) -> bool:
        """Tell whether the row speaks for one stretch of days only."""
        return self.valid_from is not None and self.valid_to is not None


def check(rule: Rule) -> None:
    """Raise UnreadableRuleError when no clock could follow `rule`."""
    _times(rule)
    start = rule.dtstart or rule.valid_from or date(2000, 1, 1)
    list(_days(rule, start, start))


def open_days(rules: Iterable[Rule], first: date, last: date) -> list[Opening]:
    """Return the openings that begin from `first` to `last`, in order; a row nobody can follow leaves days unsure."""
    special = [rule for rule in rules if rule.has_period]
    usual = [rule for rule in rules if not rule.has_period]
    found = [opening for rule in special for opening in _openings(rule, first, last)]
    covered = _covered(special, first, last)
    found += [each for rule in usual for each in _openings(rule, first, last) if each[0].date() not in covered]
    return sorted(found)


def resolved(openings: Sequence[Opening]) -> Iterator[Opening]:
    """Settle the openings that begin on one day: sure is only what all that overlap agree on.

    A night that runs into the next day's opening is no conflict: both are true.
    """
    for _, of_day in groupby(openings, key=lambda opening: opening[0].date()):
        for group in _touching(list(of_day)):
            yield from _agreed(group)


def _agreed(group: Sequence[Opening]) -> Iterator[Opening]:
    if len(set(group)) == 1:
        yield group[0]
        return
    since, until = max(start for start, _, _ in group), min(end for _, end, _ in group)
    first, last = group[0][0], max(end for _, end, _ in group)
    if since >= until or not all(is_sure for _, _, is_sure in group):
        yield first, last, False
        return
    pieces = [(first, since, False), (since, until, True), (until, last, False)]
    yield from (piece for piece in pieces if piece[0] < piece[1])


def _touching(openings: Sequence[Opening]) -> Iterator[list[Opening]]:
    """Group openings that overlap one another; one that begins where another ends does not."""
    group: list[Opening] = []
    for opening in openings:
        if group and opening[0] >= max(end for _, end, _ in group):
            yield group
            group = []
        group.append(opening)
    if group:
        yield group


def _covered(special: Iterable[Rule], first: date, last: date) -> set[date]:
    """Return the days between `first` and `last` that some row with a period speaks for."""
    covered: set[date] = set()
    for rule in special:
        since, until = max(first, rule.valid_from or first), min(last, rule.valid_to or last)
        covered.update(_each_day(since, until))
    return covered


def _openings(rule: Rule, first: date, last: date) -> Iterator[Opening]:
    try:
        opens, closes = _times(rule)
        days = list(_days(rule, first, last))
    except UnreadableRuleError:
        yield from _unsure(rule, first, last)
        return
    for day in days:
        start = datetime.combine(day, opens)
        end = datetime.combine(day if closes > opens else day + _DAY, closes)
        yield start, end + timedelta(minutes=1) if closes == _LAST_MINUTE else end, True


def _unsure(rule: Rule, first: date, last: date) -> Iterator[Opening]:
    """Call whole days unknown: those of the row's period, or all of them."""
    since, until = max(first, rule.valid_from or first), min(last, rule.valid_to or last)
    if since <= until:
        yield datetime.combine(since, time()), datetime.combine(until + _DAY, time()), False


def _times(rule: Rule) -> tuple[time, time]:
    """Read opening and closing; the same time twice may mean all day or not at all, so nobody can follow it."""
    try:
        opens, closes = (time.fromisoformat(text).replace(tzinfo=None) for text in (rule.opens_at, rule.closes_at))
    except ValueError:
        raise UnreadableRuleError("opens_at and closes_at must be times") from None
    if opens == closes:
        raise UnreadableRuleError("opens_at and closes_at are the same")
    return opens, closes


def _days(rule: Rule, first: date, last: date) -> Iterator[date]:
    """Yield the days of the rule from `first` to `last`; counting and every-other-week begin at its own start."""
    since, until = _bounds(rule, first, last)
    if not rule.freq and not rule.byday:
        yield from _every_day(rule, since, until)
        return
    start = _start(rule, since)
    if _is_plain(rule):
        wanted = {day.weekday for day in _weekdays(rule) or ()}
        yield from (day for day in _each_day(since, until) if day.weekday() in wanted)
        return
    found = rrule(
        _freq(rule),
        dtstart=datetime.combine(start, _NOON),
        interval=rule.interval or 1,
        count=rule.count,
        until=None if rule.count else datetime.combine(until, _NOON),
        byweekday=_weekdays(rule),
        bymonthday=_month_days(rule),
        wkst=_DAYS.get(rule.wkst, MO),
    )
    yield from (day.date() for day in found.between(*_noons(since, until), inc=True))


def _noons(since: date, until: date) -> tuple[datetime, datetime]:
    return datetime.combine(since, _NOON), datetime.combine(until, _NOON)


def _bounds(rule: Rule, first: date, last: date) -> tuple[date, date]:
    since = max(day for day in (first, rule.dtstart, rule.valid_from) if day)
    return since, min(day for day in (last, rule.until, rule.valid_to) if day)


def _every_day(rule: Rule, since: date, until: date) -> Iterator[date]:
    if not rule.has_period:
        raise UnreadableRuleError("freq or byday must say on which days")
    yield from _each_day(since, until)


def _each_day(since: date, until: date) -> Iterator[date]:
    return (since + number * _DAY for number in range((until - since).days + 1))


def _is_plain(rule: Rule) -> bool:
    """Tell whether it is nothing but days of every week: nearly all rows are, and are read without the library."""
    return (
        _freq(rule) == WEEKLY
        and bool(rule.byday)
        and not rule.bymonthday
        and not rule.count
        and rule.interval in {None, 1}
        and not any(sign.isdigit() for sign in rule.byday)
    )


def _start(rule: Rule, since: date) -> date:
    """Return where counting begins; without a start of its own only a plain weekly or monthly rule can be followed."""
    _freq(rule)
    own = rule.dtstart or rule.valid_from
    if own is not None:
        return own
    if (rule.interval or 1) > 1 or rule.count:
        raise UnreadableRuleError("interval and count need dtstart")
    if not rule.byday and not rule.bymonthday:
        raise UnreadableRuleError("byday or bymonthday must say on which days")
    return since


def _freq(rule: Rule) -> Literal[1, 2]:
    try:
        return _FREQ[rule.freq or "WEEKLY"]
    except KeyError:
        raise UnreadableRuleError("freq must be WEEKLY or MONTHLY") from None


def _weekdays(rule: Rule) -> list[weekday] | None:
    """Read `MO,WE` or `1MO,-1FR` (the first Monday, the last Friday of a month)."""
    try:
        named = [_weekday(part.strip()) for part in rule.byday.split(",") if part.strip()]
    except (KeyError, ValueError):
        raise UnreadableRuleError("byday must be days like MO,WE or 1MO") from None
    return named or None


def _weekday(text: str) -> weekday:
    day, number = _DAYS[text[-2:].upper()], text[:-2]
    return day(int(number)) if number else day


def _month_days(rule: Rule) -> list[int] | None:
    try:
        named = [int(part) for part in rule.bymonthday.split(",") if part.strip()]
    except ValueError:
        raise UnreadableRuleError("bymonthday must be numbers from 1 to 31") from None
    if any(not 1 <= abs(day) <= 31 for day in named):
        raise UnreadableRuleError("bymonthday must be numbers from 1 to 31")
    return named or None


def overlapping(rules: Sequence[Rule], first: date, last: date) -> list[date]:
    """Return the days from `first` to `last` on which rows differ about an opening; to be flagged at import."""
    return sorted({start.date() for start, _, is_sure in resolved(open_days(rules, first, last)) if not is_sure})
