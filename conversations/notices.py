"""Who is told of danger, planned: one row for each person, alert and step, written before anything is sent.

The policy is pure (`staff.alert_policy`); here it meets the roster, the alerts and what was sent.  Two workers plan
one after the other, because each holds the shifts that are on.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.alerts import open_dangers
from conversations.models import AlertNotice, Consent, Contact, StaffAlert
from staff.alert_policy import EMERGENCY, AlertClock, AlertPolicy, DueNotice, NoticeSent, OnDuty, due_notices
from staff.codes import ContactOrder
from staff.duty import on_duty
from staff.models import Shift
from storage.keys import current

#: Texts of one person come in bursts; who was told of one within this time knows of them all.
BURST = timedelta(minutes=10)
#: What a STOP ALERTS, a STOP or a START was recorded as (`conversations.effects`).
_PURPOSES = ("alerts", "texts")
#: Notices that told nobody, and that no other may lean on.
_IN_VAIN = frozenset({"failed", "undelivered", "cut_off", "dropped"})


@dataclass(slots=True)
class _Plan:
    """One pass: the session, who is on duty by user, the open alerts, and every notice of them so far."""

    session: Session
    now: datetime
    shifts: Mapping[uuid.UUID, Shift]
    alerts: Mapping[uuid.UUID, StaffAlert]
    notices: dict[uuid.UUID, list[AlertNotice]] = field(default_factory=lambda: defaultdict(list))


def plan_notices(session: Session, *, policy: AlertPolicy, can_text: bool = True, now: datetime) -> int:
    """Write down who is to be told now, and mark what came when nobody was on duty; returns how many are to be told.

    Where nothing `can_text`, nobody is planned to be told, so that no page says that somebody was.
    """
    if not open_dangers(session):
        return 0
    shifts = on_duty(session, now, hold=True)
    plan = _read_plan(session, shifts if can_text else (), now)
    for alert in plan.alerts.values():
        if alert.unattended is None:
            alert.unattended = not shifts
    who = [OnDuty(user_id, ContactOrder(shift.order)) for user_id, shift in plan.shifts.items()]
    return sum(_plan_alert(plan, alert, who, policy) for alert in plan.alerts.values())


def wants_alerts(session: Session, number: str) -> bool:
    """Tell whether this number takes alerts: what its owner texted last decides (STOP ALERTS, STOP, START)."""
    index = current().pseudonym("sms", number)
    known = select(Contact).where(Contact.channel == "sms", Contact.address_index == index)
    contact = session.scalars(known).first()
    if contact is None:
        return True
    said = select(Consent.given).where(Consent.contact_id == contact.id, Consent.purpose.in_(_PURPOSES))
    last = session.scalars(said.order_by(Consent.at.desc()).limit(1)).first()
    return contact.opted_out_at is None and last is not False


def notices_of(session: Session, alert_ids: Sequence[uuid.UUID]) -> Sequence[AlertNotice]:
    """List who was told, or is to be told, of these alerts, in the order it was planned."""
    of_these = select(AlertNotice).where(AlertNotice.alert_id.in_(alert_ids))
    return session.scalars(of_these.order_by(AlertNotice.at, AlertNotice.order, AlertNotice.id)).all()


def record_notice_receipt(
    session: Session, notice_id: uuid.UUID, state: str | None, error_code: str, *, now: datetime
) -> bool:
    """Note that a notice arrived or did not; False when no notice is meant."""
    row = session.get(AlertNotice, notice_id, with_for_update=True)
    if row is None:
        return False
    if state in {"delivered", "undelivered", "failed"} and row.state in {"sending", "sent", "cut_off"}:
        change(row, state, now, error_code)
    return True


def change(row: AlertNotice, state: str, now: datetime, error_code: str = "") -> None:
    """Move a notice to another state."""
    row.state, row.changed_at, row.error_code = state, now, error_code[:16]


def _read_plan(session: Session, shifts: Sequence[Shift], now: datetime) -> _Plan:
    """Read the alerts and notices after the shifts are held, so that what another worker planned is seen."""
    reachable = {shift.user_id: shift for shift in shifts if shift.number and wants_alerts(session, shift.number)}
    plan = _Plan(session, now, reachable, {alert.id: alert for alert in open_dangers(session)})
    for notice in notices_of(session, list(plan.alerts)):
        plan.notices[notice.alert_id].append(notice)
    return plan


def _plan_alert(plan: _Plan, alert: StaffAlert, who: Sequence[OnDuty], policy: AlertPolicy) -> int:
    sent = [NoticeSent(notice.user_id, notice.step, notice.at) for notice in plan.notices[alert.id]]
    due = due_notices(AlertClock(alert.level, alert.created_at), who, sent, plan.now, policy)
    for each in due:
        notice = _notice(plan, alert, each)
        plan.session.add(notice)
        plan.session.flush()
        plan.notices[alert.id].append(notice)
    return len(due)


def _notice(plan: _Plan, alert: StaffAlert, due: DueNotice) -> AlertNotice:
    earlier = _told_already(plan, alert, due.user_id)
    return AlertNotice(
        id=uuid.uuid4(),
        alert_id=alert.id,
        user_id=due.user_id,
        shift_id=plan.shifts[due.user_id].id,
        order=due.order,
        step=due.step,
        folded_into=earlier.id if earlier else None,
        state="folded" if earlier else "pending",
        at=plan.now,
        not_before=plan.now,
        changed_at=plan.now,
    )


def _told_already(plan: _Plan, alert: StaffAlert, user_id: uuid.UUID) -> AlertNotice | None:
    """Find the text that tells of this alert too: one of this very moment, or of the same person a little earlier.

    An earlier one counts only while its own alert is unsigned, and was as grave: who signed a concern off, and then
    is not told of the emergency after it, would never look.
    """
    for other in plan.alerts.values():
        since = plan.now - BURST if _is_same_burst(other, alert) else plan.now
        for notice in plan.notices[other.id]:
            is_text = notice.folded_into is None and notice.state not in _IN_VAIN
            if is_text and notice.user_id == user_id and notice.at >= since and other.id != alert.id:
                return notice
    return None


def _is_same_burst(other: StaffAlert, alert: StaffAlert) -> bool:
    is_as_grave = other.level == EMERGENCY or alert.level != EMERGENCY
    return is_as_grave and alert.contact_id is not None and other.contact_id == alert.contact_id
