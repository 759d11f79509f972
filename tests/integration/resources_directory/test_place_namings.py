"""Names of places by authors who had not read the code: what is right, and that nothing is silently wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter

import pytest

from actions.directory import DatabaseDirectory
from resources_directory.gazetteer import Ambiguous, Gazetteer, PlaceFound
from resources_directory.geocoding import Block
from resources_directory.geography import metres_between
from resources_directory.street_files import street_index
from storage.database import Database

NAMINGS = Path(__file__).parents[2] / "fixtures" / "place_namings"
FILES = sorted(NAMINGS.glob("*.csv"))
FAR_M = 1_500.0
SEED_FILES = ("street_numbers", "intersections")

Row = Mapping[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_there(found: object, row: Row) -> bool:
    if not isinstance(found, PlaceFound) or not row["latitude"]:
        return False
    expected = (float(row["latitude"]), float(row["longitude"]))
    return metres_between((found.latitude, found.longitude), expected) <= FAR_M


def is_right(row: Row, gazetteer: Gazetteer) -> bool:
    """A point near the expected one; a question that offers it; nothing found where nothing or a question is right.

    Where nothing is found the bot asks for the place in its own words, so that counts as asking.
    """
    match gazetteer.read(row["text"]):
        case PlaceFound() as found:
            return row["expect"] in {"point", "either"} and is_there(found, row)
        case Ambiguous(names):
            offered = any(is_there(gazetteer.read(name), row) for name in names)
            return row["expect"] in {"ask", "either"} or (row["expect"] == "point" and offered)
        case _:
            return row["expect"] in {"none", "ask"}


def is_silently_wrong(row: Row, gazetteer: Gazetteer) -> bool:
    found = gazetteer.read(row["text"])
    return isinstance(found, PlaceFound) and row["expect"] != "ask" and not is_there(found, row)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nearly_every_name_is_read_right(gazetteer: Gazetteer, path: Path) -> None:
    named = rows(path)
    wrong = [row["text"] for row in named if not is_right(row, gazetteer)]

    assert len(named) >= 100
    assert 1 - len(wrong) / len(named) >= 0.97, wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_name_is_silently_taken_for_a_place_elsewhere(gazetteer: Gazetteer, path: Path) -> None:
    assert [row["text"] for row in rows(path) if is_silently_wrong(row, gazetteer)] == []


def test_a_text_is_read_within_three_milliseconds_as_a_rule(gazetteer: Gazetteer) -> None:
    texts = [row["text"] for path in FILES for row in rows(path)]
    times = sorted(min(_seconds(gazetteer, text) for _ in range(3)) for text in texts)

    assert times[len(times) // 2] < 0.003


def _seconds(gazetteer: Gazetteer, text: str) -> float:
    start = perf_counter()
    gazetteer.read(text)
    return perf_counter() - start


def test_the_street_files_load_at_once(seed_directory: Path) -> None:
    start = perf_counter()
    street_index.__wrapped__(seed_directory)

    assert perf_counter() - start < 0.3


@pytest.mark.parametrize("name", SEED_FILES)
def test_each_street_row_lies_near_boston_and_names_its_source(seed_directory: Path, name: str) -> None:
    for row in rows(seed_directory / f"{name}.csv"):
        assert row["source_url"].startswith("http")
        assert metres_between((float(row["latitude"]), float(row["longitude"])), (42.3555, -71.0602)) < 25_000


def crossings(folder: Path) -> Iterator[Row]:
    return iter(rows(folder / "intersections.csv"))


def test_every_crossing_of_the_files_is_found_and_its_name_reads_back(
    gazetteer: Gazetteer, seed_directory: Path
) -> None:
    for row in crossings(seed_directory):
        found = gazetteer.read(f"{row['street']} and {row['cross_street']} in {row['area']}")
        assert is_there(found, row), row
        assert isinstance(found, PlaceFound)
        assert gazetteer.read(found.name) == found


class Streets:
    """A geocoder that knows one block."""

    def blocks(self, line: str, area: str) -> list[Block]:
        asked = (line, area) == ("150 intervale st", "Boston")
        return [Block("BOSTON", "02121", (42.3105, -71.0850))] if asked else []


def test_the_directory_passes_the_geocoder_on(directory_database: Database) -> None:
    without, asking = (DatabaseDirectory(directory_database.read, geocoder=geocoder) for geocoder in (None, Streets()))

    assert without.read_place("112 intervale st") is None
    found = asking.read_place("112 intervale st")
    assert isinstance(found, PlaceFound)
    assert found.name == "100 block of Intervale St (02121)"
