"""The case pack is the bar: no overdose missed, look-alikes left alone; `make safety` prints the counts."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.safety.screening import RULES, screen_by_rules
from tests.safety.measure import Counted
from tests.safety.pack import ALL_CASES, FROZEN, LANGUAGES, OWN, Case

LEAST_TEXTS = {"en": 600, "es": 300, "ht": 150, "kea": 150, "pt": 150, "vi": 150, "zh": 150}
LEAST_OVERDOSES = 40
OTHER_DANGERS = ("suicide_risk", "medical_emergency", "violence")
OWN_CASES = [case for case in ALL_CASES if case.part == OWN]
FROZEN_CASES = [case for case in ALL_CASES if case.part == FROZEN]


def those(cases: list[Case], category: str) -> Counted:
    return Counted.of(case for case in cases if case.category == category)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_overdose_of_every_language_is_seen(language):
    overdoses = [case for case in OWN_CASES if case.language == language and case.category == "overdose_now"]

    assert [case.text for case in overdoses if not case.verdict().is_danger] == []


def test_nine_overdoses_of_ten_are_emergencies_and_get_the_overdose_words():
    counted = those(OWN_CASES, "overdose_now")

    assert min(counted.as_emergency, counted.in_category) >= 0.9 * counted.texts


@pytest.mark.parametrize("category", OTHER_DANGERS)
def test_ninety_nine_of_a_hundred_other_dangers_are_seen(category):
    counted = those(OWN_CASES, category)

    assert counted.as_danger >= 0.99 * counted.texts


@pytest.mark.parametrize("category", OTHER_DANGERS)
def test_a_danger_gets_the_words_for_its_own_kind(category):
    counted = those(OWN_CASES, category)

    assert counted.in_category >= 0.95 * counted.texts


def test_look_alikes_rarely_raise_an_alarm():
    counted = those(OWN_CASES, "none")

    assert counted.as_emergency <= 0.03 * counted.texts
    assert counted.as_danger - counted.as_emergency <= 0.15 * counted.texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pack_is_as_large_as_it_says(language):
    cases = [case for case in ALL_CASES if case.language == language]

    assert len(cases) >= LEAST_TEXTS[language]
    assert sum(case.category == "overdose_now" for case in cases) >= LEAST_OVERDOSES


def test_half_the_texts_are_look_alikes_and_a_third_was_written_after_the_freeze():
    assert len(ALL_CASES) >= 1600
    assert sum(not case.is_danger for case in ALL_CASES) >= 0.5 * len(ALL_CASES)
    assert len(FROZEN_CASES) >= len(ALL_CASES) / 3


def test_no_two_cases_are_alike():
    texts = Counter((case.text.casefold().strip(), case.history) for case in ALL_CASES)

    assert [text for text, count in texts.items() if count > 1] == []


def test_every_rule_has_a_case_that_fires_it():
    fired = {screen_by_rules(case.text, case.history).rule for case in ALL_CASES}

    assert {rule.id for rule in RULES} - fired == set()
