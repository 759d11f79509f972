"""Danger waits for the database only so long."""

from __future__ import annotations

import threading
import time

import pytest

from conversations.hurry import Hurry, TooSlowError


@pytest.fixture
def stuck() -> threading.Event:
    return threading.Event()


def test_work_that_ends_in_time_gives_its_result_and_its_errors() -> None:
    hurry = Hurry(limit_s=5)

    assert hurry.do(lambda: 1) == 1
    with pytest.raises(ZeroDivisionError):
        hurry.do(lambda: 1 // 0)


def test_work_that_hangs_is_left_to_itself_and_what_it_does_later_counts(stuck: threading.Event) -> None:
    hurry, done = Hurry(limit_s=0.1), threading.Event()

    def hang() -> None:
        stuck.wait(10)
        done.set()

    with pytest.raises(TooSlowError):
        hurry.do(hang)
    stuck.set()

    assert done.wait(5)


def test_with_every_place_taken_by_work_that_hangs_the_next_waits_no_longer_than_any(stuck: threading.Event) -> None:
    hurry = Hurry(limit_s=0.1, at_once=2)
    for _ in range(2):
        with pytest.raises(TooSlowError):
            hurry.do(lambda: stuck.wait(10))

    started = time.monotonic()
    with pytest.raises(TooSlowError):
        hurry.do(lambda: 1)
    assert time.monotonic() - started < 2
    stuck.set()


def test_a_place_is_free_again_when_its_work_ends() -> None:
    hurry = Hurry(limit_s=5, at_once=1)

    assert [hurry.do(lambda n=n: n) for n in range(5)] == [0, 1, 2, 3, 4]  # type: ignore[misc]
