"""The table of steps beside an overdose, row by row, and what holds for all of it."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from bot.safety.signs import Sign
from conversations.bystander import (
    AWAKE,
    BREATHS,
    BREATHS_ONLY,
    CALL,
    CARD,
    CONCERN,
    DIED,
    GAVE_FIRST,
    KEEP_ON,
    NALOXONE,
    ONESELF,
    SECOND_DOSE,
    SHOT,
    SIDE,
    STEPS,
    Beside,
    next_step,
)
from conversations.episode import LAW, Dose
from tests.fixtures.tables import for_each

PLACES = ("", CARD, CONCERN, *dict.fromkeys(row.say for row in STEPS if row.say != DIED), GAVE_FIRST)
EARLY, LATE, NONE = Dose.EARLY, Dose.LATE, Dose.NONE


def step(at: str, *signs: Sign, said: str = "", dose: Dose = NONE, danger: bool = False) -> str:
    return next_step(frozenset(signs), Beside(at, said or at, dose, danger)).say


@for_each(
    ("at", "sign", "dose", "say"),
    [
        (CARD, Sign.OK, NONE, CALL),
        (CARD, Sign.HOW, NONE, CALL),
        (CONCERN, Sign.OK, NONE, CALL),
        (CARD, Sign.HAS_SPRAY, NONE, NALOXONE),
        (CARD, Sign.HAS_SHOT, NONE, SHOT),
        (CARD, Sign.HAS_NONE, NONE, BREATHS_ONLY),
        (CARD, Sign.GAVE, NONE, BREATHS),
        (CALL, Sign.OK, NONE, NALOXONE),
        (CALL, Sign.NO, NONE, BREATHS_ONLY),
        (CALL, Sign.HAS_SHOT, NONE, SHOT),
        (CALL, Sign.HAS_NONE, NONE, BREATHS_ONLY),
        (NALOXONE, Sign.OK, NONE, BREATHS),
        (NALOXONE, Sign.HOW, NONE, BREATHS),
        (NALOXONE, Sign.GAVE, NONE, BREATHS),
        (NALOXONE, Sign.NO, NONE, BREATHS_ONLY),
        (NALOXONE, Sign.HAS_SHOT, NONE, SHOT),
        (SHOT, Sign.OK, NONE, BREATHS),
        (GAVE_FIRST, Sign.OK, EARLY, BREATHS),
        (BREATHS, Sign.OK, EARLY, KEEP_ON),
        (BREATHS, Sign.OK, LATE, SECOND_DOSE),
        (BREATHS, Sign.NOT_BACK, EARLY, KEEP_ON),
        (BREATHS, Sign.NOT_BACK, LATE, SECOND_DOSE),
        (BREATHS, Sign.HAS_SPRAY, LATE, SECOND_DOSE),
        (BREATHS, Sign.BREATHING, EARLY, SIDE),
        (BREATHS, Sign.AWAKE, EARLY, AWAKE),
        (BREATHS_ONLY, Sign.OK, NONE, KEEP_ON),
        (BREATHS_ONLY, Sign.HAS_SPRAY, NONE, NALOXONE),
        (KEEP_ON, Sign.NOT_BACK, EARLY, BREATHS),
        (KEEP_ON, Sign.NOT_BACK, LATE, SECOND_DOSE),
        (KEEP_ON, Sign.OK, NONE, BREATHS),
        (SECOND_DOSE, Sign.OK, LATE, KEEP_ON),
        (SECOND_DOSE, Sign.NOT_BACK, LATE, KEEP_ON),
        (SECOND_DOSE, Sign.GAVE, LATE, BREATHS),
        (SIDE, Sign.OK, LATE, AWAKE),
        (SIDE, Sign.NOT_BACK, LATE, SECOND_DOSE),
        (SIDE, Sign.NOT_BACK, NONE, NALOXONE),
        (AWAKE, Sign.OK, LATE, LAW),
        (AWAKE, Sign.HOW, LATE, SIDE),
        (AWAKE, Sign.NOT_BACK, EARLY, KEEP_ON),
        (BREATHS, Sign.HELP_HERE, EARLY, LAW),
        (CALL, Sign.OVER, NONE, LAW),
        (BREATHS, Sign.DIED, LATE, DIED),
        (LAW, Sign.NOT_BACK, NONE, CALL),
        (LAW, Sign.NOT_BACK, LATE, SECOND_DOSE),
        (ONESELF, Sign.OK, NONE, CALL),
        (ONESELF, Sign.AWAKE, NONE, CALL),
        (ONESELF, Sign.OVER, NONE, LAW),
    ],
)
def test_each_step_leads_to_the_next(at: str, sign: Sign, dose: Dose, say: str) -> None:
    assert step(at, sign, dose=dose) == say


def test_who_is_alone_hears_of_themselves_and_of_911_in_turn_until_somebody_is_there() -> None:
    assert step(ONESELF, Sign.OK, said=CALL) == ONESELF
    assert step(ONESELF, Sign.OK, said=ONESELF) == CALL
    assert next(row for row in STEPS if row.say == CALL and row.at == {ONESELF}).stays
    assert step(ONESELF, Sign.SOMEONE, Sign.HAS_SPRAY) == NALOXONE


@pytest.mark.parametrize("sign", [Sign.HELP_HERE, Sign.OVER, Sign.DIED])
def test_a_cry_for_help_is_never_taken_as_the_end(sign: Sign) -> None:
    assert step(BREATHS, sign, danger=True) not in {LAW, DIED}


def test_not_breathing_outweighs_breathing() -> None:
    assert step(BREATHS, Sign.BREATHING, Sign.NOT_BACK, dose=EARLY) == KEEP_ON


def test_a_new_cry_after_they_were_back_begins_with_naloxone_again() -> None:
    assert step(AWAKE, Sign.SOMEONE, danger=True) == NALOXONE
    assert step(AWAKE, Sign.SOMEONE, danger=True, dose=LATE) == SECOND_DOSE


def test_wherever_they_stand_there_is_a_next_step_and_never_the_same_text_twice() -> None:
    heard = [frozenset(pair) for pair in combinations(Sign, 2)] + [frozenset({sign}) for sign in Sign] + [frozenset()]
    for at, dose, danger in product(PLACES, Dose, (True, False)):
        for signs in heard:
            said = next_step(signs, Beside(at, at, dose, danger)).say
            assert said != at
            assert next_step(signs, Beside(at, said, dose, danger)).say != said


def test_nobody_is_told_to_breathe_for_somebody_who_breathes_or_to_give_a_second_dose_before_its_time() -> None:
    for at, said, dose in product(PLACES, PLACES, Dose):
        for sign in (Sign.AWAKE, Sign.BREATHING):
            assert next_step(frozenset({sign}), Beside(at, said, dose, False)).say in {AWAKE, SIDE, CALL, ONESELF}
        for sign in Sign:
            if dose is not LATE:
                assert next_step(frozenset({sign}), Beside(at, said, dose, True)).say != SECOND_DOSE


@pytest.mark.parametrize(
    ("at", "sign", "is_noted"),
    [(NALOXONE, Sign.OK, True), (CALL, Sign.OK, False), (NALOXONE, Sign.HOW, False), (CARD, Sign.GAVE, True)],
)
def test_naloxone_is_noted_as_given_only_where_they_said_so(at: str, sign: Sign, *, is_noted: bool) -> None:
    signs = frozenset({sign})

    assert next_step(signs, Beside(at, at, NONE, False)).notes_gave(signs, at) is is_noted
