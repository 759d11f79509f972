"""A text as it was screened at the door, before the database was asked what came before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.safety import Verdict, screen
from conversations.inbound import Inbound


@dataclass(frozen=True, slots=True)
class Screened:
    """What a text was read beside (the texts of this process's memory, oldest first), and the verdict."""

    heard: str
    recent: tuple[str, ...]
    verdict: Verdict

    @classmethod
    def beside(cls, recent: tuple[str, ...], inbound: Inbound) -> Self:
        """Screen a text beside those before it."""
        return cls(inbound.heard, recent, screen(inbound.heard, recent))

    def beside_stored(self, recent: tuple[str, ...]) -> Verdict:
        """Return the verdict beside what the database holds; nothing is screened twice beside the same texts."""
        return self.verdict if recent in ((), self.recent) else screen(self.heard, recent)
