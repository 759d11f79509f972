"""A table that is one test fails for each of its cases, by name."""

import inspect

import pytest

from tests.fixtures.tables import for_each


def test_every_case_runs_and_each_that_fails_is_named() -> None:
    seen = []

    @for_each(("word", "length"), [("one", 3), ("two", 9), ("three", 5), ("four", 9)])
    def has_length(word: str, length: int) -> None:
        seen.append(word)
        assert len(word) == length

    with pytest.raises(ExceptionGroup, match="2 of 4 cases failed") as failed:
        has_length()

    assert seen == ["one", "two", "three", "four"]
    assert [error.__notes__ for error in failed.value.exceptions] == [
        ["case: {'word': 'two', 'length': 9}"],
        ["case: {'word': 'four', 'length': 9}"],
    ]


def test_two_tables_are_every_pair_and_fixtures_are_still_asked_for() -> None:
    seen = []

    @for_each("one", "ab")
    @for_each("two", (1, 2))
    def pair(one: str, two: int, fixture: str) -> None:
        seen.append((one, two, fixture))

    pair(fixture="given")

    assert list(inspect.signature(pair).parameters) == ["fixture"]
    assert seen == [("a", 1, "given"), ("a", 2, "given"), ("b", 1, "given"), ("b", 2, "given")]


def test_a_table_without_cases_is_refused() -> None:
    with pytest.raises(AssertionError, match="proves nothing"):
        for_each("one", ())
