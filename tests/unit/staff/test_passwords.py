"""Which passwords are taken, how guessing slows down, and that a hash tells nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from staff.lockout import wait_after
from staff.passwords import (
    COMMON,
    LENGTH_MIN,
    WeakPasswordError,
    check_password,
    hash_password,
    matches,
    needs_new_hash,
)

GOOD = "nine red boats drift"


def test_a_long_phrase_is_taken() -> None:
    check_password(GOOD, "ann")


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        pytest.param("Short-1!", "at least 12", id="too short"),
        pytest.param("x1y2z3" * 50, "at most 256", id="too long"),
        pytest.param("Password1234", "first by everyone", id="common, in capitals too"),
        pytest.param("abababababab", "first by everyone", id="two letters over and over"),
        pytest.param("my-Ann-2026-pass", "username", id="holds the name"),
    ],
)
def test_a_weak_password_is_refused_with_the_rule_and_not_repeated(password: str, rule: str) -> None:
    with pytest.raises(WeakPasswordError, match=rule) as refusal:
        check_password(password, "ann")

    assert password not in str(refusal.value)


def test_the_common_list_holds_only_what_the_length_rule_lets_through() -> None:
    assert all(len(password) >= LENGTH_MIN and password == password.lower() for password in COMMON)


def test_a_hash_fits_its_password_only() -> None:
    hashed = hash_password(GOOD)

    assert [matches(hashed, GOOD), matches(hashed, GOOD + "!"), matches(None, GOOD), matches("junk", GOOD)] == [
        True,
        False,
        False,
        False,
    ]


def test_an_unknown_name_costs_the_same_work_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002 (argon2's own name)
            verified.append(str(hash).rsplit("$", 2)[0])
            return super().verify(hash, password)

    known = hash_password(GOOD)
    monkeypatch.setattr("staff.passwords._hasher", Counting())
    for password_hash in (known, None):
        matches(password_hash, "not it at all")

    assert verified == [known.rsplit("$", 2)[0]] * 2


def test_the_password_of_nobody_opens_nothing() -> None:
    assert not matches(None, "nobody has this password")


def test_a_weaker_hash_asks_to_be_renewed() -> None:
    assert needs_new_hash(PasswordHasher(time_cost=1, memory_cost=64).hash(GOOD))
    assert not needs_new_hash(hash_password(GOOD))


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (11, 60), (12, 60), (10_000, 60)]
)
def test_waiting_grows_after_the_fifth_failure_up_to_an_hour(failures: int, minutes: int) -> None:
    assert wait_after(failures) == timedelta(minutes=minutes)
