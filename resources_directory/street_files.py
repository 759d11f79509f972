"""The street files of the seed, read once a process when the first text asks for them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from resources_directory.street_index import Crossing, StreetIndex, StreetNumber

_SEED = Path(__file__).parent / "seed"


@cache
def street_index(folder: Path = _SEED) -> StreetIndex:
    """Return the streets of `street_numbers.csv` and `intersections.csv` in `folder`; raises OSError, ValueError."""
    numbers = (
        StreetNumber(row["street"], int(row["number"]), row["neighborhood"], _point(row))
        for row in _rows(folder / "street_numbers.csv")
    )
    crossings = (
        Crossing(row["street"], row["cross_street"], row["area"], _point(row))
        for row in _rows(folder / "intersections.csv")
    )
    return StreetIndex(numbers, crossings)


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _point(row: Mapping[str, str]) -> tuple[float, float]:
    return float(row["latitude"]), float(row["longitude"])
