"""Asking providers by text whether their listing is still right, and hearing the digit that comes back.

Danger, carrier words and whatever else the number has open come first; only a digit to our own question is an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.answer import Ask, Message, Say
from bot.copy_store import CopyStore
from conversations.doing import Doing
from conversations.inbound import Inbound
from conversations.models import Contact
from conversations.outbox import tell
from conversations.remembering import contact_for
from resources_directory.confirmations import due, keep_answer, note_asked, open_question
from resources_directory.confirming import Said, is_asking_time

QUESTION = "provider_check"
#: Texts of one pass: carriers look askance at many at once, and the next pass comes within seconds.
AT_ONCE = 5


def ask_providers(session: Session, *, copy: CopyStore, now: datetime) -> int:
    """Queue the questions that are due, at the hour for them; who opted out is asked nothing.  Returns how many."""
    if not is_asking_time(now):
        return 0
    asked = 0
    for candidate in due(session, now)[:AT_ONCE]:
        row = note_asked(session, candidate, now)
        contact = contact_for(session, Inbound("sms", "", candidate.number, ""), now=now)
        if row is None or contact.opted_out_at is not None:
            continue
        session.flush()
        question = Ask(QUESTION, args={"service": candidate.name}, wording="provider_check_named")
        tell(session, contact.id, (question,), key=f"{QUESTION}:{row.id}", copy=copy, now=now)
        asked += 1
    return asked


def open_provider_question(session: Session, contact: Contact, now: datetime) -> Ask | None:
    """Return our question this number has not answered, None where there is none."""
    if contact.channel != "sms" or not contact.address:
        return None
    return Ask(QUESTION) if open_question(session, contact.address, now) else None


def _provider_answer(doing: Doing, args: Mapping[str, str]) -> tuple[Message, ...]:
    """Keep a provider's digit; the question is answered, and closed."""
    doing.dialogue = replace(doing.dialogue, asked=None)
    row = open_question(doing.session, doing.contact.address or "", doing.now)
    if row is None:  # it grew too old between two texts
        return (Say("digit_nothing"),)
    keep_answer(doing.session, row, Said(args["answer"]), doing.now)
    return (Say("provider_thanks"),)


PROVIDERS = {"provider_answer": _provider_answer}
