"""Neighborhoods for links: all of Boston's, none of another town's, each name read back by the gazetteer."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from resources_directory.gazetteer import Gazetteer
from resources_directory.neighborhoods import neighborhoods


def test_boston_has_its_neighborhoods_and_no_other_town_has(directory: Session) -> None:
    found = neighborhoods(directory)

    assert {"roxbury", "south-end", "east-boston", "dorchester", "mattapan"} <= found.keys()
    assert {"chelsea", "cambridge", "quincy"} & found.keys() == set()
    assert [place.name for place in found.values()] == sorted(place.name for place in found.values())
    assert [short for short in found if not re.fullmatch(r"[a-z]+(-[a-z]+)*", short)] == []


@pytest.mark.parametrize("name", ["Roxbury", "South End", "East Boston"])
def test_a_neighborhood_is_where_the_gazetteer_puts_it(directory: Session, name: str) -> None:
    found = neighborhoods(directory)[name.casefold().replace(" ", "-")]

    assert Gazetteer.load(directory).read(name) == found
