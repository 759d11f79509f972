"""A digit after a list tells more of that place, and "how do i get there" the way; nothing that is gone is told."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import select, update

from bot.render import GSM7_LIMIT
from conversations.scripted_engine import ScriptedEngine
from portline.settings import ROOT
from resources_directory.catalogue import read_catalogue
from resources_directory.models import Service, ServiceAtLocation
from resources_directory.search import Search, look_up
from resources_directory.seed import seed
from storage.database import Database
from tests.fixtures.road import MONDAY_10_AM, Text

SEED = ROOT / "resources_directory" / "seed"


@pytest.fixture
def listed(database: Database, engine: ScriptedEngine) -> list[str]:
    """Let "narcan in roxbury" and "a line" be answered from the real directory; the ids of the first list."""
    with database.write() as session:
        seed(session, SEED, datetime(2026, 11, 22, tzinfo=UTC))
    with database.read() as session:
        catalogue = read_catalogue(session, MONDAY_10_AM)
    for text, need in (("narcan in roxbury", "naloxone"), ("a line", "crisis_line")):
        cards = look_up(catalogue, Search(need, None, MONDAY_10_AM)).cards
        page = {"cards": [asdict(card) for card in cards], "need": need, "place": "", "remaining": 4}
        engine.script[text] = [{"kind": "listings", **page}]
    return [card["id"] for card in engine.script["narcan in roxbury"][0]["cards"]]


def test_a_digit_tells_more_of_that_place(text: Text, listed: list[str]) -> None:
    first = text("narcan in roxbury").text.splitlines()[0]
    more = text("1").text

    assert listed
    assert first.removeprefix("1) ").split(". ")[0] in more
    assert "DIRECTIONS" in more
    assert len(more) <= GSM7_LIMIT


def test_the_other_numbers_of_the_list_still_stand(text: Text, listed: list[str]) -> None:
    places = [line for line in text("narcan in roxbury").text.splitlines() if line[1:3] == ") "]
    text("1")

    assert len(listed) >= len(places) >= 2
    assert places[1].removeprefix("2) ").split(". ")[0] in text("2").text


@pytest.mark.parametrize("asked", ["how do i get there", "How do I get there??", "DIRECTIONS", "cómo llego ahí"])
@pytest.mark.usefixtures("listed")
def test_the_way_is_told_by_address_and_nearest_stop(text: Text, asked: str) -> None:
    text("narcan in roxbury")
    text("1")

    assert "T" in text(asked).text.split()
    assert any(character.isdigit() for character in text(asked).text)


@pytest.mark.usefixtures("listed")
def test_a_digit_beyond_the_list_answers_nothing(text: Text) -> None:
    text("narcan in roxbury")

    assert "not sure what that number answers" in text("9").text


@pytest.mark.usefixtures("listed")
def test_a_line_has_no_way_to_it_but_a_number(text: Text) -> None:
    text("a line")

    assert "Call" in text("directions").text


def test_a_place_held_back_since_is_not_told(text: Text, listed: list[str], database: Database) -> None:
    text("narcan in roxbury")
    with database.write() as session:
        held = select(ServiceAtLocation.service_id).where(ServiceAtLocation.id == UUID(listed[0]))
        session.execute(update(Service).where(Service.id.in_(held)).values(status="inactive"))

    assert "not on our list" in text("1").text
    assert "not on our list" in text("directions").text


def test_without_a_list_the_words_go_to_the_engine(text: Text, engine: ScriptedEngine) -> None:
    text("directions")

    assert engine.turns[-1].text == "directions"
