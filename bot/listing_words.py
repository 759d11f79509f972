"""One place in words: name, address, phone, whether it is open, how far, and how sure we are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.answer import Card
from bot.chinese import CHINESE, without_script
from bot.clock_words import day_and_clock

#: A phrase of the copy store with its blanks filled: (copy_id, **args) -> words.
Phrase = Callable[..., str]


def listing_words(card: Card, number: int, *, phrase: Phrase, now: datetime, language: str) -> str:
    """Say one place for SMS, numbered as shown; unknown hours and doubtful data are said, never hidden."""
    where = ", ".join(part for part in (card.name, card.address, card.neighborhood) if part)
    facts = [card.phone, open_words(card, phrase=phrase, now=now, language=language), *_notes(card, phrase)]
    return f"{number}) {where}. " + " ".join(_sentence(fact, language) for fact in facts if fact)


def open_words(card: Card, *, phrase: Phrase, now: datetime, language: str) -> str:
    """Say open, closed or unknown, and when that changes."""
    if card.always_open:
        return phrase("listing_open_24h")
    if card.open_state not in _STATES:
        return phrase("listing_hours_unknown")
    if not card.changes_at:
        return phrase(f"listing_{card.open_state}_now")
    time = day_and_clock(datetime.fromisoformat(card.changes_at), now, language)
    return phrase(_STATES[card.open_state], time=time)


def distance_words(card: Card, phrase: Phrase) -> list[str]:
    """Say how far it is: minutes on foot up to an hour, miles beyond; nothing when no place was asked about."""
    if card.walk_minutes is not None:
        return [phrase("listing_walk", minutes=str(card.walk_minutes))]
    return [phrase("listing_miles", miles=f"{card.miles:g}")] if card.miles is not None else []


def doubt_words(card: Card, phrase: Phrase) -> list[str]:
    """Say that a place should be checked first, and with whom; a line is called anyway."""
    if not (card.call_first and card.address):
        return []
    return [phrase("listing_call_first" if card.phone else "listing_ask_311")]


def _notes(card: Card, phrase: Phrase) -> list[str]:
    notes = [*distance_words(card, phrase), *doubt_words(card, phrase)]
    if card.checked_on:
        notes.append(phrase("listing_checked", date=card.checked_on))
    return notes


def _sentence(fact: str, language: str) -> str:
    stop = "。" if without_script(language) == CHINESE and not fact[-1].isascii() else "."
    return fact if fact.endswith(_ENDS) else f"{fact}{stop}"


#: The marks a sentence ends with, in Chinese too: full stop, exclamation and question mark, closing parenthesis.
_ENDS = (".", "!", "?", ")", "\u3002", "\uff01", "\uff1f", "\uff09")
_STATES = {"open": "listing_open_until", "closed": "listing_closed_opens"}
