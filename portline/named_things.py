"""What a text names: a place in Boston and a need the directory knows."""

from typing import Any, Self

from sqlalchemy.exc import SQLAlchemyError

from portline.settings import Settings
from resources_directory.gazetteer import Ambiguous, Gazetteer, PlaceFound
from resources_directory.needs import read_need
from storage.database import Database


class NamedThings:
    """Reads places where a gazetteer is at hand, and needs always."""

    def __init__(self, gazetteer: Gazetteer | None) -> None:
        self._gazetteer = gazetteer

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Load the gazetteer; do without it while there is no database yet."""
        try:
            with Database.open(settings.database_url).read() as session:
                return cls(Gazetteer.load(session))
        except SQLAlchemyError:
            return cls(None)

    def read(self, text: str) -> list[dict[str, Any]]:
        """Return the entities of `text`, each `{"entity", "value", ...}`."""
        need = read_need(text)
        place = self._gazetteer.read(text) if self._gazetteer else None
        return [*_needs(need), *_places(place)]


def _needs(need: str | None) -> list[dict[str, Any]]:
    return [] if need is None else [{"entity": "need", "value": need}]


def _places(place: PlaceFound | Ambiguous | None) -> list[dict[str, Any]]:
    match place:
        case PlaceFound():
            where = {"latitude": place.latitude, "longitude": place.longitude, "kind": place.kind}
            return [{"entity": "place", "value": place.name, **where}]
        case Ambiguous():
            return [{"entity": "place", "value": None, "candidates": list(place.names)}]
        case None:
            return []
