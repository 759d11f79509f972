"""What may be shown, held in memory and read again when the directory has changed (ADR 14).

A search then costs one small question to the database: has anything changed?  When the database is away the last that
was read goes on being offered: a person at night is better served by yesterday's list than by none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from resources_directory.listing import Listing
from resources_directory.ranking import Ranked, Wish
from resources_directory.revision import current
from resources_directory.search_index import NeedIndex
from resources_directory.shown import listings

#: Read again after this even without a change: somebody may have written to the tables by hand.
READ_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every listing that may be shown, as of one revision."""

    revision: int
    read_at: datetime
    indexes: Mapping[str, NeedIndex]

    def index(self, need: str) -> NeedIndex:
        """Return what there is for `need`; empty when there is nothing."""
        return self.indexes.get(need, _NOTHING)

    def first(self, need: str, wish: Wish, count: int) -> list[Ranked]:
        """Return the first `count` places and lines for `need`, best first."""
        return self.index(need).asked(wish).first(count)

    def count(self, need: str) -> int:
        """Return how many different places and lines there are for `need`."""
        return self.index(need).places

    def listings(self, need: str) -> Sequence[Listing]:
        """Return all listings for `need`, by name."""
        return self.index(need).listings


_NOTHING = NeedIndex(())


def read_catalogue(session: Session, now: datetime) -> Catalogue:
    """Read what may be shown."""
    revision = current(session)
    indexes = {need: NeedIndex(each) for need, each in listings(session).items()}
    return Catalogue(revision, now, indexes)


class CatalogueShelf:
    """Holds the catalogue of one database; one per process is enough."""

    def __init__(self) -> None:
        self._held: Catalogue | None = None

    def last_read(self) -> Catalogue | None:
        """Return what was read last, for when the database is away; None when nothing ever was."""
        return self._held

    def current(self, session: Session, now: datetime) -> Catalogue:
        """Return the catalogue as the database has it now, read again if anything changed."""
        held = self._held
        if held is None or now - held.read_at > READ_AGAIN or held.read_at > now or current(session) != held.revision:
            held = self._held = read_catalogue(session, now)
        return held
