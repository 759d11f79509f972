"""The fallback TwiML on disk: written for an operator to paste at Twilio, and compared with the words of today."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from webhooks.fallback_twiml import stamp_of

FOLDER: Final = "fallback-twiml"
"""Where they are written, under `PORTLINE_VAR`."""


def write(folder: Path, documents: Mapping[str, str]) -> None:
    """Write every document as UTF-8, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents.items():
        draft = folder / f"{name}.draft"
        draft.write_text(document, encoding="utf-8")
        draft.replace(folder / name)


def outdated(folder: Path, documents: Mapping[str, str]) -> list[str]:
    """Name the documents whose words have changed since they were written, or that are missing beside others."""
    if not folder.is_dir():
        return []
    return [name for name, document in documents.items() if _stamp(folder / name) != stamp_of(document)]


def _stamp(file: Path) -> str:
    return stamp_of(file.read_text(encoding="utf-8")) if file.is_file() else ""
