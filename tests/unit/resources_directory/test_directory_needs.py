"""What a person asks for, in their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.topics import NEED_OF_TOPIC
from resources_directory.need_words import NEED_NAMES, NEED_WORDS
from resources_directory.needs import NEEDS, read_need
from tests.fixtures.any_text import any_text
from tests.fixtures.tables import for_each

WAYS = {
    "naloxone": [
        "narcan",
        "Narkan?",
        "where do i get naloxone",
        "naloxona gratis",
        "nalaxone",
        "nalxone",
        "vending machine",
        "an od kit",
    ],
    "harm_reduction": [
        "needle exchange",
        "clean works",
        "test strips",
        "jeringas limpias",
        "i need needles",
        "intercambio de jeringas",
    ],
    "syringe_disposal": ["get rid of needles", "found a needle", "sharps box", "botar jeringas", "old needles"],
    "detox": ["detox", "need a detox bed tonight", "desintoxicación", "quiero desintoxicarme", "desintoxicasion"],
    "methadone": ["methadone", "methadone clinic", "metadona", "methadon", "methedone"],
    "buprenorphine": ["suboxone", "subs", "bupe", "suboxon dr", "buprenorfina", "sublocade"],
    "bridge_clinic": ["bridge clinic", "is there a bridge clinic near bmc", "same day treatment"],
    "shelter": ["shelter", "refugio", "albergue", "a place to sleep tonight", "bed tonight", "donde dormir"],
    "food": ["food", "im hungry", "comida", "soup kitchen"],
    "recovery_support": ["meeting", "na meeting", "AA", "reuniones", "recovery coach"],
    "residential": ["rehab", "halfway house", "rehabilitación", "sober house", "residential"],
    "drop_in_health": ["drop-in", "wound care", "a doctor", "shower", "centro de salud"],
    "youth": ["youth shelter", "detox for teens", "programa para jóvenes"],
    "family_support": ["al-anon", "support for parents", "learn to cope", "apoyo familiar", "family meeting"],
    "outpatient": ["outpatient", "therapist", "terapia", "IOP"],
    "outreach": ["outreach team"],
    "crisis_line": ["hotline", "crisis line", "linea de ayuda"],
    "legal": ["section 35", "a lawyer", "abogado"],
    "access_to_care": ["i want to get clean", "treatment", "paaths", "tratamiento"],
}


@for_each(("text", "need"), [(way, need) for need, ways in WAYS.items() for way in ways])
def test_a_need_is_read_from_everyday_words(text: str, need: str) -> None:
    assert read_need(text) == need


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("where can i get narcan near dudley", "naloxone"),
        ("necesito un refugio cerca de roxbury esta noche", "shelter"),
        ("is there a methadone clinic by ashmont that takes walk ins", "methadone"),
        ("my family needs narcan", "naloxone"),
        ("bed in detox not a shelter", "detox"),
    ],
)
def test_a_need_is_read_inside_a_longer_text(text: str, need: str) -> None:
    assert read_need(text) == need


@pytest.mark.parametrize(
    "text", ["", "hello", "what time is it", "gracias", "subway", "eaten", "method", "near dudley"]
)
def test_no_need_is_read_where_none_is_named(text: str) -> None:
    assert read_need(text) is None


def test_every_need_has_a_name_and_every_word_leads_to_a_need() -> None:
    assert set(NEED_WORDS) == set(NEED_NAMES)
    assert len(NEEDS) == 20


@given(any_text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_no_text_makes_it_fail(text: str) -> None:
    assert read_need(text) in {None, *NEEDS}


def test_every_topic_that_leads_to_places_names_a_need_of_the_directory() -> None:
    assert set(NEED_OF_TOPIC.values()) <= set(NEEDS)
