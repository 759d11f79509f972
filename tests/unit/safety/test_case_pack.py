"""The case pack is the bar: no overdose missed, look-alikes left alone. Run with -s to see the counts."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.safety.screening import RULES
from tests.unit.safety.packs import ALL_CASES, LANGUAGES, Score, report

LEAST_TEXTS = {"en": 300, "es": 150, "ht": 25, "kea": 25, "pt": 25, "vi": 25, "zh": 25}


def those(category: str, language: str | None = None) -> Score:
    return Score.of(c for c in ALL_CASES if c.category == category and language in {None, c.language})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_overdose_of_every_language_is_seen(language):
    missed = [
        c.text
        for c in ALL_CASES
        if c.language == language and c.category == "overdose_now" and not c.verdict().is_danger
    ]

    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_overdoses_of_ten_are_emergencies_and_get_the_overdose_words(language):
    score = those("overdose_now", language)

    assert min(score.as_emergency, score.in_category) >= 0.9 * score.cases


@pytest.mark.parametrize("category", ["suicide_risk", "medical_emergency", "violence"])
def test_ninety_nine_of_a_hundred_other_dangers_are_seen(category):
    score = those(category)

    assert score.as_danger >= 0.99 * score.cases


@pytest.mark.parametrize("category", ["suicide_risk", "medical_emergency", "violence"])
def test_a_danger_gets_the_words_for_its_own_kind(category):
    score = those(category)

    assert score.in_category >= 0.95 * score.cases


def test_look_alikes_rarely_raise_an_alarm():
    score = those("none")

    assert score.as_emergency <= 0.03 * score.cases
    assert score.as_danger - score.as_emergency <= 0.15 * score.cases


def test_the_counts_are_printed(capsys):
    with capsys.disabled():
        print("", *report(ALL_CASES), sep="\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pack_has_enough_texts_and_about_half_are_look_alikes(language):
    cases = [c for c in ALL_CASES if c.language == language]

    assert len(cases) >= LEAST_TEXTS[language]
    assert sum(not c.is_danger for c in cases) >= 0.5 * len(cases)


def test_no_two_cases_are_alike():
    texts = Counter((c.text.casefold().strip(), c.history) for c in ALL_CASES)

    assert [text for text, count in texts.items() if count > 1] == []


def test_every_rule_has_a_case_that_fires_it():
    fired = {case.verdict().rule for case in ALL_CASES}

    assert {rule.id for rule in RULES} - fired == set()
