"""A referral's page: each view and each reveal leaves an audit row."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from port_queue import Field, Means, OutcomeCode, Reason, Referral, Role
from port_queue import get as find_referral
from port_queue.codes import SOCIAL_NEEDS
from webhooks.access import Door, open_to
from webhooks.console_door import record, refuse, viewer
from webhooks.console_forms import LEVELS, Form, FormRefusedError, read_text
from webhooks.console_page import ENCRYPTED, ReferralPage, build_page
from webhooks.console_scope import Deed
from webhooks.console_words import choices, label
from webhooks.services import services

referrals = Blueprint("referrals", __name__, url_prefix="/referrals")

READERS = (Role.ADVOCATE, Role.SUPERVISOR, Role.BFD_EAP, Role.EMS, Role.BPD)
REVEAL = "reveal"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A form that was refused: which one, why, and what was typed, so that nothing has to be typed again."""

    form: str
    message: str
    typed: Form


@referrals.get("/<uuid:referral_id>")
@open_to(Door.STAFF, *READERS)
def show(referral_id: UUID) -> ResponseReturnValue:
    """Show what the viewer may see of a referral."""
    return referral_page(referral_id)


@referrals.post("/<uuid:referral_id>/reveal")
@open_to(Door.STAFF, Role.SUPERVISOR)
def reveal(referral_id: UUID) -> ResponseReturnValue:
    """Show a supervisor everything once, for a typed reason."""
    try:
        reason = read_text(request.form, "reason", what="Why you need to see this")
    except FormRefusedError as error:
        return referral_page(referral_id, Refusal(REVEAL, str(error), request.form)), 422
    return referral_page(referral_id, reason=reason)


def referral_page(referral_id: UUID, refusal: Refusal | None = None, *, reason: str = "") -> str:
    """Render the page and audit the view; a `reason` reveals what the role sees only for one."""
    with services().database.write() as session:
        referral = find_referral(session, referral_id) or abort(404, "There is no such referral.")
        page = build_page(session, referral, viewer(), now=services().clock(), revealed=bool(reason))
        if page is not None:
            _audit_view(session, referral, page, reason)
    if page is None:
        refuse("referral", str(referral_id))
    return render_template("console/referral.html", page=page, refusal=refusal, revealed=bool(reason), **_choices())


def _audit_view(session: Session, referral: Referral, page: ReferralPage, reason: str) -> None:
    """Note what was seen: one row for a view, one for each encrypted field when a reason opened it."""
    shown = [field for field in ENCRYPTED if field in page.fields]
    if not reason:
        record(session, "view", "referral", str(referral.id), f"shows: {', '.join(shown) or 'nothing personal'}")
    for field in shown if reason else ():
        record(session, f"{REVEAL}:{field}", "referral", str(referral.id), reason)


def _choices() -> dict[str, object]:
    return {
        "Deed": Deed,
        "Field": Field,
        "means": choices(Means),
        "reasons": choices(Reason),
        "outcomes": choices(OutcomeCode),
        "levels": {level: label(level) for level in LEVELS},
        "needs": {need: label(need) for need in sorted(SOCIAL_NEEDS)},
    }
