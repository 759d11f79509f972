"""Who acts: the roles that sign-in, the queue and the audit share (contracts.md section 6)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """One actor's role; `person` is whoever asks for help, `system` our own worker, `partner` an outside referrer."""

    OPERATOR = "operator"
    ADVOCATE = "advocate"
    BFD_EAP = "bfd_eap"
    EMS = "ems"
    BPD = "bpd"
    SUPERVISOR = "supervisor"
    EVALUATOR = "evaluator"
    EDITOR = "editor"
    ADMIN = "admin"
    PERSON = "person"
    PARTNER = "partner"
    SYSTEM = "system"


#: Roles a member of staff can sign in with.
STAFF_ROLES = frozenset(Role) - {Role.PERSON, Role.PARTNER, Role.SYSTEM}
