"""Haitian Creole, which the detector cannot tell, is known by its own words."""

from __future__ import annotations

import pytest

from bot.language import detect


@pytest.mark.parametrize(
    "text",
    [
        "frè m pa respire li ble epi li pa reveye",
        "li pa respire",
        "zanmi m pran twop li pa reveye",
        "mwen vle mouri",
        "tanpri ede m",
    ],
)
def test_a_text_in_creole_is_told_by_its_words(text: str) -> None:
    assert detect(text) == "ht"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my papa is on the floor and not breathing", "en"),
        ("la casa de papa se quema", "es"),
        ("mi papa no respira", "es"),
        ("ou est la pharmacie la plus proche", "fr"),
    ],
)
def test_words_creole_shares_with_others_do_not_make_a_text_creole(text: str, language: str) -> None:
    assert detect(text) == language
