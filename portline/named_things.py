"""What a text names: a place in Boston, a need the directory knows, drugs, people, numbers and times."""

from datetime import UTC, datetime
from typing import Any, Self

from sqlalchemy.exc import SQLAlchemyError

from bot.entities.drugs import read_drugs
from bot.entities.numbers import ADULT_AGE, read_ages, read_counts
from bot.entities.people import read_people
from bot.entities.times import read_window
from bot.private_answers import parse_phone
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
        return [*_needs(need), *_places(place), *_drugs(text), *_people(text), *_numbers(text), *_times(text)]


def _needs(need: str | None) -> list[dict[str, Any]]:
    return [] if need is None else [{"entity": "need", "value": need}]


def _drugs(text: str) -> list[dict[str, Any]]:
    return [{"entity": "drug", "value": drug.name, "class": drug.drug_class} for drug in read_drugs(text)]


def _people(text: str) -> list[dict[str, Any]]:
    return [{"entity": "person", "value": person} for person in read_people(text)]


def _numbers(text: str) -> list[dict[str, Any]]:
    ages = [{"entity": "age", "value": age, "is_minor": age < ADULT_AGE} for age in read_ages(text)]
    counts = [{"entity": "count", "value": count, "unit": unit} for count, unit in read_counts(text)]
    number = parse_phone(text)
    return [*ages, *counts, *([{"entity": "phone", "value": number}] if number else [])]


def _times(text: str) -> list[dict[str, Any]]:
    window = read_window(text, datetime.now(UTC))
    if window is None:
        return []
    start, end = window.start.isoformat(), window.end.isoformat()
    return [{"entity": "time", "value": f"{start}/{end}", "start": start, "end": end, "repeats": window.repeats}]


def _places(place: PlaceFound | Ambiguous | None) -> list[dict[str, Any]]:
    match place:
        case PlaceFound():
            where = {"latitude": place.latitude, "longitude": place.longitude, "kind": place.kind}
            return [{"entity": "place", "value": place.name, **where}]
        case Ambiguous():
            return [{"entity": "place", "value": None, "candidates": list(place.names)}]
        case None:
            return []
