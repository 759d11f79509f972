"""WRONG after a list of places: which one, what is wrong with it, and a report that does not say who sent it.

Only a place that was listed in this conversation can be meant; elsewhere the word is one of the person's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from bot.answer import Ask, Effect, Listings, Message, Say
from bot.keywords import read_wrong
from conversations.doing import Doing
from conversations.inbound import Inbound
from conversations.steps import Seen, Speak, Step
from resources_directory.reports import Channel, UnknownListingError, report
from resources_directory.trust import Reason

QUESTION = "listing_wrong"


def read_wrong_listing(inbound: Inbound, seen: Seen) -> Step | None:
    """Read "WRONG" or "WRONG 2" as one of the places listed last; None where none was, or a request is open.

    Without a number it must follow the list at once: later "mal" says how a person feels.
    """
    number, listed = read_wrong(inbound.said), seen.dialogue.listed
    is_bare = number == 0 and not seen.dialogue.just_listed
    if number is None or is_bare or not listed or seen.dialogue.open_form:
        return None
    number = number or (1 if len(listed) == 1 else 0)
    if not 1 <= number <= len(listed):
        return Speak((Say("wrong_which"),))
    return Speak((Effect("pick_listing", {"listing": listed[number - 1]}), Ask(QUESTION)))


def listed_ids(message: Listings, left: Listings | None) -> tuple[str, ...]:
    """Return the ids of the places a person saw, as they were numbered; `left` waits for MORE."""
    count = len(message.cards) - (len(left.cards) if left else 0)
    return tuple(card.id for card in message.cards[:count])


def _pick_listing(doing: Doing, args: Mapping[str, str]) -> tuple[Message, ...]:
    """Remember which place the next digit is about."""
    doing.dialogue = replace(doing.dialogue, wrong=args["listing"])
    return ()


def _report_listing(doing: Doing, args: Mapping[str, str]) -> tuple[Message, ...]:
    """Keep what is wrong with the place that was picked; the question is answered, and closed."""
    place = doing.dialogue.wrong
    doing.dialogue = replace(doing.dialogue, wrong="", asked=None)
    try:
        report(doing.session, UUID(place), Reason(args["reason"]), Channel(doing.contact.channel), now=doing.now)
    except (UnknownListingError, ValueError):  # held back since, or answered long after the list was forgotten
        return (Say("page_wrong_gone"),)
    return (Say("wrong_thanks"),)


WRONG_LISTING = {"pick_listing": _pick_listing, "report_listing": _report_listing}
