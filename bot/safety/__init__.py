"""Danger recognised in a text: pure, standard library only, the same with everything else down."""

from __future__ import annotations

from bot.safety.screening import screen
from bot.safety.verdict import NO_DANGER, Category, Level, Verdict

__all__ = ["NO_DANGER", "Category", "Level", "Verdict", "screen"]
