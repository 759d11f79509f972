"""Texts that arrived while the database was down: one encrypted file each, replayed once it is back.

A file is written whole or not at all (write aside, sync, rename), and removed only after its replay is committed;
replaying twice is harmless, because a message is remembered once.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from conversations.inbound import Inbound
from storage.keys import UnreadableTokenError, current

_SUFFIX = ".spooled"


@dataclass(frozen=True, slots=True)
class Spooled:
    """One text as it came, the copy it was answered with, and when; `language` and `reply_id` are of that answer."""

    inbound: Inbound
    said_copy_id: str
    at: datetime
    language: str = ""
    reply_id: uuid.UUID | None = None


class Spool:
    """A folder of encrypted files, `var/spool`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, spooled: Spooled) -> None:
        """Write one text to disk, durably."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{spooled.at.timestamp():.6f}-{uuid.uuid4()}{_SUFFIX}"
        aside = path.with_suffix(".part")
        with aside.open("wb") as file:
            file.write(current().encrypt(json.dumps(_record(spooled)).encode()))
            file.flush()
            os.fsync(file.fileno())
        aside.rename(path)

    def waiting(self) -> Iterator[tuple[Path, Spooled]]:
        """Yield what waits, oldest first; a file no key of ours reads stays where it is."""
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")) if self._folder.is_dir() else ():
            spooled = _read(path)
            if spooled is not None:
                yield path, spooled

    def forget(self, path: Path) -> None:
        """Remove a text whose replay is committed."""
        path.unlink(missing_ok=True)


def _record(spooled: Spooled) -> dict[str, Any]:
    return {
        "inbound": asdict(spooled.inbound),
        "said": spooled.said_copy_id,
        "at": spooled.at.isoformat(),
        "language": spooled.language,
        "reply_id": str(spooled.reply_id) if spooled.reply_id else "",
    }


def _read(path: Path) -> Spooled | None:
    try:
        record = json.loads(current().decrypt(path.read_bytes()))
    except (UnreadableTokenError, ValueError, OSError):
        return None
    return Spooled(
        Inbound(**record["inbound"]),
        record["said"],
        datetime.fromisoformat(record["at"]),
        record.get("language", ""),  # not in a file that an older version of us wrote, nor is the id
        uuid.UUID(record["reply_id"]) if record.get("reply_id") else None,
    )
