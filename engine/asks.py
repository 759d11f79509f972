"""Read a text that asks several things: each part by itself, when every part is understood; else the whole.

A split must never make things worse.  The whole is kept in danger, inside a form, where a part is nothing we know, and
where all parts mean the same.  One part may be unsure: it is asked back, while the others are answered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.asks import split_asks, without_lead
from bot.topics import DANGER_TOPICS, NEED_OF_TOPIC, OFFERED_TOPICS, STEERING_ACTS, TOPICS
from engine.subjects import SEARCH, subject_of

Parsed = Mapping[str, Any]
Parse = Callable[[str, str | None], Awaitable[Parsed]]
#: More than these are not answered in one reply; the next ones are offered.
ANSWERED = 2
#: Acts that change something: only a text that says nothing else is taken for one.
ALONE = frozenset({"alerts", "cancel_request", "change_language", "delete_my_data", "request_status", "stop_optout"})
#: Acts that open a form go first, so that its question is the last thing said.
OPENS_FORM = frozenset({"visit_request", "callback_request"})
SEARCHES = frozenset({*NEED_OF_TOPIC, SEARCH})
BESIDE_OTHERS = OFFERED_TOPICS - ALONE - frozenset(DANGER_TOPICS)
UNSURE, NOT_OURS = "unsure", "nlu_fallback"
#: How likely the best guess of the unsure part must be; below it the part makes no sense alone ("where do i go?").
LIKELY = 0.4
#: How many topics of the ranking an understanding carries, best first.
RANKED = 5


@dataclass(frozen=True)
class Reading:
    """How a text is read as a whole, and its asks in the order to answer; the whole is the only one of most texts."""

    whole: Parsed
    asks: tuple[Parsed, ...]

    @property
    def answered(self) -> tuple[Parsed, ...]:
        """Return the asks that one reply answers."""
        return self.asks[:ANSWERED]

    @property
    def left(self) -> list[str]:
        """Return the topics of the asks that are only offered."""
        return [_topic(part) for part in self.asks[ANSWERED:]]

    def understanding(self) -> dict[str, Any]:
        """Say how the first ask is read, the likeliest topics of it, and the topic of each."""
        first = self.asks[0]
        ranking = [[row["name"], round(row["confidence"], 4)] for row in first.get("intent_ranking", [])[:RANKED]]
        return {**first["understanding"], "ranking": ranking, "asks": [_topic(part) for part in self.asks]}

    def kept_whole(self) -> Reading:
        """Return the reading of the text as one ask."""
        return Reading(self.whole, (self.whole,))


async def read_asks(text: str, before: str | None, parse: Parse) -> Reading:
    """Read `text`; `before` is the topic of the last answer, and `parse` reads words after an answer on a topic."""
    whole = await parse(text, before)
    parts = split_asks(text)
    if len(parts) == 1 or _topic(whole) in DANGER_TOPICS:
        return Reading(whole, (whole,))
    return Reading(whole, tuple(several(await _read_parts(parts, before, parse))) or (whole,))


async def _read_parts(parts: Sequence[str], before: str | None, parse: Parse) -> list[Parsed]:
    """Read each part after the topic of the one before; what makes no sense alone is read together with that one."""
    read: list[tuple[str, Parsed]] = []
    for part in parts:
        last = subject_of(read[-1][1]) if read else None
        parsed = await parse(without_lead(part), last or before)
        if read and _says_nothing_alone(parsed):
            part = read.pop()[0] + part  # noqa: PLW2901 -- one part from here on
            parsed = await parse(without_lead(part), before)
        read.append((part, parsed))
    return [parsed for _, parsed in read]


def several(read: Sequence[Parsed]) -> list[Parsed]:
    """Return the different asks among the parts read, or none where the text should be kept whole."""
    asks = [part for part in read if _intent(part) not in STEERING_ACTS]
    unsure = [part for part in asks if _intent(part) == UNSURE]
    if len(unsure) > 1 or not all(map(_may_stand_beside_others, asks)):
        return []
    different: list[Parsed] = []
    for part in asks:
        if not any(_is_same(_topic(part), _topic(other)) for other in different):
            different.append(part)
    if len(different) < 2 or (unsure and any(_intent(part) in OPENS_FORM for part in different)):
        return []
    return sorted(different, key=lambda part: _intent(part) not in OPENS_FORM)


def _says_nothing_alone(part: Parsed) -> bool:
    is_unlikely = _intent(part) == UNSURE and part["understanding"]["confidence"] < LIKELY
    return _intent(part) == NOT_OURS or (is_unlikely and _topic(part) in BESIDE_OTHERS)


def _may_stand_beside_others(part: Parsed) -> bool:
    if _topic(part) not in BESIDE_OTHERS:
        return False
    return _intent(part) == _topic(part) or part["understanding"]["confidence"] >= LIKELY


def _is_same(one: str, other: str) -> bool:
    """Tell whether two asks have one answer; two searches for the same kind of place are one."""
    if one == other:
        return True
    return {one, other} <= SEARCHES and (other in TOPICS[one].neighbours or one in TOPICS[other].neighbours)


def _intent(parsed: Parsed) -> str:
    return str(parsed["understanding"]["intent"])


def _topic(parsed: Parsed) -> str:
    return str(parsed["understanding"]["topic"])
