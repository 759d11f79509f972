"""What the screen answers: category, level, and the id of the words to send."""

from __future__ import annotations

from typing import NamedTuple

from bot.compat import StrEnum


class Category(StrEnum):
    """The kind of danger a text speaks of."""

    OVERDOSE_NOW = "overdose_now"
    SUICIDE_RISK = "suicide_risk"
    MEDICAL_EMERGENCY = "medical_emergency"
    VIOLENCE = "violence"
    NONE = "none"


class Level(StrEnum):
    """How fast to act: now, check in, or not at all."""

    EMERGENCY = "emergency"
    CONCERN = "concern"
    NONE = "none"


COPY_IDS: dict[tuple[Category, Level], str] = {
    (Category.OVERDOSE_NOW, Level.EMERGENCY): "danger_overdose",
    (Category.OVERDOSE_NOW, Level.CONCERN): "danger_overdose_concern",
    (Category.SUICIDE_RISK, Level.EMERGENCY): "danger_suicide",
    (Category.SUICIDE_RISK, Level.CONCERN): "danger_suicide_concern",
    (Category.MEDICAL_EMERGENCY, Level.EMERGENCY): "danger_medical",
    (Category.MEDICAL_EMERGENCY, Level.CONCERN): "danger_medical_concern",
    (Category.VIOLENCE, Level.EMERGENCY): "danger_violence",
    (Category.VIOLENCE, Level.CONCERN): "danger_violence_concern",
}


class Verdict(NamedTuple):
    """What one text says about danger, which rule said so, and the normalised words it saw.

    `copy_id` is empty when there is no danger. `matched` holds a person's words: never log it
    (it is left out of the repr).
    """

    # No dataclass, here and in the modules below `screen`: what those import would be a quarter of the time to start.

    category: Category
    level: Level
    rule: str
    matched: str
    copy_id: str

    @property
    def is_danger(self) -> bool:
        """Tell whether the danger words must be sent before anything else."""
        return self.level is not Level.NONE

    def __repr__(self) -> str:
        return f"Verdict({self.category!r}, {self.level!r}, rule={self.rule!r}, copy_id={self.copy_id!r})"


NO_DANGER = Verdict(Category.NONE, Level.NONE, rule="", matched="", copy_id="")
