"""An open danger as a turn sees it, and what a turn makes of it; pure values."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.answer import Message
from bot.compat import StrEnum
from bot.safety import Category, Level, Verdict
from conversations.engine import Choice

#: The least grave first.
CATEGORIES = (
    Category.NONE,
    Category.VIOLENCE,
    Category.MEDICAL_EMERGENCY,
    Category.SUICIDE_RISK,
    Category.OVERDOSE_NOW,
)
LEVELS = (Level.NONE, Level.CONCERN, Level.EMERGENCY)
#: Naloxone takes 2 to 3 minutes to act (copy naloxone_second_dose, FDA label); before that a second dose is too soon.
SECOND_DOSE_AFTER = timedelta(minutes=2)
#: The last step of an overdose: only the question after it is open still.
LAW = "after_overdose_law"


class Dose(StrEnum):
    """Whether naloxone was given, and whether it had its time to act."""

    NONE = "none"
    EARLY = "early"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Episode:
    """One danger of one person, as long as it lasts; `id` None while nothing is stored of it.

    `step` is where somebody beside an overdose stands (the last step said), `said` the last danger words of any kind,
    `asked` the open danger question, `gave_at` when naloxone was given, `ending` why it is over ("" while it is not).
    """

    category: Category
    level: Level
    turns: int = 1
    step: str = ""
    said: str = ""
    asked: str = ""
    gave_at: datetime | None = None
    ending: str = ""
    second_dose_told: bool = False
    id: uuid.UUID | None = None
    opened_by: uuid.UUID | None = None
    last_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Tell whether the overdose is behind them: help came, or they are awake."""
        return self.step == LAW

    @property
    def is_urgent(self) -> bool:
        """Tell whether its words are sent even to a number that opted out (spec: rule 7)."""
        return self.category in {Category.OVERDOSE_NOW, Category.SUICIDE_RISK} and self.level is Level.EMERGENCY

    def dose(self, now: datetime) -> Dose:
        """Tell how far the naloxone is; once we told of the second dose by ourselves, its time has come."""
        if self.gave_at is None:
            return Dose.NONE
        is_late = self.second_dose_told or now - self.gave_at >= SECOND_DOSE_AFTER
        return Dose.LATE if is_late else Dose.EARLY

    def deepened(self, by: Verdict | Episode) -> Episode:
        """Return the episode with the graver of both categories and levels."""
        category = max(self.category, by.category, key=CATEGORIES.index)
        return replace(self, category=category, level=max(self.level, by.level, key=LEVELS.index))


@dataclass(frozen=True, slots=True)
class After:
    """What one turn says after danger, and the episode as it becomes.

    `raises` is set when an answer is danger itself; `choice` is put to the engine; `answers_opening` puts the words
    that opened the episode to it; `settled` when nothing more is asked, so that a request left open is offered again.
    """

    messages: tuple[Message, ...]
    episode: Episode
    raises: Verdict | None = None
    choice: Choice | None = None
    answers_opening: bool = False
    settled: bool = False
