"""What the requester hears of what staff do: fixed neutral words, queued in the same transaction as the act.

A turn locks the person's contact before their referral, so the console does too; otherwise a person who takes a
request back while staff close it would leave both waiting for each other.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from bot.answer import Say
from conversations.models import Contact
from conversations.outbox import tell
from port_queue import Reason, Referral, Requester, SafeWords, Status
from port_queue import get as find_referral
from port_queue.models import Attempt
from webhooks.services import services

#: Reasons that say truthfully "we could not reach you".
_NOT_REACHED = frozenset({Reason.NO_ANSWER_X3, Reason.WRONG_NUMBER, Reason.WRONG_ADDRESS, Reason.MOVED})


def lock_requester(session: Session, contact_id: UUID | None, *, wait: bool = True) -> None:
    """Hold the contact a referral came from until the transaction ends; raises OperationalError if it may not wait."""
    if contact_id is not None:
        session.get(Contact, contact_id, with_for_update={"nowait": not wait}, populate_existing=True)


def contact_of(session: Session, referral_id: UUID) -> UUID | None:
    """Return the contact a referral came from, or None."""
    referral = find_referral(session, referral_id)
    return referral.contact_id if referral else None


def tell_accepted(session: Session, referral: Referral) -> None:
    """Say that somebody has it; once, however often it changes hands."""
    _tell(session, referral, Say("team_accepted"), key=f"team_accepted:{referral.id}")


def tell_trying(session: Session, referral: Referral, attempt: Attempt) -> None:
    """Say that we tried, after a try that reached nobody."""
    if not attempt.reached:
        _tell(session, referral, Say("team_trying"), key=f"team_trying:{attempt.id}")


def tell_closed(session: Session, referral: Referral) -> None:
    """Say that it is closed, where we have true and neutral words for it."""
    news = closing_news(referral)
    if news is not None:
        _tell(session, referral, news, key=f"closed:{referral.id}")


def closing_news(referral: Referral) -> Say | None:
    """Choose the words for a closed referral, or None where silence is kinder or safer.

    Silent: after a death; after a no that somebody else's phone would show; and where naming the next place on a
    phone that others may read would tell what it is about (staff tell the person themselves).
    """
    match referral.status:
        case Status.COMPLETED:
            return Say("closed_done")
        case Status.UNABLE if referral.closing_reason is not Reason.DECEASED:
            return Say("closed_unable" if referral.closing_reason in _NOT_REACHED else "closed_other")
        case Status.DECLINED if referral.requester is Requester.SELF:
            return Say("closed_declined")
        case Status.REJECTED if referral.safe_words is SafeWords.OPEN:
            return Say("closed_rejected", {"next": referral.next_place or ""})
    return None


def _tell(session: Session, referral: Referral, news: Say, *, key: str) -> None:
    """Queue the news, unless the referral came from no conversation, or from one that is gone."""
    if referral.contact_id is None or session.get(Contact, referral.contact_id) is None:
        return
    now = services().clock()
    tell(session, referral.contact_id, (news,), key=key, copy=services().copy, now=now)
