"""The words and the training texts themselves, held to their rules."""

from __future__ import annotations

from tests.unit.copy.conftest import store, written

__all__ = ["store", "written"]
