"""How a viewer stands to a referral, what they may see of it and do with it (contracts.md section 6).

Pure: roles and states in, fields and acts out.  What is not in a table is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from port_queue import HELD, Agency, Field, Referral, Role, Scope, Status, may_move, visible_fields

#: By role: the scope in one's own referrals, and in everybody else's.
_SCOPES: Mapping[Role, tuple[Scope, Scope | None]] = {
    Role.ADVOCATE: (Scope.ASSIGNED, Scope.TEAM),
    Role.SUPERVISOR: (Scope.TEAM, Scope.TEAM),
    Role.BFD_EAP: (Scope.ASSIGNED, None),
    Role.EMS: (Scope.ASSIGNED, None),
    Role.BPD: (Scope.ASSIGNED, None),
}
_TEAM = frozenset({Role.ADVOCATE, Role.SUPERVISOR})
_FIELD = _TEAM | {Role.BFD_EAP, Role.EMS}


class Deed(StrEnum):
    """One thing that can be done with a referral on its page."""

    ATTEMPT = "attempt"
    CLOSE = "close"
    HOLD = "hold"
    HAND_BACK = "hand_back"
    DECLINE = "decline"
    REJECT = "reject"


#: Who may do a deed at all, and the states it may lead to; the queue decides again when it is done.
_DEEDS: Mapping[Deed, tuple[frozenset[Role], tuple[Status, ...]]] = {
    Deed.ATTEMPT: (_FIELD, (Status.IN_PROGRESS,)),
    Deed.CLOSE: (_TEAM, (Status.COMPLETED, Status.UNABLE)),
    Deed.HOLD: (_TEAM, (Status.ON_HOLD,)),
    Deed.HAND_BACK: (_TEAM, (Status.REQUESTED,)),
    Deed.DECLINE: (_TEAM, (Status.DECLINED,)),
    Deed.REJECT: (_TEAM, (Status.REJECTED,)),
}


def roles_of(deed: Deed) -> frozenset[Role]:
    """Return the roles that may do `deed` with some referral."""
    return _DEEDS[deed][0]


def is_mine(referral: Referral, worker: str) -> bool:
    """Tell whether `worker` is on this referral now; once it is closed nobody is, and its phone is shown no more."""
    return referral.owner == worker and referral.status in HELD


def scope_of(role: Role, *, mine: bool) -> Scope | None:
    """Return how `role` stands to a referral that is theirs or not, or None for no relation at all."""
    own, others = _SCOPES.get(role, (None, None))
    return own if mine else others


def fields_for(role: Role, *, mine: bool, consents: Collection[Agency]) -> frozenset[Field]:
    """Return what `role` may see; empty means the page itself is refused."""
    scope = scope_of(role, mine=mine)
    return visible_fields(role, scope, consents) if scope else frozenset()


def may_do(deed: Deed, role: Role, *, mine: bool) -> bool:
    """Tell whether `role` may do `deed` with this referral, whatever state it is in."""
    return role in roles_of(deed) and (mine or role is Role.SUPERVISOR)


def deeds_for(role: Role, status: Status, *, mine: bool) -> frozenset[Deed]:
    """Return the deeds to offer: those this role may do, and that lead somewhere from `status`."""
    return frozenset(deed for deed in Deed if may_do(deed, role, mine=mine) and _leads_on(deed, status, role))


def _leads_on(deed: Deed, status: Status, role: Role) -> bool:
    """Tell whether the table of moves has a way; a no is the person's own move, and more tries follow the first."""
    mover = Role.PERSON if deed is Deed.DECLINE else role
    another_try = deed is Deed.ATTEMPT and status is Status.IN_PROGRESS
    return another_try or any(may_move(status, to, mover) for to in _DEEDS[deed][1])
