"""A service that is held back reaches nobody by any road: chat, a number of a list, pages, the API, an export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from actions.directory import PAGE, DatabaseDirectory, Wanted
from portline.settings import ROOT
from resources_directory.identity import stable_id
from resources_directory.models import Provenance, Service
from resources_directory.needs import NEEDS
from resources_directory.one_place import read_place
from resources_directory.revision import bump
from resources_directory.seed import load_services, seed
from storage.database import Database

NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)
NAME = "Zanzibar Canary House"
ROW = {
    "id": "canary",
    "organization": NAME,
    "service_name": NAME,
    "description": f"{NAME} gives naloxone",
    "phone": "617-555-0100",
    "sms": "",
    "url": "https://example.org/canary",
    "address_1": "1 Canary Street",
    "city": "Boston",
    "state": "MA",
    "postal_code": "02118",
    "latitude": "42.33365",
    "longitude": "-71.07276",
    "neighborhood": "South End",
    "hours": "24/7",
    "languages": "en",
    "eligibility": "",
    "cost_insurance": "",
    "walk_in": "yes",
    "source_url": "https://example.org/canary",
    "source_date": "2026-11-20",
    "notes": "",
}
Hold = Callable[[Database], None]


def _as_name_only(database: Database) -> None:
    """Hold it back as the source marks it; its status, by mistake, says active."""
    with database.write() as session:
        session.execute(update(Provenance).values(confidence="name_only").where(_is_canary(Provenance.service_id)))
        bump(session)


def _as_inactive(database: Database) -> None:
    with database.write() as session:
        session.execute(update(Service).values(status="inactive").where(_is_canary(Service.id)))
        bump(session)


def _is_canary(column):  # type: ignore[no-untyped-def]  # a column of whichever table
    return column == stable_id("service", ROW["id"])


@pytest.fixture
def canary(database: Database) -> str:
    """Add, beside the whole directory, one service of each need at one door; return the id of its place."""
    with database.write() as session:
        seed(session, ROOT / "resources_directory" / "seed", NOW)
        load_services(session, [{**ROW, "category": "naloxone", "confidence": "high"}], NOW)
    return str(stable_id("service_at_location", ROW["id"]))


def everywhere(client: FlaskClient, database: Database) -> str:
    """Return all that every road says."""
    directory = DatabaseDirectory(database.read, lambda: NOW)
    said = [str(card) for need in NEEDS for card in _all_cards(directory, need)]
    pages = [(need, 1) for need in NEEDS] + [
        (need, page) for need in ("naloxone", "harm_reduction") for page in range(2, 8)
    ]
    said += [client.get(f"/directory/{need}?page={page}").text for need, page in pages]
    for path in ("services", "service_at_locations", "organizations"):
        said.append(client.get(f"/hsds/3.1/{path}?format=ndjson").text)
        said.append(client.get(f"/hsds/3.1/{path}?search=canary").text)
    said.append(client.get(f"/hsds/3.1/services/{stable_id('service', ROW['id'])}").text)
    said.append(client.post("/hsds/3.1/service_at_locations", json={"postcode": "02118", "proximity": "3000"}).text)
    with database.read() as session:
        said.append(str(read_place(session, stable_id("service_at_location", ROW["id"]), NOW)))
    return "\n".join(said)


def _all_cards(directory: DatabaseDirectory, need: str) -> list[object]:
    cards: list[object] = []
    while page := directory.find(Wanted(need, "South End", len(cards))).cards:
        cards += page[:PAGE]
    return cards


@pytest.mark.usefixtures("canary")
def test_while_it_is_shown_every_road_names_it(client: FlaskClient, database: Database) -> None:
    assert everywhere(client, database).count(NAME) >= 8


@pytest.mark.parametrize("hold", [_as_name_only, _as_inactive])
def test_once_it_is_held_back_no_road_names_it(
    client: FlaskClient, database: Database, canary: str, hold: Hold
) -> None:
    hold(database)
    said = everywhere(client, database)

    assert NAME not in said
    assert canary not in said
    assert len(said) > 100_000
