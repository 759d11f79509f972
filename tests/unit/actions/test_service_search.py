"""What a search for places says, over a made-up directory."""

from __future__ import annotations

import pytest

from actions.directory import Wanted
from actions.service_search import COMMON_NEEDS, Query, Result, more, search
from bot.answer import read_message
from bot.topics import NEED_OF_TOPIC
from resources_directory.needs import NEEDS
from tests.fixtures.directory import FakeDirectory


@pytest.fixture
def directory() -> FakeDirectory:
    return FakeDirectory()


def spoken(result: Result) -> list[str]:
    """Name each message shortly."""
    return [message.get("copy_id") or message.get("question") or message["kind"] for message in result.messages]


def test_a_need_and_a_place_give_places(directory: FakeDirectory) -> None:
    result = search(Query("narcan near roxbury", "find_service"), directory)

    assert spoken(result) == ["listings"]
    assert read_message(result.messages[0]).place == "Roxbury"
    assert result.remember == {"need": "naloxone", "place": "Roxbury", "offset": 3, "wishes": None}


def test_what_a_person_says_about_themselves_is_remembered_for_the_same_need(directory: FakeDirectory) -> None:
    first = search(Query("i'm pregnant and need narcan", "find_service"), directory)
    again = search(Query("roxbury", "inform", need="naloxone", wishes="pregnancy"), directory)
    other = search(Query("detox in roxbury", "find_service", need="naloxone", wishes="pregnancy"), directory)

    assert first.remember["wishes"] == again.remember["wishes"] == "pregnancy"
    assert directory.asked[0].wishes == {"pregnancy"}
    assert other.remember["wishes"] is None


def test_the_search_knows_the_language_of_the_conversation(directory: FakeDirectory) -> None:
    search(Query("narcan en roxbury", "find_service", language="es"), directory)

    assert directory.asked[0].language == "es"


def test_a_need_without_a_place_asks_where(directory: FakeDirectory) -> None:
    result = search(Query("where do i get narcan", "find_service"), directory)

    assert spoken(result) == ["place"]
    assert result.remember["need"] == "naloxone"


def test_a_place_alone_goes_on_with_the_last_need(directory: FakeDirectory) -> None:
    assert spoken(search(Query("roxbury", "inform", need="naloxone"), directory)) == ["listings"]


def test_a_topic_without_a_place_is_answered_in_words_and_asks_where(directory: FakeDirectory) -> None:
    assert spoken(search(Query("free narcan?", "naloxone_free_boston"), directory)) == ["naloxone_free_boston", "place"]


def test_a_topic_in_the_middle_of_a_form_asks_nothing(directory: FakeDirectory) -> None:
    query = Query("free narcan?", "naloxone_free_boston", in_form=True)

    assert spoken(search(query, directory)) == ["naloxone_free_boston"]


def test_near_me_uses_the_neighborhood_the_person_shared(directory: FakeDirectory) -> None:
    query = Query("narcan near me", "find_service", here="Roxbury", place="Dorchester")

    assert search(query, directory).remember["place"] == "Roxbury"


def test_a_name_of_two_places_asks_which(directory: FakeDirectory) -> None:
    result = search(Query("narcan on washington st", "find_service"), directory)

    assert spoken(result) == ["place_ambiguous", "place"]
    assert "Dorchester" in result.messages[0]["args"]["names"]


def test_a_place_we_do_not_know_is_asked_again_once_and_then_all_of_boston_is_shown(directory: FakeDirectory) -> None:
    first = search(Query("atlantis", "inform", need="naloxone", tries=1), directory)
    second = search(Query("atlantis", "inform", need="naloxone", tries=2), directory)

    assert spoken(first) == ["place_unknown", "place"]
    assert spoken(second) == ["listings"]


def test_words_that_name_no_need_are_met_with_the_common_ones(directory: FakeDirectory) -> None:
    result = search(Query("something near roxbury", "find_service"), directory)

    assert tuple(result.messages[0]["options"]) == COMMON_NEEDS


def test_nothing_found_says_who_can_look_further(directory: FakeDirectory) -> None:
    assert spoken(search(Query("detox in roxbury", "find_service"), directory)) == ["listing_none"]


def test_more_goes_on_where_the_last_page_ended(directory: FakeDirectory) -> None:
    result = more(Wanted("naloxone", "Roxbury", 3), directory)

    assert [card["id"] for card in result.messages[0]["cards"]] == ["4", "5"]
    assert result.remember["offset"] == 6


@pytest.mark.parametrize(("need", "offset"), [("", 0), ("naloxone", 6)])
def test_more_of_nothing_says_so(directory: FakeDirectory, need: str, offset: int) -> None:
    assert spoken(more(Wanted(need, "", offset), directory)) == ["more_nothing"]


def test_every_topic_s_need_is_one_the_directory_knows() -> None:
    assert set(NEED_OF_TOPIC.values()) <= set(NEEDS)


@pytest.mark.parametrize(
    ("text", "need"), [("she's 15, detox in roxbury", "youth"), ("she's 35, detox in roxbury", "detox")]
)
def test_a_detox_for_somebody_under_18_is_a_program_for_young_people(
    directory: FakeDirectory, text: str, need: str
) -> None:
    assert search(Query(text, "detox_ats"), directory).remember["need"] == need
