"""One shown service: the facts ranking needs, and the card a person gets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from bot.answer import Card
from resources_directory.geography import Point
from resources_directory.hours import BOSTON, OpenState
from resources_directory.trust import is_doubtful, is_old
from resources_directory.wall_hours import Hours
from resources_directory.words import words

_ASIDE = re.compile(r"\s*\([^)]*\)")
#: What is said after the colon repeats the need the person asked for.
_TAIL = re.compile(
    r":\s*(?:naloxone|syringe services|medication for opioid use disorder|office-based (?:addiction )?treatment)\b.*",
    re.IGNORECASE,
)
#: Services whose own name tells nothing beside the organization's.
_GENERIC = re.compile(
    r"(?:naloxone|detox|medication for opioid use disorder|emergency shelter|treatment program|acute treatment services"
    r"|naloxone and overdose education|community health center"
    r"|outpatient counseling and medication for opioid use disorder)",
    re.IGNORECASE,
)
#: A capital inside a name: "Finland Building" is a name of its own, "Veterans shelter and housing" is not.
_PROPER_WORD = re.compile(r"(?<= )[A-Z]\w+")
_LONGEST_NAME = 60
_FULL_NUMBER = 10
_LONGEST_WHO = 30
_EVERYBODY = ("adults", "anyone", "massachusetts residents")


@dataclass(frozen=True, slots=True)
class Listing:
    """What the directory holds about one service at one location; empty text means not known."""

    id: UUID
    service_id: UUID
    location_id: UUID
    organization: str
    service: str
    location_type: str
    address: str
    city: str
    neighborhood: str
    latitude: float | None
    longitude: float | None
    phone: str
    text_number: str
    opening_hours: Hours
    walk_in: bool
    eligibility: str
    languages: frozenset[str]
    confidence: str
    source_date: str
    doubt: str
    traits: frozenset[str] = frozenset()
    reported_wrong: bool = False
    """People or the provider said so, and no editor has looked into it yet."""

    @property
    def point(self) -> Point | None:
        """Return (latitude, longitude) in degrees, if known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    @property
    def is_line(self) -> bool:
        """Tell whether it is reached by phone or mail only."""
        return self.location_type != "physical"

    @property
    def is_doubtful(self) -> bool:
        """Tell whether it ranks after its equals."""
        return self.reported_wrong or is_doubtful(self.confidence, self.doubt)

    @property
    def same_as(self) -> str | UUID:
        """Return what two listings of one place (or of one phone line) have in common."""
        if not self.is_line:
            return self.location_id
        is_short_code = len(self.phone) < _FULL_NUMBER  # 311 answers for many services
        return self.id if is_short_code else self.phone


def card(listing: Listing, hours: OpenState, now: datetime) -> Card:
    """Show `listing` to a person: nothing it does not know, and "call first" wherever it may be wrong."""
    return Card(
        id=str(listing.id),
        name=display_name(listing.organization, listing.service, listing.eligibility),
        address="" if listing.is_line else _address(listing),
        neighborhood=listing.neighborhood or (listing.city if listing.is_line and listing.city != "Boston" else ""),
        phone=listing.phone or (f"SMS {listing.text_number}" if listing.text_number else ""),
        open_state=hours.state,
        changes_at=hours.changes_at.isoformat() if hours.changes_at else "",
        always_open=hours.always_open,
        walk_in=listing.walk_in,
        checked_on=listing.source_date,
        call_first=_call_first(listing, hours, now),
    )


@lru_cache(maxsize=8192)
def display_name(organization: str, service: str, eligibility: str = "") -> str:
    """Name a service as short as is clear: who and what, and for whom when a short source note says so."""
    who, what = _ASIDE.sub("", organization), _TAIL.sub("", _ASIDE.sub("", service))
    name = f"{who}: {what}"
    if _GENERIC.fullmatch(what) or set(words(what)) <= set(words(who)):
        name = who
    elif len(name) > _LONGEST_NAME:
        name = what if len(_PROPER_WORD.findall(what)) > 1 else who
    return f"{name} ({eligibility})" if _is_short_limit(eligibility) else name


def _is_short_limit(eligibility: str) -> bool:
    return 0 < len(eligibility) <= _LONGEST_WHO and not eligibility.lower().startswith(_EVERYBODY)


def _address(listing: Listing) -> str:
    return listing.address if listing.city in {"", "Boston"} else f"{listing.address}, {listing.city}"


def _call_first(listing: Listing, hours: OpenState, now: datetime) -> bool:
    today = now.astimezone(BOSTON).date()
    return listing.is_doubtful or hours.state == "unknown" or is_old(listing.source_date, today)
