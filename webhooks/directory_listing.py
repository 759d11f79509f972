"""One place as a list shows it: the card of the chat in words, and what only its record says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.answer import Card
from bot.render import Voice, web_card
from resources_directory.hsds_objects import ServiceRows
from resources_directory.models import Address
from webhooks.directory_asked import LANGUAGES
from webhooks.phone_links import phone_link

#: A search by address; no script of theirs is on our page, and nobody is told where the reader is.
_MAP = "https://www.openstreetmap.org/search?"
_WEB = ("https", "http")
#: Languages of places, each by its own name; one that is not here is shown by its code.
_TONGUES = {**LANGUAGES, "zh": "中文", "kea": "Kriolu", "ar": "العربية", "fr": "Français", "so": "Soomaali"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A listing in words; `said` is the card of the chat.  Empty text means that the source does not say.

    `for_whom` and `cost` are the source's own words, in English; `languages` are (code, own name).
    """

    said: dict[str, Any]
    state: str
    phone_link: str
    map_link: str
    is_dated: bool
    walk_in: bool
    languages: tuple[tuple[str, str], ...]
    for_whom: str
    cost: str
    source_url: str
    source_name: str


def shown(card: Card, rows: ServiceRows, voice: Voice) -> Shown:
    """Put a listing in words; what staff withdrew (a phone, an address) is neither said nor linked."""
    said, service = web_card(card, voice), rows.service
    source = rows.provenance.source_url if urlsplit(rows.provenance.source_url).scheme in _WEB else ""
    return Shown(
        said=said,
        state=card.open_state,
        phone_link=phone_link(said["phone"]),
        map_link=_map_link(card, said, rows),
        is_dated=bool(card.checked_on),
        walk_in=card.walk_in,
        languages=tuple((each.code, _TONGUES.get(each.code, each.code)) for each in rows.languages),
        for_whom=_sayable(service.eligibility_description, voice),
        cost=_sayable(service.fees_description, voice),
        source_url=source,
        source_name=urlsplit(source).netloc.removeprefix("www."),
    )


def _sayable(words: str, voice: Voice) -> str:
    return "" if voice.copy.withdrawn.names_one(words) else words


def _map_link(card: Card, said: dict[str, Any], rows: ServiceRows) -> str:
    """Return a search for the address of a place one can go to; none where the address is not said."""
    address = next((place.address for place in rows.places if str(place.link.id) == card.id), None)
    if address is None or not card.address or card.address not in said["address"]:
        return ""
    return _MAP + urlencode({"query": _whole(address)})


def _whole(address: Address) -> str:
    end = f"{address.state_province} {address.postal_code}".strip()
    return ", ".join(part for part in (address.address_1, address.city, end) if part)
