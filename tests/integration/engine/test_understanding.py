"""The trained engine reads texts it has never seen as well as issue 4 asks; docs/understanding.md has the figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.understanding.measure import Measured, Read, as_reads
from tests.understanding.unseen import LANGUAGES, read_unseen

#: Of texts that ask one thing, how many may be cut in two.
CUT = 0.02
OTHERS = frozenset(LANGUAGES) - {"en", "es"}


@pytest.fixture(scope="module")
def reads(understood: Mapping[str, Mapping[str, Any]]) -> list[Read]:
    texts = read_unseen()
    return as_reads(texts, [understood[text.words] for text in texts])


def test_what_it_answers_is_right_and_the_rest_is_offered(reads: list[Read]) -> None:
    for languages, right, right_or_offered in (({"en"}, 0.95, 0.93), ({"es"}, 0.95, 0.90), (OTHERS, 0.90, 0.80)):
        found = Measured.of([read for read in reads if read.text.language in languages])

        assert found.direct.value >= 0.75, languages
        assert found.right_of_direct.value >= right, languages
        assert found.right_or_offered.value >= right_or_offered, languages


def test_hardly_any_text_is_cut_in_two_and_none_loses_its_answer(reads: list[Read]) -> None:
    cut = [read for read in reads if len(read.asks) > 1]

    assert len(cut) <= CUT * len(reads)
    assert [read.asks for read in cut if not any(map(read.text.is_answered_by, read.asks))] == []


def test_it_seldom_gives_a_wrong_medical_answer_and_knows_how_sure_it_is(reads: list[Read]) -> None:
    found = Measured.of(reads)

    assert found.medical_wrong.value <= 0.01
    assert found.calibration_error <= 0.05


def test_what_is_not_ours_is_refused_and_what_is_ours_is_not(reads: list[Read]) -> None:
    found = Measured.of(reads)

    assert found.outside_refused.value >= 0.9
    assert found.ours_refused.value <= 0.03
