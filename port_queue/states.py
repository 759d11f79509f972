"""The states of a referral, and who may move it from where to where (contracts.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from storage.roles import Role


class Status(StrEnum):
    """Where a referral stands."""

    CONSENT_PENDING = "consent_pending"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    UNABLE = "unable"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    ERROR = "error"


#: Never left: "not solved" opens a new referral that points back.
FINAL = frozenset({Status.COMPLETED, Status.UNABLE, Status.DECLINED, Status.WITHDRAWN, Status.REJECTED, Status.ERROR})
OPEN = frozenset(Status) - FINAL
#: Somebody on the team is working on it.
HELD = frozenset({Status.ACCEPTED, Status.IN_PROGRESS, Status.ON_HOLD})

_PERSON = frozenset({Role.PERSON})
_TEAM = frozenset({Role.ADVOCATE, Role.SUPERVISOR})
_FIELD = _TEAM | {Role.BFD_EAP, Role.EMS}
_LEAD = frozenset({Role.SUPERVISOR})
_CLERK = _TEAM | {Role.OPERATOR}

#: Every allowed move and the roles that may make it; what is not here is refused.
#: `declined` and `withdrawn` are the person's own words: staff who heard them record them with role `person`.
MOVES: Mapping[tuple[Status, Status], frozenset[Role]] = {
    (Status.CONSENT_PENDING, Status.REQUESTED): _FIELD | _PERSON,
    (Status.CONSENT_PENDING, Status.UNABLE): _TEAM,
    (Status.CONSENT_PENDING, Status.DECLINED): _PERSON,
    (Status.CONSENT_PENDING, Status.WITHDRAWN): _PERSON,
    (Status.CONSENT_PENDING, Status.REJECTED): _TEAM,
    (Status.CONSENT_PENDING, Status.ERROR): _CLERK,
    (Status.REQUESTED, Status.ACCEPTED): _TEAM,
    (Status.REQUESTED, Status.DECLINED): _PERSON,
    (Status.REQUESTED, Status.WITHDRAWN): _PERSON,
    (Status.REQUESTED, Status.REJECTED): _TEAM,
    (Status.REQUESTED, Status.ERROR): _CLERK,
    (Status.ACCEPTED, Status.REQUESTED): _TEAM,
    (Status.ACCEPTED, Status.IN_PROGRESS): _FIELD,
    (Status.ACCEPTED, Status.ON_HOLD): _TEAM,
    (Status.ACCEPTED, Status.UNABLE): _TEAM,
    (Status.ACCEPTED, Status.DECLINED): _PERSON,
    (Status.ACCEPTED, Status.WITHDRAWN): _PERSON,
    (Status.ACCEPTED, Status.REJECTED): _TEAM,
    (Status.ACCEPTED, Status.ERROR): _TEAM,
    (Status.IN_PROGRESS, Status.REQUESTED): _LEAD,
    (Status.IN_PROGRESS, Status.ON_HOLD): _TEAM,
    (Status.IN_PROGRESS, Status.COMPLETED): _TEAM,
    (Status.IN_PROGRESS, Status.UNABLE): _TEAM,
    (Status.IN_PROGRESS, Status.DECLINED): _PERSON,
    (Status.IN_PROGRESS, Status.WITHDRAWN): _PERSON,
    (Status.IN_PROGRESS, Status.REJECTED): _TEAM,
    (Status.IN_PROGRESS, Status.ERROR): _TEAM,
    (Status.ON_HOLD, Status.ACCEPTED): _TEAM | {Role.SYSTEM},
    (Status.ON_HOLD, Status.IN_PROGRESS): _FIELD,
    (Status.ON_HOLD, Status.UNABLE): _TEAM,
    (Status.ON_HOLD, Status.DECLINED): _PERSON,
    (Status.ON_HOLD, Status.WITHDRAWN): _PERSON,
    (Status.ON_HOLD, Status.REJECTED): _TEAM,
    (Status.ON_HOLD, Status.ERROR): _TEAM,
}


def may_move(start: Status, to: Status, role: Role) -> bool:
    """Tell whether `role` may move a referral from `start` to `to`."""
    return role in MOVES.get((start, to), frozenset())


def next_moves(start: Status, role: Role) -> tuple[Status, ...]:
    """Return where `role` may move a referral that stands at `start`, in the order of `Status`."""
    return tuple(to for to in Status if may_move(start, to, role))
