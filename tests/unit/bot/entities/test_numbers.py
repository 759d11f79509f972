"""Ages make a minor; years of use and counts do not."""

from __future__ import annotations

import pytest

from bot.entities.numbers import is_about_a_minor, read_ages, read_counts


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("she's 15 where can she get detox", (15,)),
        ("my 16 year old son", (16,)),
        ("mi hija tiene 17 años", (17,)),
        ("pt is 34 yo", (34,)),
        ("I'm 19 and pregnant", (19,)),
        ("10 years clean", ()),
        ("llevo 12 años usando", ()),
        ("i need 2 doses", ()),
        ("is 5 ok", ()),
    ],
)
def test_an_age_is_read_where_it_is_one(text: str, ages: tuple[int, ...]) -> None:
    assert read_ages(text) == ages
    assert is_about_a_minor(text) == any(age < 18 for age in ages)


def test_what_is_counted_is_read_with_its_word() -> None:
    assert read_counts("2 doses and 30 agujas") == ((2, "doses"), (30, "agujas"))
