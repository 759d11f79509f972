"""Search files for private words in every way they could have been written down."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

from bot.keywords import plain


def spellings(word: str) -> set[str]:
    """Return a word as it may stand in a text: as given, folded, escaped, backwards, a number in groups."""
    said = {way(each) for each in (word, plain(word), *_grouped(word)) for way in (str, str.lower, str.upper)}
    escaped = {way(each) for each in said for way in (quote, quote_plus, _json, ascii)}
    return said | {each.strip("'\"") for each in escaped} | {each[::-1] for each in said}


def encodings(word: str) -> set[bytes]:
    """Return every byte string that gives a word away."""
    raw = {spelt.encode(codec) for spelt in spellings(word) for codec in ("utf-8", "utf-16-le", "utf-16-be")}
    return raw | {way for each in raw for way in (*_hex(each), *_base64(each))}


def found_in(paths: Iterable[Path], words: Iterable[str]) -> list[str]:
    """Return "file: number of the word" for each word that can be read in a file."""
    needles = [(number, needle) for number, word in enumerate(words) for needle in encodings(word)]
    return [f"{path}: word {number}" for path in paths for number in _numbers_in(path.read_bytes(), needles)]


def files_under(*folders: Path) -> list[Path]:
    """Return all files under `folders`; symbolic links (the shared models) are not followed."""
    return [path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def _numbers_in(data: bytes, needles: list[tuple[int, bytes]]) -> list[int]:
    return sorted({number for number, needle in needles if needle in data})


def _grouped(word: str) -> Iterator[str]:
    digits = word.removeprefix("+1")
    if len(digits) == 10 and digits.isdigit():
        area, exchange, line = digits[:3], digits[3:6], digits[6:]
        yield from (digits, f"{area} {exchange} {line}", f"{area}-{exchange}-{line}", f"({area}) {exchange}-{line}")


def _json(text: str) -> str:
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in text)


def _hex(raw: bytes) -> tuple[bytes, bytes]:
    return raw.hex().encode(), raw.hex().upper().encode()


def _base64(raw: bytes) -> Iterator[bytes]:
    """Yield the part of a base64 text that `raw` decides, at each of the three places it can start."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw)
        decided = whole[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]
        yield from {decided, decided.replace(b"+", b"-").replace(b"/", b"_")}
