"""Cape Verdean Creole, which the detector cannot name, is known by its words, or by the rule that saw danger."""

from __future__ import annotations

import pytest

from bot.copy_store import CopyStore
from bot.language import detect
from bot.safety import screen


@pytest.mark.parametrize(
    "text",
    [
        "nha irmon ka ta rispira",
        "el ka ta korda",
        "N txoma-l, boka sta roxu",
        "Irmon sta na txon, el ka ta responde, djuda",
        "n kre more",
        "maridu ta da-m, n ten medu",
    ],
)
def test_a_text_in_cape_verdean_creole_is_told_by_its_words(text: str) -> None:
    assert detect(text) == "kea"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ele não respira, está roxo, me ajuda", "pt"),
        ("minha filha tomou remédio demais e não acorda", "pt"),
        ("mi hermano esta morado y no respira", "es"),
        ("li pa respire, li pa ka pale", "ht"),
        ("my cousin el wont wake up ma na la", "en"),
    ],
)
def test_words_it_shares_with_its_neighbors_do_not_make_a_text_cape_verdean(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["el ten faka", "el tem konvulson", "n toma dimas"])
def test_where_words_do_not_tell_the_rule_that_saw_danger_does(text: str, copy: CopyStore) -> None:
    verdict = screen(text)

    assert verdict.rule.startswith("kea.")
    assert copy.text(verdict.copy_id, detect(text, rule=verdict.rule)).language == "kea"


def test_a_rule_never_outweighs_words_that_tell() -> None:
    assert detect("unha azul ele não respira me ajuda por favor", rule="kea.roxu") == "pt"


def test_the_rule_of_a_language_the_detector_knows_says_nothing() -> None:
    assert detect("overdose", history="ht", rule="en.overdose") == "ht"
