"""Readers of single settings: text in, value out, ValueError with what was expected."""

import base64
import binascii
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

ROOT: Final = Path(__file__).resolve().parents[1]

Stage = Literal["demo", "live"]
LogFormat = Literal["console", "json"]

_FERNET_KEY_BYTES: Final = 32
_SECRET_CHARACTERS_MIN: Final = 32
_E164: Final = re.compile(r"\+[1-9]\d{6,14}")


def read_text(text: str) -> str:
    """Return `text` as given."""
    return text


def read_stage(text: str) -> Stage:
    """Return the stage; ValueError unless it is demo or live."""
    if text == "demo":
        return "demo"
    if text == "live":
        return "live"
    raise ValueError("demo or live")


def read_log_format(text: str) -> LogFormat:
    """Return the log format; ValueError unless it is console or json."""
    if text == "console":
        return "console"
    if text == "json":
        return "json"
    raise ValueError("console or json")


def read_switch(text: str) -> bool:
    """Return whether something is on; ValueError unless it is on or off."""
    if text in {"on", "off"}:
        return text == "on"
    raise ValueError("on or off")


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(text: str) -> int:
        """Return the number; ValueError when it is none or out of range."""
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return read


def seconds(low: float, high: float) -> Callable[[str], float]:
    """Return a reader of seconds from `low` to `high`."""

    def read(text: str) -> float:
        """Return the seconds; ValueError when they are none or out of range."""
        if not re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII) or not low <= float(text) <= high:
            raise ValueError(f"seconds from {low:g} to {high:g}")
        return float(text)

    return read


def read_path(text: str) -> Path:
    """Return an absolute path; a relative one is taken from the project's folder."""
    return (ROOT / Path(text).expanduser()).resolve()


def read_public_url(text: str) -> str:
    """Return an http(s) URL without a trailing slash; ValueError when it has no host, or a query or fragment."""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("a URL such as https://sms.example.org")
    return text.rstrip("/")


def read_database_url(text: str) -> str:
    """Return the database URL; ValueError unless it is SQLite or PostgreSQL."""
    if not re.match(r"(sqlite|postgresql)(\+\w+)?://", text):
        raise ValueError("a URL that starts with sqlite:// or postgresql://")
    return text


def read_fernet_keys(text: str) -> tuple[str, ...]:
    """Return Fernet keys, newest first, from a comma-separated list; ValueError when one is not such a key."""
    keys = tuple(key.strip() for key in text.split(",") if key.strip())
    if not keys or not all(_is_fernet_key(key) for key in keys):
        raise ValueError("Fernet keys (32 bytes in URL-safe base64), newest first, separated by commas")
    return keys


def read_key(text: str) -> str:
    """Return one key of 256 bits; ValueError for other forms."""
    if not _is_fernet_key(text):
        raise ValueError("32 bytes in URL-safe base64")
    return text


def read_secret(text: str) -> str:
    """Return a long random secret; ValueError when it is shorter than 32 characters."""
    if len(text) < _SECRET_CHARACTERS_MIN:
        raise ValueError(f"at least {_SECRET_CHARACTERS_MIN} characters")
    return text


def read_sender_number(text: str) -> str:
    """Return a number in E.164, or nothing; ValueError for other forms."""
    if text and not _E164.fullmatch(text):
        raise ValueError("a number such as +16175550100")
    return text


def _is_fernet_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == _FERNET_KEY_BYTES
    except binascii.Error:
        return False
