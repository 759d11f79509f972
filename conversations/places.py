"""More of a place that was listed: what its record says, and how to get there; read anew, so that it is today's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from bot.answer import Message, Say
from bot.listing_words import listing_words
from conversations.doing import Doing
from resources_directory.one_place import OnePlace, read_place

Args = Mapping[str, str]
#: Words of a source that are longer are left to the page.
_LONGEST = 90


def _tell_place(doing: Doing, args: Args) -> tuple[Message, ...]:
    """Tell what the record says; from now on the way asked for is the way to this place."""
    place = read_place(doing.session, UUID(args["place"]), doing.now)
    if place is None:
        return (Say("place_gone"),)
    doing.dialogue = replace(doing.dialogue, looked_at=args["place"])
    words = listing_words(place.card, 1, phrase=doing.voice.phrase, now=doing.now, language=doing.voice.language)
    lines = [words.removeprefix("1) "), *_record(place, doing), _hint(place, doing)]
    return (Say("repeat_words", {"words": "\n".join(line for line in lines if line)}),)


def _record(place: OnePlace, doing: Doing) -> list[str]:
    """Give what the source says of whom it is for, the cost and the languages, in its own words."""
    said = {"page_for_whom": place.for_whom, "page_cost": place.cost, "page_languages": ", ".join(place.languages)}
    return [
        f"{doing.voice.phrase(label)}: {words}" for label, words in said.items() if words and len(words) <= _LONGEST
    ]


def _hint(place: OnePlace, doing: Doing) -> str:
    return doing.voice.phrase("place_way_hint") if place.card.address else ""


def _tell_way(doing: Doing, args: Args) -> tuple[Message, ...]:
    """Tell the address and the nearest T stop; a place without a door is called."""
    place = read_place(doing.session, UUID(args["place"]), doing.now)
    if place is None:
        return (Say("place_gone"),)
    if not place.card.address:
        return (Say("place_no_door", {"phone": place.card.phone}),)
    known = {"name": place.card.name, "address": ", ".join(filter(None, (place.card.address, place.card.neighborhood)))}
    if place.stop is None:
        return (Say("place_way_address", known),)
    stop = {"station": place.stop.name, "minutes": str(place.stop.minutes)}
    return (Say("place_way", {**known, **stop}),)


PLACES: Mapping[str, Callable[[Doing, Args], tuple[Message, ...]]] = {
    "tell_place": _tell_place,
    "tell_way": _tell_way,
}
