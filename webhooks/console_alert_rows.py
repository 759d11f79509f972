"""Alerts as they are listed: how long they wait, who was told, nothing a person wrote and no number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.alerts import FOLDED
from conversations.models import AlertNotice, Contact, StaffAlert
from conversations.notices import notices_of
from port_queue import Role
from staff import SignedIn, users
from staff.alert_policy import DANGER_LEVELS, EMERGENCY, AlertPolicy
from staff.codes import ContactOrder, Done
from webhooks.console_words import running

_NOBODY: Mapping[bool | None, str] = {
    True: "Nobody was on duty",
    False: "Nobody on duty could be texted",
    None: "Nobody has been told yet",
}
_NOT_TOLD: Mapping[str, str] = {
    "pending": "Texting {name}",
    "sending": "Texting {name}",
    "failed": "The text to {name} did not go out",
    "undelivered": "The text to {name} did not arrive",
    "cut_off": "It is not known whether the text to {name} left",
}
_TOLD = frozenset({"sent", "delivered"})
_ORDERS: Mapping[ContactOrder, str] = {ContactOrder.FIRST: "first contact", ContactOrder.SECOND: "second contact"}


@dataclass(frozen=True, slots=True)
class Told:
    """One line about who was told; `at` is when, None where nobody was."""

    words: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert as it is listed: nothing a person wrote, and no number."""

    id: UUID
    kind: str
    level: str
    clock: str
    at: datetime
    channel: str
    is_open: bool
    is_late: bool
    may_reveal: bool
    before_contact: str
    is_technical: bool
    done: Done | None
    told: tuple[Told, ...]

    @property
    def is_emergency(self) -> bool:
        """Tell whether somebody may be dying now."""
        return self.level == EMERGENCY

    @property
    def is_danger(self) -> bool:
        """Tell whether the policy tells somebody of it."""
        return self.level in DANGER_LEVELS


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads the rows, when, and by which policy."""

    viewer: SignedIn
    now: datetime
    policy: AlertPolicy


def alert_rows(session: Session, alerts: Sequence[StaffAlert], reading: Reading) -> list[AlertRow]:
    """Write the rows of `alerts`, in their order."""
    ids = {alert.contact_id for alert in alerts if alert.contact_id}
    contacts = {contact.id: contact for contact in session.scalars(select(Contact).where(Contact.id.in_(ids)))}
    told = _told_lines(session, alerts)
    return [_row(alert, contacts.get(alert.contact_id or alert.id), told[alert.id], reading) for alert in alerts]


def order_words(order: ContactOrder) -> str:
    """Say which contact somebody is."""
    return _ORDERS[order]


def _row(alert: StaffAlert, contact: Contact | None, told: tuple[Told, ...], reading: Reading) -> AlertRow:
    is_danger, is_open = alert.level in DANGER_LEVELS, alert.seen_at is None
    return AlertRow(
        id=alert.id,
        kind=alert.kind,
        level=alert.level,
        clock=running(alert.created_at, reading.now),
        at=alert.created_at,
        channel=contact.channel if contact else "",
        is_open=is_open,
        is_late=is_danger and is_open and reading.policy.is_late(alert.level, alert.created_at, reading.now),
        may_reveal=_may_reveal(alert, reading.viewer),
        before_contact=_before_contact(contact) if is_danger and contact else "",
        is_technical=alert.kind in FOLDED,
        done=alert.done,
        told=told if is_danger else (),
    )


def _before_contact(contact: Contact) -> str:
    """Say what to know before the person is called; who must not be seen texting may not be safe on the phone."""
    if contact.not_safe_at is not None:
        return "Said that texting is not safe: take care when you call"
    return "Opted out of texts: staff may call" if contact.opted_out_at is not None else ""


def _may_reveal(alert: StaffAlert, viewer: SignedIn) -> bool:
    """Open an alert's words to whoever is looking after it: anybody until it is signed for, then only that one."""
    return alert.seen_at is None or alert.seen_by == viewer.user_id or viewer.role is Role.SUPERVISOR


def _told_lines(session: Session, alerts: Sequence[StaffAlert]) -> dict[UUID, tuple[Told, ...]]:
    """Say of each alert who was told; a notice folded into another text is told by that text."""
    notices = notices_of(session, [alert.id for alert in alerts])
    texts = {notice.id: notice for notice in notices if notice.folded_into is None}
    texts |= _texts_elsewhere(session, {notice.folded_into for notice in notices if notice.folded_into} - set(texts))
    names = {user.id: user.username for user in users(session)} if notices else {}
    by_alert: dict[UUID, list[AlertNotice]] = defaultdict(list)
    for notice in notices:
        by_alert[notice.alert_id].append(texts[notice.folded_into or notice.id])
    return {alert.id: _lines(alert, by_alert[alert.id], names) for alert in alerts}


def _texts_elsewhere(session: Session, ids: set[UUID]) -> dict[UUID, AlertNotice]:
    """Read texts that were sent for an alert which is not listed any more."""
    if not ids:
        return {}
    return {text.id: text for text in session.scalars(select(AlertNotice).where(AlertNotice.id.in_(ids)))}


def _lines(alert: StaffAlert, texts: Iterable[AlertNotice], names: Mapping[UUID, str]) -> tuple[Told, ...]:
    by_person: dict[UUID, list[AlertNotice]] = defaultdict(list)
    for text in texts:
        if text.state != "dropped":
            by_person[text.user_id].append(text)
    nobody = (Told(_NOBODY[alert.unattended]),) if alert.unattended or not by_person else ()
    return (*nobody, *(_line(of_one, names, alert.created_at) for of_one in by_person.values()))


def _line(texts: Sequence[AlertNotice], names: Mapping[UUID, str], raised_at: datetime) -> Told:
    """Say what came of the texts to one person: when they were last told, or why they were not.

    Who was told of an earlier alert of the same burst was told before this one came.
    """
    last, told = texts[-1], [text for text in texts if text.state in _TOLD]
    name = f"{names.get(last.user_id, 'somebody')}, {order_words(ContactOrder(last.order))}"
    if not told:
        return Told(_NOT_TOLD.get(last.state, _NOT_TOLD["pending"]).format(name=name))
    times = f" {len(told)} times, last" if len(told) > 1 else ""
    of_what = "Told of this person before:" if told[-1].changed_at < raised_at else "Told"
    return Told(f"{of_what} {name},{times}", told[-1].changed_at)
