"""Signatures of the console written into the copy files, so that a review in git sees them and a new house has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.copy_store import COPY_DIRECTORY, CopyStore
from words import yaml_files
from words.models import SignOff


def keep(signed: Mapping[tuple[str, str], SignOff], directory: Path = COPY_DIRECTORY) -> int:
    """Write each signature that still holds and is not in its file yet; returns how many were written."""
    written = 0
    for entry in CopyStore.load(directory).entries:
        row = signed.get((entry.id, entry.language))
        if row is None or row.fingerprint != entry.fingerprint or entry.review.hash == row.fingerprint:
            continue
        path = directory / entry.language / f"{entry.room}.yml"
        document = yaml_files.read(path)
        review = document["texts"][entry.id].setdefault("review", {})
        review.update({"state": "reviewed", "by": row.name, "on": row.at.date().isoformat(), "hash": row.fingerprint})
        review.pop("note", None)
        yaml_files.write(path, document)
        written += 1
    return written
