"""Who signed a text, and whether that still counts: a sign-off is bound to a hash of the words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.compat import StrEnum

#: Rooms a named clinician must sign before `live`: danger, consent, opt-out, and what is done with the hands.
SAFETY_ROOMS = frozenset({
    "danger", "danger_steps", "consent", "keywords",
    "overdose_now", "suicidal_988", "domestic_violence", "poisoning", "child_exposure", "alcohol_seizure",
    "naloxone_nasal_how_to", "naloxone_injection_how_to", "overdose_signs", "overdose_steps", "rescue_breathing",
    "overdose_do_not_do", "naloxone_second_dose", "naloxone_kids", "naloxone_pregnancy",
    "alcohol_withdrawal", "benzo_withdrawal", "bot_cant_call_911", "text_stop", "fallback", "stand_in",
})  # fmt: skip


class ReviewState(StrEnum):
    """Where a text stands; `stale` was signed, but its words have changed since."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Review:
    """A sign-off as written in the copy file; `hash` is the fingerprint the reviewer saw, `on` an ISO date."""

    state: str = "draft"
    by: str = ""
    on: str = ""
    hash: str = ""
    note: str = ""


class Signed(Protocol):
    """Anything with words that can be signed."""

    @property
    def review(self) -> Review:
        """Return the sign-off on file."""

    @property
    def fingerprint(self) -> str:
        """Return the hash of the words as they are now."""


def read_review(raw: Mapping[str, Any] | None) -> Review:
    """Read a sign-off; an absent one, or an absent field, is a draft's."""
    given = {name: str(value) for name, value in (raw or {}).items() if value is not None}
    return Review(**given)


def fingerprint(*words: str) -> str:
    """Hash words (id, language, title, each form) so that changing any letter of them changes the result."""
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:16]


def review_state(text: Signed) -> ReviewState:
    """Tell whether the sign-off of `text` counts: it has a name, a day, and the hash of these very words."""
    review = text.review
    if review.state != ReviewState.REVIEWED:
        return ReviewState.DRAFT
    holds = bool(review.by and review.on) and review.hash == text.fingerprint
    return ReviewState.REVIEWED if holds else ReviewState.STALE
