"""Which fields of a referral a role may see (contracts.md section 6); what is not in the table is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from port_queue.codes import Agency
from storage.roles import Role


class Field(StrEnum):
    """One thing there is to see; `done` says only whether it is closed, `own_part` what the agency wrote itself."""

    STATUS = "status"
    NEIGHBORHOOD = "neighborhood"
    URGENCY = "urgency"
    NAME = "name"
    PHONE = "phone"
    MEETING_PLACE = "meeting_place"
    BEST_TIME = "best_time"
    SAFE_CONTACT = "safe_contact"
    RISKS = "risks"
    TRANSCRIPT = "transcript"
    SUMMARY = "summary"
    ATTEMPTS = "attempts"
    OUTCOME = "outcome"
    OWN_PART = "own_part"
    DONE = "done"


class Scope(StrEnum):
    """How a viewer stands to a referral; whoever stands in no relation has no scope."""

    OWN = "own"
    CHAT = "chat"
    TEAM = "team"
    FIRST_CONTACT = "first_contact"
    ASSIGNED = "assigned"
    VISIT_WINDOW = "visit_window"
    REVEAL = "reveal"
    COUNTS = "counts"


_CASE = frozenset({Field.STATUS, Field.NEIGHBORHOOD, Field.URGENCY})
_REACH = frozenset({Field.NAME, Field.PHONE, Field.MEETING_PLACE})
_MEET = _REACH | {Field.BEST_TIME, Field.SAFE_CONTACT}
#: What tells who a person is, or what they said; nobody but the person sees it without consent to their agency.
PERSONAL = _MEET | {Field.TRANSCRIPT, Field.SUMMARY, Field.RISKS, Field.ATTEMPTS}

VISIBLE: Mapping[tuple[Role, Scope], frozenset[Field]] = {
    (Role.PERSON, Scope.OWN): _CASE | _MEET | {Field.RISKS, Field.TRANSCRIPT, Field.OUTCOME, Field.DONE},
    (Role.OPERATOR, Scope.CHAT): _MEET | {Field.STATUS, Field.TRANSCRIPT, Field.DONE},
    (Role.ADVOCATE, Scope.TEAM): _CASE,
    (Role.ADVOCATE, Scope.FIRST_CONTACT): _CASE | {Field.NAME, Field.MEETING_PLACE},
    (Role.ADVOCATE, Scope.ASSIGNED): _CASE | PERSONAL - {Field.TRANSCRIPT} | {Field.OUTCOME},
    (Role.BFD_EAP, Scope.ASSIGNED): _CASE | {Field.OWN_PART},
    (Role.BFD_EAP, Scope.VISIT_WINDOW): _CASE | _MEET | {Field.OWN_PART},
    (Role.EMS, Scope.ASSIGNED): _CASE | {Field.OWN_PART},
    (Role.EMS, Scope.VISIT_WINDOW): _CASE | _MEET | {Field.OWN_PART},
    (Role.BPD, Scope.ASSIGNED): _REACH,
    (Role.SUPERVISOR, Scope.TEAM): _CASE | {Field.OUTCOME, Field.DONE},
    (Role.SUPERVISOR, Scope.REVEAL): frozenset(Field),
    (Role.EVALUATOR, Scope.COUNTS): frozenset({Field.NEIGHBORHOOD}),
}

#: The agency a role works for: its consent opens the personal fields.
AGENCY: Mapping[Role, Agency] = {
    Role.ADVOCATE: Agency.PORT,
    Role.BFD_EAP: Agency.BFD_EAP,
    Role.EMS: Agency.EMS,
    Role.BPD: Agency.BPD,
}
#: First contact after a partner's referral is by letter or at the door, before any consent could be given.
_BEFORE_CONSENT = frozenset({Scope.FIRST_CONTACT})


def visible_fields(role: Role, scope: Scope, consents: Collection[Agency]) -> frozenset[Field]:
    """Return what `role` may see in `scope`, given the agencies the person agreed to.

    A reveal (supervisor) needs no consent but a typed reason and an audit entry, which the console asks for.
    """
    fields = VISIBLE.get((role, scope), frozenset())
    agency = AGENCY.get(role)
    if agency is None or agency in consents or scope in _BEFORE_CONSENT:
        return fields
    return fields - PERSONAL
