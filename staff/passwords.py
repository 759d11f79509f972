"""Passwords: what is accepted, and how it is kept (argon2id)."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LENGTH_MIN = 12
#: Longer ones cost time to hash and add nothing.
LENGTH_MAX = 256
_FEWEST_CHARACTERS = 5

#: Long enough for the rule, and still the first ones anybody tries.
COMMON = frozenset(
    {
        "123456789012",
        "1234567890123",
        "12345678901234",
        "1qaz2wsx3edc",
        "1q2w3e4r5t6y",
        "abcdefghijkl",
        "administrator",
        "administrator1",
        "changeme1234",
        "changemenow1",
        "iloveyou1234",
        "letmein12345",
        "password1234",
        "password12345",
        "password123456",
        "passwordpassword",
        "qwerty123456",
        "qwertyuiop12",
        "qwertyuiop123",
        "qwertyuiopas",
        "welcome12345",
        "bostonboston",
        "redsoxredsox",
        "portlineportline",
    }
)

#: OWASP's argon2id minimum (19 MiB, 2 passes, 1 lane): on SQLite a sign-in holds the write lock while it hashes,
#: and a turn in danger must not wait for it; guessing is slowed by the lock-out.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class WeakPasswordError(ValueError):
    """The password is too short, too long, too common, or too much like the name; it is not repeated here."""


def check_password(password: str, username: str) -> None:
    """Accept a password, or raise WeakPasswordError saying which rule it breaks."""
    lowered = password.lower()
    broken = {
        f"use at least {LENGTH_MIN} characters": len(password) < LENGTH_MIN,
        f"use at most {LENGTH_MAX} characters": len(password) > LENGTH_MAX,
        "this one is tried first by everyone": lowered in COMMON or len(set(lowered)) < _FEWEST_CHARACTERS,
        "leave your username out of it": username.lower() in lowered,
    }
    for rule, is_broken in broken.items():
        if is_broken:
            raise WeakPasswordError(rule)


def hash_password(password: str) -> str:
    """Hash a password with a fresh salt."""
    return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Tell whether the password fits; without a hash the same work is done, so that the time tells nothing."""
    try:
        fits = _hasher.verify(password_hash or _nobodys_hash(), password[:LENGTH_MAX])
    except (VerificationError, InvalidHashError):
        return False
    return fits and password_hash is not None


def needs_new_hash(password_hash: str) -> bool:
    """Tell whether the hash was made with weaker parameters than we use now."""
    return _hasher.check_needs_rehash(password_hash)


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
