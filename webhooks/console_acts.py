"""What staff do with a referral: each act is one transaction with its audit row and the requester's news."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

import port_queue
from port_queue import Act, Means, QueueError, Reason, Referral, Role, Status
from webhooks.access import Door, open_to
from webhooks.console_door import refuse, viewer, worker
from webhooks.console_forms import (
    Form,
    FormRefusedError,
    read_code,
    read_morning,
    read_outcomes,
    read_reason,
    read_text,
    read_yes_no,
)
from webhooks.console_news import contact_of, lock_requester, tell_closed, tell_trying
from webhooks.console_referrals import Refusal, referral_page
from webhooks.console_scope import Deed, is_mine, may_do, roles_of
from webhooks.services import services

acts = Blueprint("acts", __name__, url_prefix="/referrals/<uuid:referral_id>")

Doing = Callable[[Session, Referral, Form], str]
_NEXT_PLACE_MOST = 200


class _NotTheirsError(Exception):
    """The viewer may not do this with this referral (any more)."""


@acts.post("/attempt")
@open_to(Door.STAFF, *roles_of(Deed.ATTEMPT))
def attempt(referral_id: UUID) -> ResponseReturnValue:
    """Record a try to reach the person."""
    return _do(referral_id, Deed.ATTEMPT, _record_attempt)


@acts.post("/close")
@open_to(Door.STAFF, *roles_of(Deed.CLOSE))
def close(referral_id: UUID) -> ResponseReturnValue:
    """Close with what came of it, or with why nothing did."""
    return _do(referral_id, Deed.CLOSE, _close)


@acts.post("/hold")
@open_to(Door.STAFF, *roles_of(Deed.HOLD))
def hold(referral_id: UUID) -> ResponseReturnValue:
    """Put it aside until a day the person asked for."""
    return _do(referral_id, Deed.HOLD, _hold)


@acts.post("/hand-back")
@open_to(Door.STAFF, *roles_of(Deed.HAND_BACK))
def hand_back(referral_id: UUID) -> ResponseReturnValue:
    """Give it back to the queue."""
    return _do(referral_id, Deed.HAND_BACK, _hand_back)


@acts.post("/decline")
@open_to(Door.STAFF, *roles_of(Deed.DECLINE))
def decline(referral_id: UUID) -> ResponseReturnValue:
    """Record that the person said no."""
    return _do(referral_id, Deed.DECLINE, _decline)


@acts.post("/reject")
@open_to(Door.STAFF, *roles_of(Deed.REJECT))
def reject(referral_id: UUID) -> ResponseReturnValue:
    """Say that the team cannot serve, and where the person is sent on to."""
    return _do(referral_id, Deed.REJECT, _reject)


def _do(referral_id: UUID, deed: Deed, doing: Doing) -> ResponseReturnValue:
    """Do it in one transaction and go home or back to the page; a refusal shows the page with the form kept."""
    try:
        with services().database.write() as session:
            referral = _take_up(session, referral_id, deed)
            flashed = doing(session, referral, request.form)
            stays = is_mine(referral, worker()) or viewer().role is Role.SUPERVISOR
    except _NotTheirsError:
        refuse("referral", str(referral_id))
    except (QueueError, FormRefusedError) as error:
        return referral_page(referral_id, Refusal(deed, str(error), request.form)), 422
    flash(flashed)
    target = url_for("console.referrals.show", referral_id=referral_id) if stays else url_for("console.home.show")
    return redirect(target, code=303)


def _take_up(session: Session, referral_id: UUID, deed: Deed) -> Referral:
    """Lock the requester, then the referral (the order of a turn); raises unless the viewer may do the deed."""
    lock_requester(session, contact_of(session, referral_id))
    referral = port_queue.locked(session, referral_id)
    if not may_do(deed, viewer().role, mine=is_mine(referral, worker())):
        raise _NotTheirsError
    return referral


def _record_attempt(session: Session, referral: Referral, form: Form) -> str:
    """Record one try; a form sent twice, or over a colleague's try, is refused, because three tries may close it."""
    if form.get("attempts_seen") != str(len(port_queue.attempts_of(session, referral.id))):
        raise FormRefusedError("A try was recorded since you opened this page. Look below before you record another")
    tried = port_queue.record_attempt(
        session,
        referral,
        means=read_code(form, "means", Means, what="How you tried"),
        reached=read_yes_no(form, "reached", what="Whether you reached the person"),
        act=_act(),
        notes=read_text(form, "notes", what="Notes", required=False),
    )
    tell_trying(session, referral, tried)
    return "The try is recorded."


def _close(session: Session, referral: Referral, form: Form) -> str:
    port_queue.close(
        session,
        referral,
        outcomes=read_outcomes(form),
        reason=read_reason(form, "why"),
        by=worker(),
        role=viewer().role,
        now=services().clock(),
    )
    tell_closed(session, referral)
    return "The referral is closed."


def _hold(session: Session, referral: Referral, form: Form) -> str:
    until = read_morning(form, "until", what="Until when")
    port_queue.hold(session, referral, until=until, act=_act(read_text(form, "reason", what="Why")))
    return "The referral is on hold."


def _hand_back(session: Session, referral: Referral, form: Form) -> str:
    act = _act(read_text(form, "reason", what="Why"))
    port_queue.move(
        session,
        referral,
        Status.REQUESTED,
        by=act.by,
        role=act.role,
        reason=act.reason,
        channel=act.channel,
        now=act.now,
    )
    return "The referral is back in the queue."


def _decline(session: Session, referral: Referral, form: Form) -> str:
    if form.get("sure") != "yes":
        raise FormRefusedError("Please tick that the person said no themselves")
    port_queue.decline(session, referral, now=services().clock(), channel="console", by=worker())
    tell_closed(session, referral)
    return "The person's no is recorded. Nobody will contact them again."


def _reject(session: Session, referral: Referral, form: Form) -> str:
    port_queue.reject(
        session,
        referral,
        reason=read_code(form, "why", Reason, what="Why"),
        next_place=read_text(form, "next_place", what="The next place", most=_NEXT_PLACE_MOST),
        act=_act(),
    )
    tell_closed(session, referral)
    return "The referral is closed, with the next place."


def _act(reason: str = "") -> Act:
    return Act(worker(), viewer().role, "console", services().clock(), reason)
