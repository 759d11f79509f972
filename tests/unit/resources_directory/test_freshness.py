"""How fresh the directory is: counted once in the total, under each need, and drawn."""

from __future__ import annotations

from datetime import date
from uuid import uuid4
from xml.etree import ElementTree as ET

from resources_directory.freshness import freshness, share
from resources_directory.freshness_picture import picture
from resources_directory.listing import Listing
from resources_directory.trust import Tier

TODAY = date(2026, 11, 23)
SVG = "{http://www.w3.org/2000/svg}"


def listing(source_date: str = "2026-11-20", **changes: object) -> Listing:
    values: dict[str, object] = {
        "organization": "Made-up <Center>", "service": "Detox", "location_type": "physical", "address": "1 Main Street",
        "city": "Boston", "neighborhood": "", "latitude": 42.3, "longitude": -71.1, "phone": "617-534-9150",
        "text_number": "", "opening_hours": "24/7", "walk_in": False, "eligibility": "", "languages": frozenset(),
        "confidence": "high", "doubt": "",
    }  # fmt: skip
    ids = {"id": uuid4(), "service_id": uuid4(), "location_id": uuid4()}
    return Listing(**{**values, **ids, "source_date": source_date, **changes})  # type: ignore[arg-type]


FRESH, OLD, LINE = (
    listing(),
    listing("2019", opening_hours="", doubt="d", confidence="low"),
    listing("", location_type="virtual", latitude=None, longitude=None, phone="", text_number="", reported_wrong=True),
)


def test_a_listing_that_meets_two_needs_counts_once_in_the_total() -> None:
    report = freshness({"detox": [FRESH, OLD], "naloxone": [FRESH], "crisis_line": [LINE]}, TODAY)

    assert report.total == 3
    assert report.tiers == {Tier.FRESH: 1, Tier.STALE: 0, Tier.OLD: 1, Tier.UNDATED: 1}
    assert list(report.by_need) == ["Detox", "Crisis line", "Naloxone"]
    assert report.by_need["Naloxone"][Tier.FRESH] == 1


def test_what_is_known_and_doubted_is_counted() -> None:
    report = freshness({"detox": [FRESH, OLD, LINE]}, TODAY)

    assert (report.with_hours, report.with_phone) == (2, 2)
    assert (report.places, report.with_point) == (2, 2)
    assert (report.weak_source, report.our_doubts, report.reported_wrong) == (1, 1, 1)
    assert [day for day, _, _ in report.oldest] == [date(2019, 1, 1), date(2026, 11, 20)]
    assert share(1, 3) == "1 of 3 (33%)"
    assert share(0, 0) == "0 of 0"


def test_the_picture_has_a_bar_as_long_as_each_count() -> None:
    report = freshness({"detox": [FRESH, OLD, OLD, OLD], "naloxone": [FRESH]}, TODAY)
    root = ET.fromstring(picture(report))
    widths = [float(bar.get("width", "0")) for bar in root.iter(f"{SVG}rect") if bar.find(f"{SVG}title") is not None]

    assert len(widths) == 3
    assert widths[1] > 2.9 * widths[0]
    assert widths[2] == widths[0]
    assert "Naloxone" in {text.text for text in root.iter(f"{SVG}text")}


def test_an_empty_directory_is_a_picture_too() -> None:
    assert ET.fromstring(picture(freshness({}, TODAY))).tag == f"{SVG}svg"
