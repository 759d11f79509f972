"""What a model was made from, and a line of progress: shared by the three that are trained here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

#: How a model in git names, in its page of JSON, the inputs it was made from.
MADE_FROM = "made_from"


def fingerprint(paths: Iterable[Path]) -> str:
    """Return 16 hex digits over the names and bytes of files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def made_from(about: Path) -> str:
    """Return the fingerprint a model's page of JSON names, "" where there is no such page."""
    return str(json.loads(about.read_text("utf-8")).get(MADE_FROM, "")) if about.exists() else ""


def say(line: str) -> None:
    """Print one line of progress at once."""
    print(line, flush=True)  # noqa: T201 - a command speaks on its standard output
