from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gsm7 import BASIC, EXTENDED, is_gsm7, sms_segments, split_segments, units
from tests.fixtures.any_text import any_text

GSM7_TEXT = st.text(alphabet=sorted(BASIC | EXTENDED), max_size=700)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("é" * 160, 1),
        ("á" * 70, 1),
        ("á" * 71, 2),
        ("á" * 134, 2),
        ("á" * 135, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("\N{FACE WITH TEARS OF JOY}" * 35, 1),
        ("\N{FACE WITH TEARS OF JOY}" * 36, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # the euro's two septets may not straddle a border
    ],
    ids=str,
)
def test_a_text_costs_what_the_network_charges(text: str, segments: int) -> None:
    assert sms_segments(text) == segments


def test_the_basic_table_has_its_127_characters() -> None:
    assert len(BASIC) == 127  # 128 codes, less the escape to the extension table


@settings(max_examples=50)
@given(st.one_of(any_text(max_size=500), GSM7_TEXT))
def test_segments_put_together_are_the_text_and_none_is_too_long(text: str) -> None:
    segments = split_segments(text)
    size = (160 if is_gsm7(text) else 70) if len(segments) == 1 else (153 if is_gsm7(text) else 67)

    assert "".join(segments) == text
    assert all(units(segment) <= size for segment in segments if is_gsm7(segment) == is_gsm7(text))
