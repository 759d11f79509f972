"""Who has seen a referral, and who did what with it; asking is audited too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from port_queue import Role
from staff import users
from storage.audit import entries_about
from webhooks.access import Door, open_to
from webhooks.console_door import record, viewer
from webhooks.console_words import label
from webhooks.services import services

audit = Blueprint("audit", __name__, url_prefix="/audit")


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry in words."""

    at: datetime
    by: str
    role: str
    action: str
    reason: str


@audit.get("/")
@open_to(Door.STAFF, Role.SUPERVISOR, Role.ADMIN)
def show() -> ResponseReturnValue:
    """Show every audit row about one referral, or the form that asks which."""
    asked = request.args.get("referral", "").strip()
    referral_id = _read_id(asked)
    lines: tuple[AuditLine, ...] = ()
    if referral_id is not None:
        with services().database.write() as session:
            lines = _lines(session, referral_id)
            record(session, "view_audit", "referral", str(referral_id))
    refusal = "" if referral_id or not asked else "This is not a referral's number. Copy it whole from its page."
    page = render_template("console/audit.html", lines=lines, referral_id=referral_id, refusal=refusal)
    return page, 422 if refusal else 200


def _lines(session: Session, referral_id: UUID) -> tuple[AuditLine, ...]:
    """Read the entries; typed reasons may tell of the person, so an administrator does not see them."""
    names = {str(user.id): user.username for user in users(session)}
    with_reason = viewer().role is Role.SUPERVISOR
    return tuple(
        AuditLine(
            entry.at,
            names.get(entry.actor, label(entry.actor)),
            label(entry.role),
            label(entry.action).replace(":", ": "),
            entry.reason if with_reason else "",
        )
        for entry in entries_about(session, "referral", str(referral_id))
    )


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
