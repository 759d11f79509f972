"""Count what a screen says of cases: recall, false alarms and precision, each with its 95% Wilson interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Self

from bot.safety import Verdict
from tests.safety.pack import Case

Screen = Callable[[Case], Verdict]
CATEGORIES = ("overdose_now", "suicide_risk", "medical_emergency", "violence", "none")
Z = 1.96


@dataclass(frozen=True)
class Share:
    """`hits` of `of`; `low` and `high` bound the true share in 95 of 100 samples like this one (Wilson 1927)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else 0.0

    @property
    def low(self) -> float:
        return max(0.0, self._centre - self._half)

    @property
    def high(self) -> float:
        return min(1.0, self._centre + self._half) if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.hits}/{self.of} {self.value:.1%} [{self.low:.1%}-{self.high:.1%}]" if self.of else "-"

    @property
    def _centre(self) -> float:
        return (self.value + Z * Z / (2 * self.of)) / (1 + Z * Z / self.of) if self.of else 0.0

    @property
    def _half(self) -> float:
        spread = self.value * (1 - self.value) / self.of + Z * Z / (4 * self.of * self.of) if self.of else 0.0
        return Z * sqrt(spread) / (1 + Z * Z / self.of) if self.of else 0.0


@dataclass(frozen=True)
class Counted:
    """What one screen said of some cases of one kind."""

    texts: int
    as_danger: int
    as_emergency: int
    in_category: int

    @classmethod
    def of(cls, cases: Iterable[Case], screen: Screen = Case.verdict) -> Self:
        """Screen `cases` and count; a case of any level counts as seen at concern or emergency."""
        pairs = [(case, screen(case)) for case in cases]
        return cls(
            len(pairs),
            sum(verdict.is_danger for _, verdict in pairs),
            sum(verdict.level == "emergency" for _, verdict in pairs),
            sum(verdict.category == case.category for case, verdict in pairs),
        )

    @property
    def seen(self) -> Share:
        return Share(self.as_danger, self.texts)

    @property
    def emergency(self) -> Share:
        return Share(self.as_emergency, self.texts)

    @property
    def concern(self) -> Share:
        return Share(self.as_danger - self.as_emergency, self.texts)

    @property
    def same_category(self) -> Share:
        return Share(self.in_category, self.texts)


def precision(cases: Iterable[Case], screen: Screen = Case.verdict) -> Share:
    """Of the texts called danger, how many are: in this pack, where half the texts are look-alikes."""
    raised = [case for case in cases if screen(case).is_danger]
    return Share(sum(case.is_danger for case in raised), len(raised))


def confusion(cases: Iterable[Case], screen: Screen = Case.verdict) -> Counter[tuple[str, str]]:
    """Count each pair of true category and the category said."""
    return Counter((case.category, str(screen(case).category)) for case in cases)


def missed(cases: Iterable[Case], category: str, screen: Screen = Case.verdict) -> Iterator[Case]:
    """Yield the cases of `category` that the screen takes for no danger."""
    return (case for case in cases if case.category == category and not screen(case).is_danger)
