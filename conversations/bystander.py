"""The steps for somebody beside an overdose, one text at a time: a table read from the top.

The first row that fits, and does not say what was just said, is the next step.  911 first, then naloxone, breaths, and
a second dose after 2 to 3 minutes (copy overdose_steps and its sources).  Words are in copy room `danger_steps`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from bot.safety.signs import Sign
from conversations.episode import LAW, Dose

Signs = frozenset[Sign]

CARD, CONCERN = "danger_overdose", "danger_overdose_concern"
GAVE_FIRST, AWAKE, ONESELF = "danger_overdose_given", "danger_overdose_awake", "danger_overdose_self"
CALL, NALOXONE, SHOT = "bystander_call", "bystander_naloxone", "bystander_shot"
BREATHS, BREATHS_ONLY, KEEP_ON = "bystander_breaths", "bystander_breaths_only", "bystander_keep_on"
SECOND_DOSE, SIDE = "bystander_second_dose", "bystander_side"
DIED = "after_overdose_died"

#: Said while naloxone is at hand: OK to one of these means that it was given.
GIVING = frozenset({NALOXONE, SHOT})
#: Steps that ask for naloxone, so that a plain "no" means that there is none.
NALOXONE_ASKED = GIVING | {CALL}
#: What makes a text that is not danger a report from beside an overdose.
HEARD = frozenset(set(Sign) - {Sign.NO, Sign.ONESELF, Sign.SOMEONE})
_BACK = frozenset({SIDE, AWAKE})
_HAS = frozenset({Sign.HAS_SPRAY, Sign.HAS_SHOT})
_GIVEN = frozenset({Dose.EARLY, Dose.LATE})
_LATE = frozenset({Dose.LATE})


class Beside(NamedTuple):
    """Where somebody beside an overdose stands: their step, what they were told last, the naloxone, a new cry."""

    step: str
    said: str
    dose: Dose
    is_danger: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `say` when any of `signs` is heard at one of the steps `at`; an empty set stands for any."""

    say: str
    signs: Signs = frozenset()
    at: frozenset[str] = frozenset()
    dose: frozenset[Dose] = frozenset()
    unless: Signs = frozenset()
    stays: bool = False
    """Whether they stay at the step they were at."""

    def fits(self, signs: Signs, beside: Beside) -> bool:
        """Tell whether this is the next step; never the text that was just said."""
        return (
            self.say != beside.said
            and (not self.signs or bool(self.signs & signs))
            and (not self.at or beside.step in self.at)
            and (not self.dose or beside.dose in self.dose)
            and not self.unless & signs
        )

    def notes_gave(self, signs: Signs, step: str) -> bool:
        """Tell whether this step means that naloxone was given."""
        return Sign.GAVE in signs or (Sign.OK in signs and step in GIVING and self.say == BREATHS)


def _row(say: str, *signs: Sign, at: frozenset[str] | set[str] = frozenset(), **more: object) -> Row:
    return Row(say, frozenset(signs), frozenset(at), **more)  # type: ignore[arg-type]  # `more` is Row's own fields


_NOT_BACK = frozenset({Sign.NOT_BACK})
STEPS: tuple[Row, ...] = (
    # it is over
    _row(DIED, Sign.DIED),
    _row(LAW, Sign.HELP_HERE, Sign.OVER),
    _row(LAW, Sign.OK, at={AWAKE}),
    # the person writes of themselves, with nobody there
    _row(ONESELF, at={ONESELF}, unless=frozenset({Sign.SOMEONE, Sign.GAVE})),
    _row(CALL, at={ONESELF}, unless=frozenset({Sign.SOMEONE, Sign.GAVE}), stays=True),
    # they are back: nobody is told to breathe for somebody who breathes
    _row(AWAKE, Sign.AWAKE),
    _row(SIDE, Sign.AWAKE, Sign.BREATHING),
    _row(AWAKE, Sign.BREATHING),
    _row(AWAKE, at={SIDE}, unless=_NOT_BACK),
    _row(SIDE, at={AWAKE}, unless=_NOT_BACK),
    # naloxone was given and does not act
    _row(SECOND_DOSE, Sign.NOT_BACK, *_HAS, dose=_LATE),
    _row(KEEP_ON, Sign.NOT_BACK, *_HAS, dose=_GIVEN),
    _row(BREATHS, Sign.NOT_BACK, *_HAS, dose=_GIVEN),
    _row(BREATHS, Sign.GAVE),
    _row(KEEP_ON, Sign.GAVE),
    # what is at hand
    _row(SHOT, Sign.HAS_SHOT),
    _row(BREATHS_ONLY, Sign.HAS_NONE),
    _row(BREATHS_ONLY, Sign.NO, at=NALOXONE_ASKED),
    _row(NALOXONE, Sign.HAS_SPRAY),
    # one after the other
    _row(NALOXONE, at=_BACK),
    _row(CALL, at={"", CARD, CONCERN, ONESELF, LAW}),
    _row(NALOXONE, at={CALL}),
    _row(BREATHS, at=GIVING | {GAVE_FIRST}),
    _row(SECOND_DOSE, at={BREATHS, BREATHS_ONLY, KEEP_ON}, dose=_LATE),
    _row(KEEP_ON, at={BREATHS, BREATHS_ONLY, SECOND_DOSE}),
    _row(BREATHS),
    _row(KEEP_ON),
)


def next_step(signs: Signs, beside: Beside) -> Row:
    """Return the next step; there is always one, and it never says what was just said."""
    heard = _heard(signs, beside)
    return next(row for row in STEPS if row.fits(heard, beside))


def _heard(signs: Signs, beside: Beside) -> Signs:
    """Leave out what a cry for help contradicts; whoever cries again once they were back says they are not."""
    is_again = beside.is_danger and not signs & {Sign.AWAKE, Sign.BREATHING}
    signs = signs | {Sign.NOT_BACK} if is_again else signs
    if beside.is_danger:
        signs -= {Sign.OVER, Sign.HELP_HERE, Sign.DIED}
    return signs - {Sign.AWAKE, Sign.BREATHING, Sign.OVER, Sign.HELP_HERE} if Sign.NOT_BACK in signs else signs
