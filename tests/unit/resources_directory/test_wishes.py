"""What a source says of a service, and what a person says of themselves, are read into one vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given

from resources_directory.traits import TRAIT_NAMES, shuts_out, traits_of
from resources_directory.wish_words import WALK_IN, WISH_WORDS, language_wished, read_wishes
from tests.fixtures.any_text import any_text
from tests.fixtures.tables import for_each


@for_each(
    ("eligibility", "cost", "expected"),
    [
        ("", "", set()),
        ("Women", "", {"women"}),
        ("Men 18+ with a substance use disorder", "", {"men", "adults"}),
        ("Pregnant and parenting women", "", {"women", "pregnancy", "families"}),
        ("Ages 14-24", "", {"young_people"}),
        ("Under 25", "", {"young_people"}),
        ("Adults 21-65", "", {"adults"}),
        ("Teens and young adults", "", {"young_people"}),
        ("LGBTQ+ young people", "", {"lgbtq", "young_people"}),
        ("Veterans, service members, families", "", {"veterans", "families"}),
        # nobody is shut out by a focus, nor by a list in brackets
        ("Anyone; LGBTQ+ focus", "", set()),
        ("Individuals, families, providers", "", set()),
        ("18+, early recovery (drug court, veteran, parenting)", "", {"adults"}),
        ("", "Free", {"free", "uninsured"}),
        ("", "Usually free to participants", set()),
        ("", "MassHealth and uninsured served", {"masshealth", "uninsured"}),
        ("", "MassHealth $0 for most members; about $45-50 without", {"masshealth"}),
        ("", "Free, no insurance needed", {"free", "uninsured"}),
    ],
)
def test_a_source_affirms_no_more_than_it_says(eligibility: str, cost: str, expected: set[str]) -> None:
    assert traits_of(eligibility, cost) == expected


@pytest.mark.parametrize(
    ("wanted", "affirmed", "is_out"),
    [
        ({"men"}, {"women"}, True),
        ({"women"}, {"men"}, True),
        ({"men"}, {"men", "women"}, False),
        ({"women"}, {"women", "pregnancy"}, False),
        ({"young_people"}, {"adults"}, True),
        ({"young_people"}, {"adults", "young_people"}, False),
        ({"masshealth"}, {"women"}, False),
        (set(), {"women"}, False),
    ],
)
def test_a_person_is_shut_out_only_where_just_the_others_are_served(
    wanted: set[str],
    affirmed: set[str],
    is_out: bool,  # noqa: FBT001 (a column of the table)
) -> None:
    assert shuts_out(frozenset(wanted), frozenset(affirmed)) is is_out


@for_each(
    ("text", "expected"),
    [
        ("detox for women near dudley", {"women"}),
        ("I'm pregnant and I use, where can I go", {"pregnancy"}),
        ("shelter w my kids, no ID", {"no_id"}),
        ("shelter with my kids", {"families"}),
        ("no tengo seguro, busco desintoxicacion", {"uninsured"}),
        ("rehab that takes Mass Health", {"masshealth"}),
        ("narcan for free, no appointment", {"free", WALK_IN}),
        ("algun lugar que hablen español", {"speaks_es"}),
        ("clinic where they speak Kreyòl", {"speaks_ht"}),
        ("I'm in a wheelchair", {"wheelchair"}),
        # words that only look like a wish
        ("is it drug free", set()),
        ("my mentor said methadone", set()),
        ("the walk is too long", set()),
        ("", set()),
    ],
)
def test_a_person_s_words_are_read_as_wishes(text: str, expected: set[str]) -> None:
    assert read_wishes(text) == expected


def test_every_wish_is_a_trait_a_language_or_walking_in() -> None:
    assert {wish for wish in WISH_WORDS if not wish.startswith("speaks_")} <= TRAIT_NAMES.keys() | {WALK_IN}


def test_the_language_asked_for_counts_before_that_of_the_conversation() -> None:
    assert language_wished(frozenset({"speaks_es", "women"}), "en") == "es"
    assert language_wished(frozenset({"women"}), "zh-Hans") == "zh"


@given(any_text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert read_wishes(text) <= WISH_WORDS.keys()
