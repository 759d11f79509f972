"""Decide what a search for places says; pure but for the questions it puts to the directory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from actions.directory import PAGE, Directory, Wanted
from bot.answer import Listings, ask, say
from bot.entities.numbers import is_about_a_minor
from bot.topics import NEED_OF_TOPIC
from resources_directory.gazetteer import Ambiguous, PlaceFound

Message = dict[str, Any]
#: "near me", "nearby", "around here", "where": the person asks for places, not about the topic.
_NEARBY = re.compile(r"\b(near|nearby|nearest|closest|around here|close by|where|donde|dónde|cerca)\b")
#: Offered when the words name no need the directory knows.
COMMON_NEEDS = ("naloxone_free_boston", "start_today_bridge", "detox_ats")
#: For somebody under 18 ("she's 15") these are other places.
YOUTH, HAS_YOUTH_PROGRAMS = "youth", frozenset({"detox", "residential", "outpatient"})
#: After this many places that could not be read, all of Boston is shown.
PLACE_TRIES = 2


@dataclass(frozen=True, slots=True)
class Query:
    """One text as the search hears it; `here` is the neighborhood the person shared.

    `need`, `place` and `wishes` (ids, with spaces between) are remembered from the search before.
    """

    text: str
    intent: str
    need: str = ""
    place: str = ""
    here: str = ""
    in_form: bool = False
    tries: int = 1
    wishes: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Result:
    """What to say, and the slots to remember for MORE and for a place named next."""

    messages: tuple[Message, ...]
    remember: Mapping[str, Any] = field(default_factory=dict)


def search(query: Query, directory: Directory) -> Result:
    """Give places when need and place are known; else the topic's own answer, and the question that is missing."""
    need = _need(query, directory)
    if need is None:
        return Result((ask("did_you_mean", COMMON_NEEDS),))
    named = directory.read_place(query.text)
    if isinstance(named, Ambiguous):
        words = (say("place_ambiguous", names=_spoken(named.names)), _where())
        return Result(words, _to_go_on(query, need, directory))
    place = _place(query, named)
    if place is None:
        return _without_place(query, need, directory)
    return _found(_wanted(query, need, place, directory), directory)


def more(wanted: Wanted, directory: Directory) -> Result:
    """Give the next places of the last search."""
    if not wanted.need:
        return Result((say("more_nothing"),))
    return _found(wanted, directory, nothing="more_nothing")


def _wanted(query: Query, need: str, place: str, directory: Directory) -> Wanted:
    return Wanted(need, place, language=query.language, wishes=_wishes(query, need, directory))


def _wishes(query: Query, need: str, directory: Directory) -> frozenset[str]:
    """Add what this text says to what was said for the same need; another need begins anew."""
    before = query.wishes.split() if need == query.need else ()
    return directory.read_wishes(query.text) | frozenset(before)


def _to_go_on(query: Query, need: str, directory: Directory) -> Mapping[str, Any]:
    """Remember what was understood while the place is still missing."""
    return {"need": need, "place": None, "wishes": _written(_wishes(query, need, directory))}


def _written(wishes: frozenset[str]) -> str | None:
    return " ".join(sorted(wishes)) or None


def _need(query: Query, directory: Directory) -> str | None:
    need = NEED_OF_TOPIC.get(query.intent) or directory.read_need(query.text) or query.need or None
    return YOUTH if need in HAS_YOUTH_PROGRAMS and is_about_a_minor(query.text) else need


def _place(query: Query, named: PlaceFound | None) -> str | None:
    if named is not None:
        return named.name
    known = query.here or query.place
    return known if known and _NEARBY.search(query.text.casefold()) else None


def _without_place(query: Query, need: str, directory: Directory) -> Result:
    """Answer without a place: all of Boston when asking again would not help, else the topic and the question."""
    if query.in_form or (query.intent == "inform" and query.tries >= PLACE_TRIES):
        return _topic_or(query, _wanted(query, need, "", directory), directory)
    return Result((*_before_asking(query, directory), _where()), _to_go_on(query, need, directory))


def _before_asking(query: Query, directory: Directory) -> tuple[Message, ...]:
    """Say the topic's own answer, or that no place was read; words that name a need are no misread place."""
    if query.intent == "find_service" or (query.intent == "inform" and directory.read_need(query.text)):
        return ()
    return (say("place_unknown" if query.intent == "inform" else query.intent),)


def _topic_or(query: Query, wanted: Wanted, directory: Directory) -> Result:
    """Inside a form a topic is answered in words, so that its question stays the only one."""
    if query.intent in NEED_OF_TOPIC:
        return Result((say(query.intent),))
    return _found(wanted, directory)


def _found(wanted: Wanted, directory: Directory, *, nothing: str = "listing_none") -> Result:
    page = directory.find(wanted)
    message = listings(page) if page.cards else say(nothing)
    remember = {
        "need": wanted.need,
        "place": wanted.place or None,
        "offset": wanted.offset + PAGE,
        "wishes": _written(wanted.wishes),
    }
    return Result((message,), remember)


def listings(page: Listings) -> Message:
    """Write Listings as JSON."""
    return {"kind": "listings", **asdict(page)}


def _where() -> Message:
    return ask("place")


def _spoken(names: tuple[str, ...]) -> str:
    return ", ".join(names)
