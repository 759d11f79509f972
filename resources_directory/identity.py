"""Stable ids: the same source record has the same id on every machine and after every import."""

from __future__ import annotations

import uuid

_NAMESPACE = uuid.UUID("6f1f0a3e-7f0b-4c0e-9a52-2f9be1d3c8a4")


def stable_id(kind: str, *key: str) -> uuid.UUID:
    """Return the id of the record of `kind` that `key` names in the source files."""
    return uuid.uuid5(_NAMESPACE, "\x1f".join((kind, *key)))
