"""What the actions ask of the directory, and the adapter to the real one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy.orm import Session

from bot.answer import Listings
from resources_directory.gazetteer import Ambiguous, Gazetteer, PlaceFound
from resources_directory.geocoding import Geocoder
from resources_directory.needs import read_need
from resources_directory.search import Search, find

OpenSession = Callable[[], AbstractContextManager[Session]]
#: How many cards one reply may hold.
PAGE = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """One search: `place` is a name the gazetteer reads, empty for all of Boston; `offset` places were given before."""

    need: str
    place: str = ""
    offset: int = 0


class Directory(Protocol):
    """Reads needs and places out of words, and finds what fits; keeps nothing of what it is asked."""

    def read_need(self, text: str) -> str | None:
        """Return the need a text names."""
        ...

    def read_place(self, text: str) -> PlaceFound | Ambiguous | None:
        """Return the place a text names, or the names it could mean."""
        ...

    def find(self, wanted: Wanted) -> Listings:
        """Return the next places that fit, best first."""
        ...


class DatabaseDirectory:
    """The real directory: reads the database, one short session a question."""

    def __init__(
        self,
        open_session: Callable[[], AbstractContextManager[Session]],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        geocoder: Geocoder | None = None,
    ) -> None:
        self._open_session = open_session
        self._now = now
        self._geocoder = geocoder
        self._gazetteer: Gazetteer | None = None

    def read_need(self, text: str) -> str | None:
        """Return the need a text names."""
        return read_need(text)

    def read_place(self, text: str) -> PlaceFound | Ambiguous | None:
        """Return the place a text names; the gazetteer is loaded at the first question."""
        if self._gazetteer is None:
            with self._open_session() as session:
                self._gazetteer = Gazetteer.load(session, self._geocoder)
        return self._gazetteer.read(text)

    def find(self, wanted: Wanted) -> Listings:
        """Return the next places that fit, best first."""
        place = self.read_place(wanted.place) if wanted.place else None
        known = place if isinstance(place, PlaceFound) else None
        with self._open_session() as session:
            found = find(session, Search(wanted.need, known, self._now(), limit=PAGE, offset=wanted.offset))
        return Listings(found.cards, wanted.need, known.name if known else "", found.remaining)
