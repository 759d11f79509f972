"""What the actions ask of the directory, and the adapter to the real one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.answer import Listings
from resources_directory.catalogue import Catalogue, CatalogueShelf
from resources_directory.gazetteer import Ambiguous, Gazetteer, PlaceFound
from resources_directory.geocoding import Geocoder
from resources_directory.needs import read_need
from resources_directory.search import Search, look_up
from resources_directory.wish_words import WALK_IN, language_wished, read_wishes

OpenSession = Callable[[], AbstractContextManager[Session]]
#: How many cards one reply may hold.
PAGE = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """One search: `place` is a name the gazetteer reads, empty for all of Boston; `offset` places were given before.

    `language` is that of the conversation; `wishes` are what `resources_directory.wish_words` read.
    """

    need: str
    place: str = ""
    offset: int = 0
    language: str = "en"
    wishes: frozenset[str] = frozenset()


class Directory(Protocol):
    """Reads needs and places out of words, and finds what fits; keeps nothing of what it is asked."""

    def read_need(self, text: str) -> str | None:
        """Return the need a text names."""
        ...

    def read_wishes(self, text: str) -> frozenset[str]:
        """Return what a text says would help besides the need."""
        ...

    def read_place(self, text: str) -> PlaceFound | Ambiguous | None:
        """Return the place a text names, or the names it could mean."""
        ...

    def find(self, wanted: Wanted) -> Listings:
        """Return the next places that fit, best first."""
        ...


class DatabaseDirectory:
    """The real directory: reads the database, one short session a question, and holds what it read last.

    While the database is away it goes on answering from that; raises SQLAlchemyError only if it never read anything.
    """

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
        self._shelf = CatalogueShelf()

    def read_need(self, text: str) -> str | None:
        """Return the need a text names."""
        return read_need(text)

    def read_wishes(self, text: str) -> frozenset[str]:
        """Return what a text says would help besides the need."""
        return read_wishes(text)

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
        now = self._now()
        found = look_up(self._catalogue(now), _search(wanted, known, now))
        return Listings(found.cards, wanted.need, known.name if known else "", found.remaining)

    def _catalogue(self, now: datetime) -> Catalogue:
        try:
            with self._open_session() as session:
                return self._shelf.current(session, now)
        except SQLAlchemyError:
            held = self._shelf.last_read()
            if held is None:
                raise
            return held


def _search(wanted: Wanted, place: PlaceFound | None, now: datetime) -> Search:
    return Search(
        wanted.need,
        place,
        now,
        walk_in=WALK_IN in wanted.wishes,
        language=language_wished(wanted.wishes, wanted.language),
        limit=PAGE,
        offset=wanted.offset,
        traits=wanted.wishes,
    )
