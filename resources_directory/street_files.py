"""The street files of the seed, read once a process when the first text asks for them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from resources_directory.street_index import Crossing, StreetIndex, StreetNumber

_SEED = Path(__file__).parent / "seed"


@cache
def street_index(folder: Path = _SEED) -> StreetIndex:
    """Return the streets of `street_numbers.csv` and `intersections.csv` in `folder`; raises OSError, ValueError."""
    numbers = (
        StreetNumber(street, int(number), area, (float(latitude), float(longitude)))
        for street, number, area, latitude, longitude, _source in _rows(folder / "street_numbers.csv")
    )
    crossings = (
        Crossing(street, cross_street, area, (float(latitude), float(longitude)))
        for street, cross_street, area, latitude, longitude, _source in _rows(folder / "intersections.csv")
    )
    return StreetIndex(numbers, crossings)


def _rows(path: Path) -> Iterator[Sequence[str]]:
    """Yield the rows below the heading; lists, as a dictionary a row would take twice the time for a whole city."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows
