"""Corners and house numbers, on a small made-up map laid over Boston."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources_directory.gazetteer import Ambiguous, Gazetteer, PlaceFound
from resources_directory.geography import metres_between
from resources_directory.place_index import KnownPlace
from resources_directory.street_index import KNOWS_THE_CITY, Crossing, StreetIndex, StreetNumber
from resources_directory.street_numbers import locate
from resources_directory.street_phrases import numbered_streets, phrases

PLACES = [
    KnownPlace("Dorchester", "neighborhood", 42.2985, -71.0635, aliases=("dot",)),
    KnownPlace("Roxbury", "neighborhood", 42.3185, -71.0866),
    KnownPlace("South End", "neighborhood", 42.3413, -71.0714),
    KnownPlace("Charlestown", "neighborhood", 42.3793, -71.0638),
    KnownPlace("Quincy", "city", 42.2665, -71.0151, "Quincy"),
    KnownPlace("Everett", "city", 42.4112, -71.0511, "Everett"),
    KnownPlace("Park Street", "station", 42.3564, -71.0624),
    KnownPlace("South Station", "station", 42.3523, -71.0552),
    KnownPlace("02124", "zip", 42.2881, -71.0722),
]
NUMBERS = [
    *(
        StreetNumber("Albany St", n, "South End", (42.3463 - n * 16e-6, -71.0622 - n * 14e-6))
        for n in range(350, 800, 25)
    ),
    *(StreetNumber("Washington St", n, "Dorchester", (42.305 - n * 2e-5, -71.072)) for n in range(10, 1100, 25)),
    *(StreetNumber("Washington St", n, "Quincy", (42.250, -71.000 + n * 1e-5)) for n in range(10, 600, 25)),
    *(StreetNumber("Main St", n, "Charlestown", (42.3726 + n * 1e-5, -71.0618)) for n in range(5, 400, 20)),
    StreetNumber("Massachusetts Ave", 700, "South End", (42.3360, -71.0765)),
    StreetNumber("Massachusetts Ave", 760, "South End", (42.3340, -71.0740)),
    StreetNumber("W Broadway", 400, "South Boston", (42.3360, -71.0470)),
    StreetNumber("W Broadway", 440, "South Boston", (42.3355, -71.0460)),
]
CROSSINGS = [
    Crossing("Dudley St", "Washington St", "Roxbury", (42.3289, -71.0852)),
    Crossing("Blue Hill Ave", "Morton St", "Mattapan", (42.2842, -71.0914)),
    Crossing("Melnea Cass Blvd", "Massachusetts Ave", "Roxbury", (42.3326, -71.0723)),
    Crossing("Dorchester Ave", "Adams St", "Dorchester", (42.2998, -71.0602)),
    Crossing("School St", "Washington St", "Dorchester", (42.2985, -71.0715)),
    Crossing("School St", "Washington St", "Quincy", (42.2440, -71.0010)),
    Crossing("Warren St", "Adams St", "Charlestown", (42.3740, -71.0620)),
    Crossing("E Newton St", "Harrison Ave", "South End", (42.3375, -71.0720)),
]
FILLERS = [StreetNumber(f"Filler{n} St", 1, "Roxbury", (42.3, -71.1)) for n in range(KNOWS_THE_CITY)]


@pytest.fixture(scope="module")
def city() -> Gazetteer:
    return Gazetteer(PLACES, StreetIndex([*NUMBERS, *FILLERS], CROSSINGS))


@pytest.fixture(scope="module")
def thin() -> Gazetteer:
    return Gazetteer(PLACES, StreetIndex(NUMBERS, CROSSINGS))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("774 albany st", "700 block of Albany St (South End)"),
        ("im outside 774 Albany Street, boston", "700 block of Albany St (South End)"),
        ("774 albany", "700 block of Albany St (South End)"),
        ("774 albony st", "700 block of Albany St (South End)"),
        ("720 mass ave", "700 block of Massachusetts Ave (South End)"),
        ("720 massachusets ave", "700 block of Massachusetts Ave (South End)"),
        ("20 main st", "First block of Main St (Charlestown)"),
        ("420 west broadway southie", "400 block of W Broadway (South Boston)"),
        ("calle albany 500", "500 block of Albany St (South End)"),
        ("corner of washington and dudley", "Dudley St and Washington St (Roxbury)"),
        ("esquina de washington y dudley", "Dudley St and Washington St (Roxbury)"),
        ("blue hill ave @ morton st", "Blue Hill Ave and Morton St (Mattapan)"),
        ("blue hills and morton, need a bed", "Blue Hill Ave and Morton St (Mattapan)"),
        ("near mass and melnea cass", "Massachusetts Ave and Melnea Cass Blvd (Roxbury)"),
        ("mass & cass", "Massachusetts Ave and Melnea Cass Blvd (Roxbury)"),
        ("dot ave and adams st", "Adams St and Dorchester Ave (Dorchester)"),
        ("newton st & harrison", "E Newton St and Harrison Ave (South End)"),
    ],
)
def test_a_corner_or_a_block_is_found_as_people_write_it(city: Gazetteer, text: str, name: str) -> None:
    found = city.read(text)

    assert isinstance(found, PlaceFound)
    assert found.name == name
    assert found.kind == ("address" if "block" in name else "intersection")


@pytest.mark.parametrize("number", range(351, 775, 13))
def test_a_remembered_name_reads_back_near_the_door_and_does_not_tell_it(city: Gazetteer, number: int) -> None:
    found = city.read(f"{number} albany st")

    assert isinstance(found, PlaceFound)
    assert str(number) not in found.name
    assert city.read(found.name) == found
    door = (42.3463 - number * 16e-6, -71.0622 - number * 14e-6)
    assert metres_between((found.latitude, found.longitude), door) < 400


def test_two_doors_of_a_block_are_told_alike(city: Gazetteer) -> None:
    assert city.read("705 albany st") == city.read("771 albany st")


@pytest.mark.parametrize("text", ["200 washington st", "washington st and school st"])
def test_a_street_of_two_towns_is_asked_about_and_each_choice_reads_back(city: Gazetteer, text: str) -> None:
    asked = city.read(text)

    assert isinstance(asked, Ambiguous)
    assert len(asked.names) == 2
    assert [found.name for name in asked.names if isinstance(found := city.read(name), PlaceFound)] == list(asked.names)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("200 washington st quincy", "Quincy"),
        ("200 washington st in dot", "Dorchester"),
        ("200 washington st 02124", "Dorchester"),
        ("200 washington st boston", "Dorchester"),
        ("washington and school st, quincy", "Quincy"),
    ],
)
def test_a_place_named_beside_the_street_decides(city: Gazetteer, text: str, area: str) -> None:
    found = city.read(text)

    assert isinstance(found, PlaceFound)
    assert found.name.endswith(f"({area})")
    assert found.outside_boston == (area == "Quincy")


@pytest.mark.parametrize(
    ("text", "name"),
    [("700 albany st quincy", "Quincy"), ("2000 albany st roxbury", "Roxbury")],
)
def test_a_street_we_do_not_know_in_that_town_is_not_taken_from_another(city: Gazetteer, text: str, name: str) -> None:
    found = city.read(text)

    assert isinstance(found, PlaceFound)
    assert found.name == name


@pytest.mark.parametrize("text", ["20 main st everett", "20 Main St, Everett", "washington and dudley in everett"])
def test_a_town_that_is_a_first_name_also_rules_out_the_street_elsewhere(city: Gazetteer, text: str) -> None:
    found = city.read(text)

    assert not isinstance(found, PlaceFound) or found.name == "Everett"


@pytest.mark.parametrize(
    "text",
    [
        "albany st",
        "9999 albany st",
        "900 albany st",
        "774 albany ave",
        "apt 774 albany st",
        "617-555-0774 albany st",
        "(617) 555 0774 albany st",
        "at 5:30 albany st was closed",
        "in 2019 main st was bad",
        "around 5 main st was empty",
        "im 35 main st",
        "$20 main st",
        "at 5 st",
        "8 mg",
        "4 mg narcan",
        "i need 2 bags on albany st",
        "the 1 bus on mass ave",
        "warren and adams helped me",
        "my friends warren and adams",
        "0774 albany st",
        "77400 albany st",
        "2 park st",
    ],
)
def test_what_is_no_place_of_a_street_is_not_guessed(city: Gazetteer, text: str) -> None:
    assert city.read(text) is None


def test_while_few_streets_are_known_an_address_needs_its_neighborhood(thin: Gazetteer) -> None:
    assert thin.read("774 albany st") is None
    found = thin.read("774 albany st south end")
    assert isinstance(found, PlaceFound)
    assert found.kind == "address"


def test_a_spot_after_near_counts_before_a_street_that_is_not(city: Gazetteer) -> None:
    found = city.read("774 albany st is home but im near south station")

    assert isinstance(found, PlaceFound)
    assert found.name == "South Station"


def test_a_number_lies_between_its_neighbours() -> None:
    ends = [
        StreetNumber("Elm St", 100, "Roxbury", (42.300, -71.1)),
        StreetNumber("Elm St", 200, "Roxbury", (42.304, -71.1)),
    ]

    assert [place.point for place in locate(150, ends)] == [(pytest.approx(42.302), -71.1)]
    assert locate(260, ends)
    assert not locate(261, ends)


def test_two_stretches_of_one_name_are_two_places() -> None:
    far = [StreetNumber("Elm St", 10, "Roxbury", (42.30, -71.1)), StreetNumber("Elm St", 30, "Roxbury", (42.33, -71.1))]

    assert len(locate(20, far)) == 2


def test_an_address_is_seen_by_its_form_alone() -> None:
    assert [(one.number, one.street) for one in numbered_streets("near 12 harold street, apt 4")] == [(12, "harold st")]
    assert [(one.number, one.street) for one in numbered_streets("700 block of Harold St")] == [(700, "harold st")]
    assert not numbered_streets("call 617-555-0123 st francis house")


@given(st.text(max_size=120))
@settings(max_examples=80, deadline=None)
def test_no_text_stops_the_reader(text: str) -> None:
    found = phrases(text, StreetIndex(NUMBERS, CROSSINGS))

    assert all(phrase.start < phrase.end for phrase in found)


WORDS = "albany st|main st|774|200|12|washington st|mass ave|and|dudley st|quincy|dorchester|02124|near|,|@|block of"


@given(st.lists(st.sampled_from(WORDS.split("|")), min_size=2, max_size=6).map(" ".join))
@settings(max_examples=120, deadline=None)
def test_whatever_is_found_reads_back_as_itself(city: Gazetteer, text: str) -> None:
    found = city.read(text)

    if isinstance(found, PlaceFound):
        assert city.read(found.name) == found
