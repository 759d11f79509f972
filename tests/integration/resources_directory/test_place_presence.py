"""Of several places in a text the one where the person is now; a name that is somebody's is no place."""

from __future__ import annotations

import pytest

from resources_directory.gazetteer import Ambiguous, Gazetteer, PlaceFound


def name_of(found: PlaceFound | Ambiguous | None) -> str:
    return found.name if isinstance(found, PlaceFound) else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kicked out of the shelter in quincy, took the T to ashmont. now what", "Ashmont"),
        ("moved from southie to quincy last yr need a new methadone clinic", "Quincy"),
        ("brighton not brookline", "Brighton"),
        ("just landed at logan, going to back bay. where can i pick up naloxone near the hotel", "Back Bay"),
        ("i used to stay in dorchester, im in chelsea now", "Chelsea"),
        ("salí de lynn, ahora estoy en revere", "Revere"),
        ("i live in dorchester but im in the south end rn", "South End"),
        ("im in chelsea but i want a detox in boston", "Chelsea"),
        # one place alone is meant whatever stands before it
        ("i moved to mattapan", "Mattapan"),
        ("i'm from roxbury", "Roxbury"),
        ("just left south station", "South Station"),
    ],
)
def test_the_place_where_the_person_is_now_is_meant(gazetteer: Gazetteer, text: str, expected: str) -> None:
    assert name_of(gazetteer.read(text)).startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "my dog quincy ate my strips",
        "my son everett is using again",
        "her name is chelsea and she needs help",
        "a guy named malden sold it",
        "mi perro quincy esta enfermo",
    ],
)
def test_a_name_that_is_somebody_s_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.read(text) is None


def test_a_spot_of_a_common_name_gives_way_to_the_area_named_beside_it(gazetteer: Gazetteer) -> None:
    assert name_of(gazetteer.read("im at the bus shelter in eliot square roxbury")) == "Roxbury"


def test_i_am_at_in_cape_verdean_is_no_station(gazetteer: Gazetteer) -> None:
    assert "North" not in name_of(gazetteer.read("N sta na bowdoin ku geneva"))


@pytest.mark.parametrize("text", ["codman library im on the computer there", "milton ma, want narcan for the church"])
def test_a_weak_name_counts_beside_what_it_is_the_name_of(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.read(text) is not None
