"""Urgency, attempts, outcomes and who sees what, as pure rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

import pytest

from port_queue.attempts import tried_enough
from port_queue.codes import Agency, Outcome, OutcomeCode
from port_queue.errors import OutcomeRefusedError
from port_queue.hours import BOSTON
from port_queue.urgency import WEIGHTS, Risk, severity
from port_queue.visibility import PERSONAL, Field, Scope, visible_fields
from storage.roles import Role
from tests.fixtures.tables import for_each

ALL_AGENCIES = frozenset(Agency)
NO_AGENCY: frozenset[Agency] = frozenset()


@dataclass(frozen=True)
class Try:
    at: datetime


def tries(*moments: tuple[int, int]) -> list[Try]:
    """Return tries at (day, hour) of November 2026, Boston; the 20th is a Friday."""
    return [Try(datetime(2026, 11, day, hour, tzinfo=BOSTON).astimezone(UTC)) for day, hour in moments]


def test_a_recent_overdose_outweighs_all_other_risks_together() -> None:
    others = set(Risk) - {Risk.RECENT_OVERDOSE}

    assert severity({Risk.RECENT_OVERDOSE}) > severity(others)


def test_each_risk_outweighs_all_later_ones() -> None:
    weights = list(WEIGHTS.values())

    assert all(weight > sum(weights[place + 1 :]) for place, weight in enumerate(weights))
    assert list(WEIGHTS) == list(Risk)


def test_different_risks_are_never_equally_urgent() -> None:
    sets = [chosen for size in range(5) for chosen in combinations(Risk, size)]

    assert len({severity(chosen) for chosen in sets}) == len(sets) == 16


@pytest.mark.parametrize(
    ("moments", "enough"),
    [
        pytest.param([(19, 10), (20, 10), (20, 18)], True, id="two days, one evening"),
        pytest.param([(20, 10), (21, 10), (20, 12)], True, id="two days, a Saturday"),
        pytest.param([(18, 10), (19, 10), (20, 10)], False, id="only office hours"),
        pytest.param([(20, 10), (20, 12), (20, 19)], False, id="all on one day"),
        pytest.param([(19, 18), (20, 18)], False, id="only two"),
        pytest.param([], False, id="none"),
    ],
)
def test_giving_up_takes_three_tries_two_days_and_one_odd_hour(moments: list[tuple[int, int]], enough: bool) -> None:  # noqa: FBT001 (a table column)
    assert tried_enough(tries(*moments)) is enough


@pytest.mark.parametrize(
    ("code", "details"),
    [
        (OutcomeCode.SPOKE_WITH_PERSON, {}),
        (OutcomeCode.NALOXONE_GIVEN, {"kits": 2}),
        (OutcomeCode.TREATMENT_PLACED, {"level": "detox", "moud": True, "walked_in": False}),
        (OutcomeCode.SOCIAL_REFERRAL, {"need": "housing"}),
    ],
)
def test_an_outcome_carries_its_details(code: OutcomeCode, details: dict[str, str | int]) -> None:
    assert Outcome(code, details).details == details


@pytest.mark.parametrize(
    ("code", "details"),
    [
        pytest.param(OutcomeCode.NALOXONE_GIVEN, {}, id="how many kits"),
        pytest.param(OutcomeCode.NALOXONE_GIVEN, {"kits": 0}, id="no kits"),
        pytest.param(OutcomeCode.NALOXONE_GIVEN, {"kits": True}, id="not a number"),
        pytest.param(OutcomeCode.TREATMENT_PLACED, {"level": "detox"}, id="half of it"),
        pytest.param(OutcomeCode.SOCIAL_REFERRAL, {"need": "money"}, id="not a listed need"),
        pytest.param(OutcomeCode.SPOKE_WITH_PERSON, {"name": "x"}, id="a detail too many"),
    ],
)
def test_an_outcome_without_its_details_is_refused(code: OutcomeCode, details: dict[str, str | int]) -> None:
    with pytest.raises(OutcomeRefusedError):
        Outcome(code, details)


SEEN = [
    pytest.param(
        Role.PERSON, Scope.OWN, NO_AGENCY, {"name", "phone", "transcript", "outcome"}, {"attempts"}, id="own request"
    ),
    pytest.param(
        Role.OPERATOR, Scope.CHAT, NO_AGENCY, {"name", "phone", "transcript"}, {"outcome"}, id="operator on the chat"
    ),
    pytest.param(
        Role.ADVOCATE, Scope.ASSIGNED, {Agency.PORT}, {"name", "phone", "summary"}, {"transcript"}, id="advocate"
    ),
    pytest.param(Role.ADVOCATE, Scope.TEAM, {Agency.PORT}, {"status"}, {"name", "phone"}, id="another advocate"),
    pytest.param(Role.ADVOCATE, Scope.FIRST_CONTACT, NO_AGENCY, {"name"}, {"phone"}, id="before consent nobody calls"),
    pytest.param(
        Role.BFD_EAP, Scope.VISIT_WINDOW, {Agency.BFD_EAP}, {"name", "meeting_place"}, {"risks"}, id="fire on the visit"
    ),
    pytest.param(Role.BFD_EAP, Scope.ASSIGNED, {Agency.BFD_EAP}, {"own_part"}, {"name"}, id="fire before the visit"),
    pytest.param(
        Role.EMS, Scope.VISIT_WINDOW, {Agency.PORT}, {"own_part"}, {"name", "phone"}, id="consent was to another agency"
    ),
    pytest.param(
        Role.BPD,
        Scope.ASSIGNED,
        {Agency.BPD},
        {"name", "phone"},
        {"status", "risks", "outcome"},
        id="police with consent",
    ),
    pytest.param(
        Role.SUPERVISOR, Scope.TEAM, ALL_AGENCIES, {"outcome"}, {"name", "phone"}, id="supervisor, unrevealed"
    ),
    pytest.param(
        Role.SUPERVISOR, Scope.REVEAL, NO_AGENCY, {"name", "transcript"}, set(), id="supervisor with a reason"
    ),
    pytest.param(Role.EVALUATOR, Scope.COUNTS, ALL_AGENCIES, {"neighborhood"}, {"status", "name"}, id="evaluator"),
]


@pytest.mark.parametrize(("role", "scope", "consents", "seen", "hidden"), SEEN)
def test_who_sees_what(role: Role, scope: Scope, consents: frozenset[Agency], seen: set[str], hidden: set[str]) -> None:
    fields = visible_fields(role, scope, consents)

    assert seen <= fields
    assert not hidden & fields


@pytest.mark.parametrize("scope", Scope)
def test_police_see_nothing_at_all_without_consent_by_name(scope: Scope) -> None:
    assert visible_fields(Role.BPD, scope, ALL_AGENCIES - {Agency.BPD}) == frozenset()


@for_each("role", [Role.EDITOR, Role.ADMIN, Role.PARTNER, Role.SYSTEM])
@for_each("scope", Scope)
def test_roles_without_a_part_in_the_case_see_nothing(role: Role, scope: Scope) -> None:
    assert visible_fields(role, scope, ALL_AGENCIES) == frozenset()


@pytest.mark.parametrize("role", [Role.ADVOCATE, Role.BFD_EAP, Role.EMS])
@pytest.mark.parametrize("scope", [Scope.ASSIGNED, Scope.VISIT_WINDOW, Scope.TEAM])
def test_without_consent_no_agency_sees_anything_personal(role: Role, scope: Scope) -> None:
    assert not visible_fields(role, scope, NO_AGENCY) & PERSONAL


def test_the_transcript_is_for_the_person_the_chat_and_a_reveal_only() -> None:
    seers = {
        (role, scope)
        for role in Role
        for scope in Scope
        if Field.TRANSCRIPT in visible_fields(role, scope, ALL_AGENCIES)
    }

    assert seers == {(Role.PERSON, Scope.OWN), (Role.OPERATOR, Scope.CHAT), (Role.SUPERVISOR, Scope.REVEAL)}
