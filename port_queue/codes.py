"""Codes a referral is opened and closed with, and what each outcome must say (contracts.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from port_queue.errors import OutcomeRefusedError


class Kind(StrEnum):
    """What the person asked for."""

    VISIT = "visit"
    CALLBACK = "callback"


class Requester(StrEnum):
    """Who asked."""

    SELF = "self"
    FAMILY = "family"
    OPERATOR = "operator"
    PARTNER = "partner"


class Agency(StrEnum):
    """Who may be told who the person is; each needs its own consent."""

    PORT = "port"
    BFD_EAP = "bfd_eap"
    EMS = "ems"
    BPD = "bpd"


class SafeWords(StrEnum):
    """How openly we may write and speak to this phone."""

    OPEN = "open"
    NEUTRAL = "neutral"


class OutcomeCode(StrEnum):
    """What came of it; a referral may have many."""

    SPOKE_WITH_PERSON = "spoke_with_person"
    SPOKE_WITH_FAMILY = "spoke_with_family"
    NALOXONE_GIVEN = "naloxone_given"
    TRAINING_GIVEN = "training_given"
    TREATMENT_PLACED = "treatment_placed"
    TREATMENT_OFFERED_DECLINED = "treatment_offered_declined"
    SOCIAL_REFERRAL = "social_referral"
    FAMILY_SUPPORT_LINKED = "family_support_linked"
    MATERIALS_LEFT_WITH_CONSENT = "materials_left_with_consent"
    EMERGENCY_CALLED = "emergency_called"


class Reason(StrEnum):
    """Why nothing came of it."""

    WRONG_NUMBER = "wrong_number"
    WRONG_ADDRESS = "wrong_address"
    NO_ANSWER_X3 = "no_answer_x3"
    UNSAFE = "unsafe"
    MOVED = "moved"
    IN_CUSTODY = "in_custody"
    HOSPITAL = "hospital"
    DECEASED = "deceased"
    OUTSIDE_CITY = "outside_city"
    OTHER = "other"


SOCIAL_NEEDS = frozenset({"housing", "food", "transport", "education", "benefits", "id"})
Detail = str | int | bool

#: The details an outcome must carry, each with its type.
DETAILS: Mapping[OutcomeCode, Mapping[str, type]] = {
    OutcomeCode.NALOXONE_GIVEN: {"kits": int},
    OutcomeCode.TRAINING_GIVEN: {"people": int},
    OutcomeCode.TREATMENT_PLACED: {"level": str, "moud": bool, "walked_in": bool},
    OutcomeCode.SOCIAL_REFERRAL: {"need": str},
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that came of a referral; raises OutcomeRefusedError unless its details fit `DETAILS`."""

    code: OutcomeCode
    details: Mapping[str, Detail] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wanted = DETAILS.get(self.code, {})
        fits = wanted.keys() == self.details.keys() and all(
            type(self.details[name]) is kind for name, kind in wanted.items()
        )
        if not fits or not _is_plausible(self.details):
            raise OutcomeRefusedError(f"{self.code} needs exactly: {', '.join(wanted) or 'no details'}")


def _is_plausible(details: Mapping[str, Detail]) -> bool:
    counts = [value for value in details.values() if type(value) is int]
    return all(count > 0 for count in counts) and details.get("need", "food") in SOCIAL_NEEDS
