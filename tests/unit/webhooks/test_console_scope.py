from __future__ import annotations

from itertools import product

import pytest

from port_queue import FINAL, Agency, Field, Referral, Role, Status
from tests.fixtures.tables import for_each
from webhooks.console_scope import Deed, deeds_for, fields_for, is_mine, may_do

REACH = {Field.NAME, Field.PHONE, Field.MEETING_PLACE, Field.BEST_TIME, Field.SAFE_CONTACT}


@for_each(("role", "mine"), list(product(Role, [True, False])))
def test_who_can_be_reached_is_shown_only_to_those_who_are_on_it(role: Role, *, mine: bool) -> None:
    shown = fields_for(role, mine=mine, consents=frozenset(Agency)) & REACH

    assert bool(shown) == (mine and role in {Role.ADVOCATE, Role.BPD})


@pytest.mark.parametrize("role", [Role.ADVOCATE, Role.BPD])
def test_nobody_is_shown_who_it_is_without_consent_to_their_agency(role: Role) -> None:
    assert not fields_for(role, mine=True, consents=()) & REACH


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADVOCATE, Role.SUPERVISOR, Role.BFD_EAP, Role.EMS, Role.BPD}))
def test_a_role_without_a_part_in_the_case_is_shown_nothing(role: Role) -> None:
    shown = fields_for(role, mine=True, consents=frozenset(Agency))

    assert shown == frozenset()


@pytest.mark.parametrize("deed", Deed)
def test_only_the_owner_or_a_supervisor_acts(deed: Deed) -> None:
    assert not any(may_do(deed, role, mine=False) for role in set(Role) - {Role.SUPERVISOR})
    assert may_do(deed, Role.ADVOCATE, mine=True)
    assert may_do(deed, Role.SUPERVISOR, mine=False)


@for_each(("status", "role"), list(product(sorted(FINAL), Role)))
def test_nothing_is_left_to_do_with_a_closed_referral(status: Status, role: Role) -> None:
    assert deeds_for(role, status, mine=True) == frozenset()


@pytest.mark.parametrize(
    ("status", "deeds"),
    [
        (Status.ACCEPTED, set(Deed)),
        (Status.IN_PROGRESS, set(Deed) - {Deed.HAND_BACK}),
        (Status.ON_HOLD, {Deed.ATTEMPT, Deed.CLOSE, Deed.DECLINE, Deed.REJECT}),
    ],
)
def test_an_advocate_is_offered_what_leads_on(status: Status, deeds: set[Deed]) -> None:
    assert deeds_for(Role.ADVOCATE, status, mine=True) == deeds


@for_each("status", Status)
def test_a_referral_is_somebodys_only_while_it_is_worked_on(status: Status) -> None:
    working = {Status.ACCEPTED, Status.IN_PROGRESS, Status.ON_HOLD}

    assert is_mine(Referral(owner="me", status=status), "me") == (status in working)
    assert not is_mine(Referral(owner="me", status=status), "somebody else")
