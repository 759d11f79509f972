"""Texts of our own accord that follow danger: one about a second dose, and a check-in a day later where they asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.answer import Ask, Message, Say
from conversations.consents import record_consent
from conversations.doing import Doing
from conversations.episodes import timer_key
from conversations.models import Contact, OutgoingMessage
from conversations.outbox import cancel, hold_own, queue

#: Between the 2 and the 3 minutes after which the label asks for a second dose.
SECOND_DOSE_IN = timedelta(seconds=150)
CHECK_IN_IN = timedelta(hours=24)
#: How long "1" is still an answer to the check-in.
CHECK_IN_OPEN = timedelta(hours=24)
#: How the key of a check-in begins.
CHECK_IN = "check_in:"
_CHECKED_IN = select(OutgoingMessage.id).where(
    OutgoingMessage.contact_id == bindparam("contact_id"),
    OutgoingMessage.idempotency_key.startswith(CHECK_IN, autoescape=True),
    OutgoingMessage.state.in_(("sending", "sent", "delivered")),
    OutgoingMessage.not_before > bindparam("after"),
)

Args = Mapping[str, str]


def has_checked_in(session: Session, contact: Contact, *, now: datetime) -> bool:
    """Tell whether the last thing between us is a check-in they have not answered."""
    after = max(contact.last_seen_at, now - CHECK_IN_OPEN)
    return session.scalars(_CHECKED_IN, {"contact_id": contact.id, "after": after}).first() is not None


def _await_second_dose(doing: Doing, _args: Args) -> tuple[Message, ...]:
    if doing.episode_id is not None:
        at, words = doing.now + SECOND_DOSE_IN, (Say("bystander_second_dose"),)
        _queue(doing, timer_key(doing.episode_id), words, at, urgent=True)
    return ()


def _no_second_dose(doing: Doing, _args: Args) -> tuple[Message, ...]:
    if doing.episode_id is not None:
        cancel(doing.session, doing.contact.id, timer_key(doing.episode_id), now=doing.now)
    return ()


def _check_in(doing: Doing, args: Args) -> tuple[Message, ...]:
    """Record the consent and queue one text for tomorrow; where we cannot write first, say so."""
    contact = doing.contact
    if contact.channel != "sms" or contact.opted_out_at is not None or doing.episode_id is None:
        return (Say("check_in_not_here"),)
    contact.not_safe_at = None  # they ask us to write
    record_consent(doing, "check_in", given=True, copy_id=args["asked"])
    words = (Say("check_in_24h"), Ask("check_in"))
    _queue(doing, f"{CHECK_IN}{doing.episode_id}", words, doing.now + CHECK_IN_IN, urgent=False)
    return (Say("check_in_done"),)


def _not_safe_to_text(doing: Doing, _args: Args) -> tuple[Message, ...]:
    """Send nothing more by ourselves, and hold what waits, until they say that it is safe or text START."""
    doing.contact.not_safe_at = doing.now
    hold_own(doing.session, doing.contact.id, now=doing.now)
    return ()


def _safe_to_text(doing: Doing, _args: Args) -> tuple[Message, ...]:
    doing.contact.not_safe_at = None
    return ()


def _queue(doing: Doing, key: str, words: tuple[Message, ...], at: datetime, *, urgent: bool) -> None:
    copy = doing.voice.copy
    queue(doing.session, doing.contact, words, key=key, copy=copy, at=at, now=doing.now, urgent=urgent)


OWN_ACCORD: Mapping[str, Callable[[Doing, Args], tuple[Message, ...]]] = {
    "await_second_dose": _await_second_dose,
    "no_second_dose": _no_second_dose,
    "check_in": _check_in,
    "not_safe_to_text": _not_safe_to_text,
    "safe_to_text": _safe_to_text,
}
