"""The script of Chinese, told by the characters that only one of the two national sets holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chinese import in_script, script_of, without_script
from bot.copy_store import CopyStore
from tests.fixtures.any_text import any_text


@pytest.mark.parametrize(
    ("text", "script"),
    [("他没有呼吸了", "zh-Hans"), ("他沒有呼吸了", "zh-Hant"), ("你好", None), ("我在 Roxbury", None), ("", None),
     ("救命", None), ("請講廣東話", "zh-Hant"), ("繁体中文", "zh-Hant"), ("簡體中文", "zh-Hans")],
)  # fmt: skip
def test_the_script_is_told_where_the_characters_tell_it(text: str, script: str | None) -> None:
    assert script_of(text) == script


def test_every_longer_text_of_ours_is_told_right(copy: CopyStore) -> None:
    ours = [entry for entry in copy.entries if entry.language.startswith("zh-") and len(entry.sms) > 12]
    wrong = [f"{e.language}/{e.id}" for e in ours if script_of(e.sms) not in {e.language, None}]

    assert len(ours) > 300
    assert wrong == []


@settings(max_examples=50)
@given(any_text(max_size=500), st.sampled_from(["", "en", "zh", "zh-Hans", "zh-Hant"]))
def test_only_chinese_has_a_script(text: str, before: str) -> None:
    assert in_script("vi", text, before) == "vi"
    assert without_script(in_script("zh", text, before)) == "zh"
