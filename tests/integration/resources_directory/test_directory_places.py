"""The ways people in Boston name a place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from resources_directory.gazetteer import Ambiguous, Gazetteer, PlaceFound
from resources_directory.geography import metres_between
from resources_directory.models import Place

#: place name -> the ways to say it
WAYS = {
    "Dorchester": [
        "dot",
        "im in dot",
        "Dorchester, MA",
        "dorchestor",
        "dorcester",
        "shelter in dorchester",
        "vivo en Dorchester",
    ],
    "South Boston": [
        "southie",
        "S. Boston",
        "so boston",
        "en el sur de boston",
        "narcan in southie tonight",
        "sout boston",
    ],
    "East Boston": ["eastie", "e boston", "East Boston", "este de boston", "eastboston", "im from eastie"],
    "Jamaica Plain": ["jp", "J.P.", "im in jp", "near jamaca plain", "jamaicaplain", "cerca de Jamaica Plain"],
    "Roxbury": [
        "roxbury",
        "roxberry",
        "near roxburry",
        "cerca de Roxbury",
        "narcan en roxbury por favor",
        "estoy en roxbury",
    ],
    "West Roxbury": ["west roxbury", "west rox", "westie", "in west roxberry"],
    "Mattapan": ["mattapan", "near mattapann", "por mattapan"],
    "Roslindale": ["rozzie", "roslindale", "in roslendale"],
    "Charlestown": ["charlestown", "ctown", "charlstown"],
    "Hyde Park": ["hyde park", "around hyde park"],
    "Chinatown": ["chinatown", "china town", "barrio chino", "唐人街", "我在唐人街,哪里有纳洛酮"],
    "Fenway": ["fenway", "by the fenway"],
    "North End": ["north end", "in the north end"],
    "South End": ["south end", "the south end", "methadone in the south end"],
    "Back Bay": ["back bay", "near back bay"],
    "Beacon Hill": ["beacon hill"],
    "Mission Hill": ["mission hill", "en mission hill"],
    "Brighton": ["brighton", "in brigton"],
    "Allston": ["allston", "around allsten"],
    "Downtown": ["downtown", "centro de boston", "estoy en el centro"],
    "South Boston Waterfront": ["seaport", "in the seaport"],
    "Mass and Cass": [
        "mass and cass",
        "Mass & Cass",
        "mass n cass",
        "the ave",
        "on the ave",
        "massandcass",
        "by the mile",
        "Massachusetts and Cass",
        "im at mass and cass and i need a bed",
    ],
    "Mass and Cass (intersection)": ["methadone mile", "mass ave and melnea cass"],
    "Nubian": [
        "dudley",
        "near dudley",
        "where can i get narcan near dudley",
        "nubian square",
        "nubian sq",
        "Dudley Square",
        "dudly station",
        "por dudley",
        "cerca de la estacion Nubian",
        "nubian t",
        "by dudly",
    ],
    "Ashmont": ["ashmont", "ashmont station", "near ashmont t", "Peabody Square"],
    "Fields Corner": [
        "fields corner",
        "feilds corner",
        "fields corner in dorchester",
        "dorchester, fields corner",
        "fieldscorner",
    ],
    "Forest Hills": ["forest hills", "forrest hills", "estación Forest Hills", "by forest hills station"],
    "Ruggles": ["ruggles", "ruggles stop", "cerca de la estación ruggles"],
    "South Station": [
        "south station",
        "southstation",
        "estacion sur",
        "i live in dorchester but im near south station",
    ],
    "North Station": ["north station", "near td garden"],
    "Andrew": ["andrew square", "andrew station", "near andrew"],
    "Park Street": ["park street", "park st station", "near park st"],
    "Jackson Square": ["jackson sq", "jackson square"],
    "Maverick": ["maverick", "maverick square"],
    "Airport": ["logan airport", "cerca del aeropuerto"],
    "Haymarket": ["haymarket", "near haymarket"],
    "Downtown Crossing": ["downtown crossing", "dtx"],
    "Broadway T station": ["broadway station", "broadway t"],
    "Washington Street T station": ["washington street station"],
    "Harvard": ["harvard square", "harvard sq"],
    "Central T station": ["central square cambridge", "central station"],
    "Central Square East Boston": ["central square eastie", "central square east boston"],
    "Union Square T station": ["union square somerville"],
    "Union Square Allston": ["union sq allston"],
    "Uphams Corner": ["uphams corner", "Upham's Corner"],
    "Egleston Square": ["egleston", "eggleston square"],
    "Codman Square": ["codman sq", "near codman"],
    "Boston Common": ["on the common", "boston common"],
    "Boston Medical Center (Shapiro Building)": ["bmc", "near bmc", "boston city hospital"],
    "Shattuck Hospital campus": ["the shattuck", "near shattuck"],
    "St. Elizabeth's Medical Center": ["st elizabeths", "St. E's"],
    "Pine Street Inn": ["pine street inn", "near pine street shelter"],
    "Rosie's Place": ["rosies place", "Rosie's Place"],
    "Finland Building area, 774 Albany Street": ["774 albany street", "774 Albany St", "near ahope"],
    "Grove Hall": ["grove hall"],
    "Cleary Square": ["cleary sq"],
    "Melnea Cass and Washington Street": ["melnea cass and washington"],
    "South Bay Center": ["south bay"],
    "02119": ["02119", "im at 02119", "zip 02119-1234", "02119 please"],
    "02137": ["02137"],
    "Cambridge": ["cambridge", "en cambridge"],
    "Somerville": ["somerville", "near somervile"],
    "Quincy": ["quincy"],
    "Quincy Center": ["quincy center"],
    "Chelsea": ["chelsea", "im in chelsea"],
    "Revere": ["revere", "detox en revere"],
    "Lynn": ["lynn", "near lynn"],
    "Waltham": ["waltham"],
    "Brockton": ["brockton", "detox beds in brockton?"],
    "Worcester": ["worcester"],
    "Salem": ["in salem", "salem"],
    "Milton": ["milton", "in milton"],
}
OUTSIDE = {
    "Harvard",
    "Central T station",
    "Union Square T station",
    "Cambridge",
    "Somerville",
    "Quincy",
    "Quincy Center",
    "Chelsea",
    "Revere",
    "Lynn",
    "Waltham",
    "Milton",
    "Brockton",
    "Worcester",
    "Salem",
}


@pytest.mark.parametrize(("text", "name"), [(way, name) for name, ways in WAYS.items() for way in ways])
def test_a_place_is_found_as_people_name_it(gazetteer: Gazetteer, text: str, name: str) -> None:
    found = gazetteer.read(text)

    assert isinstance(found, PlaceFound)
    assert found.name == name
    assert found.outside_boston == (name in OUTSIDE)


def test_there_are_enough_ways_in_the_table() -> None:
    assert sum(map(len, WAYS.values())) >= 150


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "???",
        "hi",
        "boston",
        "i need help in boston",
        "where can i get narcan",
        # words that are also a station, an alias or a town
        "park",
        "i parked my car",
        "state",
        "what state is he in",
        "bridge clinic",
        "near the bridge clinic",
        "the block",
        "is it ok for children's narcan",
        "interested in reading",
        "i am bi",
        "central",
        "access to care",
        "boys in columbia",
        # a first name is no place
        "narcan for andrew",
        "my daughter chelsea is using",
        "my friend milton od'd",
        "lynn needs detox",
        "narcan for beverly",
        "my friend lawrence",
        # an address we cannot place is not the station on another street of that name
        "2 park st",
        # streets run for miles
        "chelsea st",
        "on washington st",
        "columbia rd",
        "cambridge street",
        "blue hill ave",
        "broadway",
        "on broadway",
        # nearly a name
        "reverse an overdose",
        "how do i reverse it",
        "in a month",
        "almost there",
        "no manden a nadie",
        "in reverse",
        "amount",
        "en el centro de salud",
        "centro de metadona",
        # numbers that are no Boston ZIP code
        "90210",
        "617-555-0211",
        "6175550211",
        "02112",
        "2119",
    ],
)
def test_nothing_is_taken_for_a_place_that_is_none(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.read(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("central square", {"Central T station", "Central Square East Boston"}),
        ("near union square", {"Union Square T station", "Union Square Allston"}),
        ("tufts", {"Medford/Tufts T station", "Tufts Medical Center hospital"}),
        ("in arlington", {"Arlington (town)", "Arlington T station"}),
    ],
)
def test_a_name_of_two_places_is_asked_about(gazetteer: Gazetteer, text: str, names: set[str]) -> None:
    found = gazetteer.read(text)

    assert isinstance(found, Ambiguous)
    assert set(found.names) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("do i go to southie or roxbury for detox", {"South Boston", "Roxbury"}),
        ("im in dot or maybe quincy", {"Dorchester", "Quincy (town)"}),
        ("my sister is in brockton and im in hyde park", {"Brockton (town)", "Hyde Park"}),
        ("my mom is in lynn and i'm at south station", {"Lynn (town)", "South Station T station"}),
    ],
)
def test_two_places_named_as_equals_are_asked_about(gazetteer: Gazetteer, text: str, names: set[str]) -> None:
    found = gazetteer.read(text)

    assert isinstance(found, Ambiguous)
    assert set(found.names) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("i live in dorchester but im in the south end rn", "South End"),
        ("im in eastie but can get to chelsea or revere if i have to", "East Boston"),
        ("is there anything in dorchester or do i have to leave boston", "Dorchester"),
        ("roxbury or something", "Roxbury"),
    ],
)
def test_where_the_person_is_counts_before_other_places(gazetteer: Gazetteer, text: str, name: str) -> None:
    found = gazetteer.read(text)

    assert isinstance(found, PlaceFound)
    assert found.name == name


@pytest.mark.parametrize("text", ["central square", "union square", "tufts", "arlington", "green street"])
def test_each_choice_offered_reads_back_as_one_place(gazetteer: Gazetteer, text: str) -> None:
    asked = gazetteer.read(text)
    assert isinstance(asked, Ambiguous)

    places = [gazetteer.read(name) for name in asked.names]

    assert all(isinstance(place, PlaceFound) for place in places)
    assert len({(place.latitude, place.longitude) for place in places if isinstance(place, PlaceFound)}) == len(places)


def test_nubian_is_where_dudley_is(gazetteer: Gazetteer) -> None:
    found = gazetteer.read("dudley")

    assert isinstance(found, PlaceFound)
    assert metres_between((found.latitude, found.longitude), (42.3295, -71.0840)) < 50
    assert found.kind == "station"


def test_a_zip_code_without_a_point_takes_that_of_its_neighborhood(gazetteer: Gazetteer) -> None:
    hyde_park, code = gazetteer.read("hyde park"), gazetteer.read("02137")

    assert isinstance(hyde_park, PlaceFound)
    assert isinstance(code, PlaceFound)
    assert (code.latitude, code.longitude) == (hyde_park.latitude, hyde_park.longitude)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_it_fail(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.read(text) is None or gazetteer.read(text)


@given(
    st.sampled_from([(way, name) for name, ways in WAYS.items() for way in ways]),
    st.sampled_from(["where can i get narcan {}", "hey {}", "i need a bed tonight, {}", "necesito ayuda, {}"]),
)
@settings(max_examples=60, deadline=None)
def test_a_place_after_near_is_found_inside_a_longer_text(
    gazetteer: Gazetteer, way: tuple[str, str], frame: str
) -> None:
    text, name = way
    found = gazetteer.read(frame.format(f"near {text}"))

    assert isinstance(found, PlaceFound)
    assert found.name == name


def test_the_name_of_every_place_found_reads_back_as_the_same_place(directory: Session, gazetteer: Gazetteer) -> None:
    """The dialogue remembers a place by its name alone."""
    places = directory.scalars(select(Place)).all()
    for place in places:
        found = gazetteer.read(place.name)
        if isinstance(found, PlaceFound):
            assert gazetteer.read(found.name) == found


def test_every_place_can_be_reached_by_some_name(directory: Session, gazetteer: Gazetteer) -> None:
    lost = [place.name for place in directory.scalars(select(Place)) if not _is_reached(place, gazetteer)]

    assert lost == []


def _is_reached(place: Place, gazetteer: Gazetteer) -> bool:
    forms = (place.name, f"{place.name} T station", f"{place.name} ({place.town})", f"{place.name} (town)")
    reached = [found for form in forms if isinstance(found := gazetteer.read(form), PlaceFound)]
    return any(
        metres_between((found.latitude, found.longitude), (place.latitude, place.longitude)) < 1500 for found in reached
    )
