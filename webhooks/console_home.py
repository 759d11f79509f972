"""The console's first page: alerts, then one's own referrals, then the queue; and taking the next referral."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from conversations.models import OutgoingMessage
from port_queue import HELD, Field, QueueRow, Referral, Role, Scope, claim_next, visible_fields, waiting
from staff import SignedIn, users
from staff.codes import Done
from staff.duty import ALERT_READERS
from staff.models import User
from webhooks.access import Door, open_to
from webhooks.console_alert_board import Board, build_board
from webhooks.console_alert_rows import Reading
from webhooks.console_door import is_own_look, record, viewer, worker
from webhooks.console_news import lock_requester, tell_accepted
from webhooks.console_words import answer_clock, attempt_clock, label, language, minutes
from webhooks.services import services

home = Blueprint("home", __name__)

#: Messages that did not arrive, and that no machine will send again: a person must look.
_STUCK = ("held", "undelivered", "failed")
#: How often, and for how long, a claim makes way for a turn of the same person before it gives up.
_CLAIM_TRIES, _MAKE_WAY_S = 3, 0.2
_BUSY = "Somebody is writing to us just now. Please try again."
#: How often the page looks again by itself, in seconds.
LOOK_AGAIN_S = 15
_OWNERS = frozenset({Role.ADVOCATE, Role.BFD_EAP, Role.EMS, Role.BPD})


@dataclass(frozen=True, slots=True)
class ListedReferral:
    """One referral in a list, without anything that tells who it is about."""

    id: UUID
    title: str
    notes: tuple[str, ...]
    is_urgent: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Home:
    """What one viewer's first page holds; None is a section their role does not have."""

    alerts: Board | None
    mine: tuple[ListedReferral, ...] | None
    queue: tuple[ListedReferral, ...] | None
    waiting_count: int | None
    stuck_count: int | None


@home.get("/")
@open_to(Door.STAFF)
def show() -> ResponseReturnValue:
    """Show the first page, each section only to the roles it is for.

    When the page looks again by itself that is no act: whoever looks on has opened it within the half hour that a
    session lasts without use, and that was noted.
    """
    now = services().clock()
    with services().database.write() as session:
        page = build_home(session, viewer(), now)
        if not is_own_look():
            record(session, "list", "console", "home")
    look_again_s = None if request.args.get("look") == "still" else LOOK_AGAIN_S
    return render_template("console/home.html", page=page, look_again_s=look_again_s, only_looked=Done.ONLY_LOOKED)


@home.post("/next")
@open_to(Door.STAFF, Role.ADVOCATE)
def take_next() -> ResponseReturnValue:
    """Give the advocate the most urgent referral; a button pressed twice takes one."""
    for _ in range(_CLAIM_TRIES):
        try:
            referral_id = _claim(request.form.get("held", ""))
        except OperationalError:  # a turn of the same person holds the contact
            time.sleep(_MAKE_WAY_S)
            continue
        if referral_id is None:
            return redirect(url_for("console.home.show"), code=303)
        return redirect(url_for("console.referrals.show", referral_id=referral_id), code=303)
    flash(_BUSY)
    return redirect(url_for("console.home.show"), code=303)


def build_home(session: Session, who: SignedIn, now: datetime) -> Home:
    """Build the first page of one member of staff."""
    me, role = str(who.user_id), who.role
    rows = waiting(session, now, hours=services().road.desk.team_hours) if role in _OWNERS | {Role.SUPERVISOR} else []
    names = {str(user.id): user.username for user in users(session)}
    is_lead = role is Role.SUPERVISOR
    return Home(
        alerts=build_board(session, Reading(who, now, services().alert_policy)) if role in ALERT_READERS else None,
        mine=tuple(_listed(row, role, now, {}) for row in _held_by(rows, me)) if role in _OWNERS else None,
        queue=tuple(_listed(row, role, now, names) for row in rows) if is_lead else None,
        waiting_count=sum(row.owner is None for row in rows) if role is Role.ADVOCATE else None,
        stuck_count=_stuck_count(session) if is_lead else None,
    )


def _claim(held: str) -> UUID | None:
    """Claim in one transaction with the requester's news; None when there is nothing, or the button came twice."""
    with services().database.write() as session:
        session.get(User, viewer().user_id, with_for_update=True)  # one claim of mine at a time
        if held != str(_held_count(session, worker())):
            return None
        referral = claim_next(session, worker=worker(), role=viewer().role, now=services().clock())
        if referral is None:
            flash("Nobody is waiting.")
            return None
        lock_requester(session, referral.contact_id, wait=False)
        tell_accepted(session, referral)
        return referral.id


def _held_count(session: Session, me: str) -> int:
    held = select(func.count()).select_from(Referral).where(Referral.owner == me, Referral.status.in_(HELD))
    return session.scalar(held) or 0


def _held_by(rows: list[QueueRow], me: str) -> list[QueueRow]:
    return [row for row in rows if row.owner == me and row.status in HELD]


def _stuck_count(session: Session) -> int:
    stuck = select(func.count()).select_from(OutgoingMessage).where(OutgoingMessage.state.in_(_STUCK))
    return session.scalar(stuck) or 0


def _listed(row: QueueRow, role: Role, now: datetime, names: dict[str, str]) -> ListedReferral:
    """Write one row; a role that may not see the case sees only that there is one."""
    scope = Scope.TEAM if role is Role.SUPERVISOR else Scope.ASSIGNED
    if Field.STATUS not in visible_fields(role, scope, ()):
        return ListedReferral(row.id, "Referral", (), is_urgent=False, is_overdue=False)
    return ListedReferral(
        row.id,
        f"{label(row.kind)}, {row.neighborhood or 'neighborhood not given'}",
        tuple(_notes(row, now, names)),
        is_urgent=row.is_urgent,
        is_overdue=bool(row.ack_overdue_minutes),
    )


def _notes(row: QueueRow, now: datetime, names: dict[str, str]) -> list[str]:
    owner = f"With {names[row.owner]}" if row.owner in names else ""
    waited = f"Waiting {minutes(row.waiting_minutes)}"
    notes = [label(row.status), owner, language(row.language), waited, answer_clock(row, now), attempt_clock(row)]
    return [note for note in notes if note]
