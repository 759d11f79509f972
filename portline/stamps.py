"""Stamps: a hash of what a step was made from, so that a start repeats only what changed. Standard library only."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from portline.setting_values import ROOT


def hash_of(*texts: str, files: Iterable[Path] = ()) -> str:
    """Return one hash over `texts` and the names and bytes of `files` (of ours); their order does not matter."""
    total = hashlib.sha256("\0".join(texts).encode())
    for file in sorted(files):
        total.update(f"\0{file.relative_to(ROOT)}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def files_under(folder: Path, *patterns: str) -> list[Path]:
    """Return the files under `folder` that match one of `patterns`; none when there is no such folder."""
    return [file for pattern in patterns for file in folder.glob(pattern) if file.is_file()]


def is_current(stamp: Path, value: str) -> bool:
    """Tell whether `stamp` holds `value`."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == value


def put(stamp: Path, value: str) -> None:
    """Write `value`, whole or not at all."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    draft = stamp.with_suffix(".draft")
    draft.write_text(value, encoding="ascii")
    draft.replace(stamp)
