"""What one turn says back: decided as messages, rendered once, stored, and repeated byte for byte when asked again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Blocks = tuple[Mapping[str, Any], ...]
Refs = tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The rendered answer to one inbound message; no blocks means we stay silent, on purpose.

    `id` is the outgoing row's, for delivery receipts; None when the database was down and nothing could be stored.
    """

    blocks: Blocks = ()
    id: uuid.UUID | None = None
    seq: int = 0
    copy_refs: Refs = ()

    @property
    def text(self) -> str:
        """Join the blocks as one SMS reads; empty when silent."""
        return "\n".join(str(block["text"]) for block in self.blocks if block.get("text"))
