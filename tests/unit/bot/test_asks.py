"""A text that asks several things is cut between its asks, and loses no word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asks import split_asks, without_lead
from tests.fixtures.any_text import any_text
from tests.fixtures.tables import for_each

WORDS = st.sampled_from(
    ["where can i get narcan", "¿es gratis?", "and", "also", "y también", "my son is 19", ",", ". ", "\n", "St. ", "é"]
)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("where can i get narcan in roxbury and is it free?", ["where can i get narcan in roxbury", "is it free?"]),
        ("how do i use narcan? also do i need insurance", ["how do i use narcan?", "do i need insurance"]),
        ("hi. my son is 19. how do i help him, what does it cost", [
            "my son is 19. how do i help him,", "what does it cost",
        ]),
        ("what is detox\nhow much is it", ["what is detox", "how much is it"]),
        ("quiero dejar la heroína y mi hermano necesita narcan", [
            "quiero dejar la heroína", "mi hermano necesita narcan",
        ]),
        ("¿Dónde consigo narcan? ¿Y es gratis?", ["Dónde consigo narcan?", "es gratis?"]),
        ("is it free, and where\u2019s the clinic on St. Botolph st.", [
            "is it free,", "where\u2019s the clinic on St. Botolph st.",
        ]),
    ],
)  # fmt: skip
def test_each_ask_is_a_part_of_its_own(text: str, asks: list[str]) -> None:
    assert [without_lead(part) for part in split_asks(text)] == asks


@for_each(
    "text",
    [
        "i use coke, heroin, and xans and i want to quit",
        "my son and my daughter need help",
        "where can i get narcan and test strips",
        "is there a detox near mass and cass, jamaica plain, or roxbury",
        "I live on St. Botolph St. Where is a clinic",
        "my brother od'd yesterday, hes ok now. what do i do",
        "necesito ayuda con el alcohol y la cocaína",
        "vivo en Dorchester, cerca de Fields Corner, y soy nuevo",
        "",
        "?!",
    ],
)
def test_a_list_a_place_and_what_leads_up_to_an_ask_are_never_cut_off(text: str) -> None:
    assert split_asks(text) == (text,)


@settings(max_examples=50)
@given(st.one_of(any_text(max_size=200), st.lists(WORDS, max_size=8).map(" ".join)))
def test_the_parts_joined_are_the_text(text: str) -> None:
    parts = split_asks(text)

    assert "".join(parts) == text
    assert all(without_lead(part) in part for part in parts)
