"""The Census geocoder, on a made-up line; the payload has the form its API document gives for "locations"."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable

import httpx
import pytest

from resources_directory.census import CensusGeocoder
from resources_directory.gazetteer import Ambiguous, Gazetteer, PlaceFound
from resources_directory.place_index import KnownPlace

PLACES = [
    KnownPlace("Roxbury", "neighborhood", 42.3185, -71.0866),
    KnownPlace("Quincy", "city", 42.2665, -71.0151, "Quincy"),
    KnownPlace("774 Albany Street", "landmark", 42.3336, -71.0728),
]


def match(town: str, zip_code: str, latitude: float, longitude: float) -> dict[str, object]:
    return {
        "tigerLine": {"side": "L", "tigerLineId": "85728069"},
        "coordinates": {"x": longitude, "y": latitude},
        "addressComponents": {
            "zip": zip_code, "streetName": "HAROLD", "preType": "", "city": town, "preDirection": "",
            "suffixDirection": "", "fromAddress": "100", "state": "MA", "suffixType": "ST", "toAddress": "198",
            "suffixQualifier": "", "preQualifier": "",
        },
        "matchedAddress": f"150 HAROLD ST, {town}, MA, {zip_code}",
    }  # fmt: skip


class Line:
    """Answers as the Census Bureau would, and notes what it was asked."""

    def __init__(self, *matches: dict[str, object]) -> None:
        self.matches = list(matches)
        self.asked: list[httpx.QueryParams] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.params)
        benchmark = {"id": "4", "benchmarkName": "Public_AR_Current", "isDefault": True}
        given = {"address": {"address": request.url.params["address"]}, "benchmark": benchmark}
        return httpx.Response(200, json={"result": {"input": given, "addressMatches": self.matches}})


HAROLD = match("BOSTON", "02119", 42.3183, -71.0914)


def gazetteer(line: Callable[[httpx.Request], httpx.Response]) -> Gazetteer:
    return Gazetteer(PLACES, geocoder=CensusGeocoder(httpx.Client(transport=httpx.MockTransport(line))))


def test_an_address_our_files_do_not_know_is_asked_by_its_block_and_reads_back() -> None:
    line = Line(HAROLD)
    reader = gazetteer(line)

    found = reader.read("im at 173 harold st")

    assert found == PlaceFound("100 block of Harold St (02119)", 42.3183, -71.0914, "address")
    assert reader.read(found.name) == found
    assert [dict(asked) for asked in line.asked] == [
        {"address": "150 harold st, Boston, MA", "benchmark": "Public_AR_Current", "format": "json"}
    ]


def test_the_town_named_beside_the_street_is_asked_about() -> None:
    line = Line(match("QUINCY", "02169", 42.2500, -71.0000))

    found = gazetteer(line).read("173 harold st quincy")

    assert isinstance(found, PlaceFound)
    assert found.outside_boston
    assert line.asked[0]["address"] == "150 harold st, Quincy, MA"


def test_two_streets_of_one_name_are_asked_about() -> None:
    found = gazetteer(Line(HAROLD, match("BOSTON", "02136", 42.2550, -71.1260))).read("173 harold st")

    assert found == Ambiguous(("100 block of Harold St (02119)", "100 block of Harold St (02136)"))


def test_a_match_outside_greater_boston_or_the_neighborhood_named_is_no_answer() -> None:
    assert gazetteer(Line(match("WORCESTER", "01608", 42.2614, -71.8032))).read("173 harold st") is None
    found = gazetteer(Line(match("BOSTON", "02128", 42.3781, -71.0288))).read("173 harold st, roxbury")
    assert isinstance(found, PlaceFound)
    assert found.name == "Roxbury"


@pytest.mark.parametrize("text", ["narcan near 617-555-0123", "roxbury", "8 mg", "774 albany street"])
def test_nothing_else_is_asked(text: str) -> None:
    line = Line(HAROLD)

    gazetteer(line).read(text)

    assert line.asked == []


def _late(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("late", request=request)


@pytest.mark.parametrize(
    "line",
    [
        _late,
        lambda _: httpx.Response(503),
        lambda _: httpx.Response(200, text="<html>busy</html>"),
        lambda _: httpx.Response(200, json={"errors": ["x"]}),
        lambda _: httpx.Response(200, json={"result": {"addressMatches": [{"coordinates": None}]}}),
        lambda _: httpx.Response(200, json=[]),
    ],
)
def test_a_failure_is_the_offline_answer(line: Callable[[httpx.Request], httpx.Response]) -> None:
    reader = gazetteer(line)

    assert reader.read("173 harold st") is None
    assert isinstance(reader.read("173 harold st roxbury"), PlaceFound)


def test_a_failure_is_not_kept_and_an_answer_is() -> None:
    line = Line(HAROLD)
    failures = [httpx.Response(500)]
    geocoder = CensusGeocoder(
        httpx.Client(transport=httpx.MockTransport(lambda request: failures.pop() if failures else line(request)))
    )

    assert geocoder.blocks("150 harold st", "Boston") == ()
    assert len(geocoder.blocks("150 harold st", "Boston")) == 1
    assert len(geocoder.blocks("150 Harold St", "boston")) == 1
    assert len(line.asked) == 1


def test_the_memory_is_bounded_and_holds_no_address() -> None:
    geocoder = CensusGeocoder(httpx.Client(transport=httpx.MockTransport(Line())))

    for number in range(1_100):
        geocoder.blocks(f"{number}50 harold st", "Boston")

    assert len(geocoder._kept) == 1_000
    assert not any(b"harold" in key for key in geocoder._kept)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Catch every line of every logger; the unit tests run without pytest's own plugin for that."""
    lines, root = io.StringIO(), logging.getLogger()
    monkeypatch.setattr(root, "handlers", [logging.StreamHandler(lines)])
    monkeypatch.setattr(root, "level", logging.INFO)
    for logger in (root, logging.getLogger("httpx"), logging.getLogger("any")):
        monkeypatch.setattr(logger, "_cache", {})  # whether a level is heard, as it was before
    return lines


def test_nothing_of_an_address_is_logged(written: io.StringIO) -> None:
    reader = gazetteer(Line(HAROLD))
    logging.getLogger("any").info("it is heard")

    reader.read("173 harold st")

    assert "it is heard" in written.getvalue()
    assert "harold" not in written.getvalue().casefold()
