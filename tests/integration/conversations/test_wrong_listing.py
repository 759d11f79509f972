"""WRONG after a list of places: which, in what way, and nothing kept of who says it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from conversations.scripted_engine import ScriptedEngine
from resources_directory.models import ListingReport
from resources_directory.reports import reported_wrong
from storage.database import Database
from tests.fixtures.road import MONDAY_10_AM, SCRIPT, Text
from tests.fixtures.upkeep import add_service, listing_of

ASKED = "ask_listing_wrong"


@pytest.fixture
def places(database: Database) -> list[UUID]:
    with database.write() as session:
        added = [add_service(session, f"detox-{number}", address_1=f"{number} Elm Street") for number in (1, 2)]
        return [listing_of(session, service_id) for service_id in added]


@pytest.fixture
def engine(places: list[UUID]) -> ScriptedEngine:
    def listing(count: int) -> list[dict[str, object]]:
        cards = [{"id": str(place), "name": f"Place {n}"} for n, place in enumerate(places[:count], start=1)]
        return [{"kind": "listings", "cards": cards, "need": "detox"}]

    script = {"detox": listing(2), "a detox, any": listing(1), "mal": [{"kind": "say", "copy_id": "fallback"}]}
    return ScriptedEngine({**SCRIPT, **script})


def said(reply: object) -> list[str]:
    return [ref[0] for ref in reply.copy_refs]  # type: ignore[attr-defined]


def kept(database: Database) -> list[tuple[UUID, str, str]]:
    with database.read() as session:
        rows = session.scalars(select(ListingReport))
        return [(row.service_at_location_id, row.reason, row.channel) for row in rows]


@pytest.mark.parametrize(("words", "digit", "reason"), [("WRONG 2", "1", "closed"), ("2 mal", "5", "turned_away")])
def test_a_numbered_place_is_reported_with_a_digit(
    text: Text, database: Database, places: list[UUID], words: str, digit: str, reason: str
) -> None:
    text("detox")
    asked, thanked = text(words), text(digit)

    assert said(asked)[0] == ASKED
    assert said(thanked)[0] == "wrong_thanks"
    assert kept(database) == [(places[1], reason, "sms")]
    with database.read() as session:
        assert reported_wrong(session) == {places[1]}
    assert said(text("1"))[0] == "repeat_words", "the question is closed: the number is that of the list again"


def test_one_place_needs_no_number(text: Text, database: Database, places: list[UUID]) -> None:
    text("a detox, any")
    text("Wrong!")
    text("3")

    assert kept(database) == [(places[0], "hours", "sms")]


@pytest.mark.parametrize("words", ["WRONG", "mal", "WRONG 3"])
def test_which_place_is_meant_is_asked(text: Text, database: Database, words: str) -> None:
    text("detox")

    assert said(text(words))[0] == "wrong_which"
    assert said(text("wrong 1"))[0] == ASKED
    assert kept(database) == []


def test_later_a_bare_word_is_the_persons_own(text: Text) -> None:
    text("detox")
    text("what is narcan")

    assert said(text("mal"))[0] == "fallback"
    assert said(text("WRONG 1"))[0] == ASKED


def test_with_nothing_listed_it_is_a_word_like_any_other(text: Text) -> None:
    assert said(text("mal"))[0] == "fallback"


def test_a_request_in_the_middle_is_not_left_for_it(text: Text, database: Database) -> None:
    text("detox")
    text("please visit my son")
    text("wrong 1")

    assert kept(database) == []


def test_the_place_is_forgotten_with_the_conversation(text: Text, database: Database) -> None:
    text("detox")
    text("wrong 1")
    text("forget")

    assert said(text("1", now=MONDAY_10_AM + timedelta(minutes=1)))[0] == "digit_nothing"
    assert kept(database) == []


def test_danger_comes_first_also_here(text: Text, database: Database) -> None:
    text("detox")

    assert said(text("wrong 1 my brother is blue and wont wake up"))[0] == "danger_overdose"
    assert kept(database) == []
