"""Store a message and its sender once, however often the carrier brings it."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from conversations.inbound import Inbound
from conversations.models import Contact, InboundMessage
from storage.keys import current
from storage.once import add_once, find_or_add

_OF_ADDRESS = select(Contact).where(
    Contact.channel == bindparam("channel"), Contact.address_index == bindparam("address_index")
)
_OF_PROVIDER = select(InboundMessage).where(
    InboundMessage.channel == bindparam("channel"), InboundMessage.provider_message_id == bindparam("provider_id")
)


def remember_once(session: Session, inbound: Inbound, *, now: datetime) -> tuple[InboundMessage, bool]:
    """Return the row of a message, and whether it was stored just now; a unique violation is a duplicate, no error."""
    contact = contact_for(session, inbound, now=now)
    message = _new_inbound(inbound, contact, now)
    if add_once(session, message):
        return message, True
    return _find_inbound(session, inbound), False


def contact_for(session: Session, inbound: Inbound, *, now: datetime) -> Contact:
    """Return who is at the address of a message, a new row where nobody was known there."""
    return find_or_add(session, lambda: _find_contact(session, inbound), lambda: _new_contact(inbound, now))


def _find_contact(session: Session, inbound: Inbound) -> Contact | None:
    index = current().pseudonym(inbound.channel, inbound.address)
    return session.scalars(_OF_ADDRESS, {"channel": inbound.channel, "address_index": index}).first()


def _new_contact(inbound: Inbound, now: datetime) -> Contact:
    return Contact(
        id=uuid.uuid4(),
        channel=inbound.channel,
        address_index=current().pseudonym(inbound.channel, inbound.address),
        address=inbound.address if inbound.channel == "sms" else None,
        language=inbound.language or "en",
        created_at=now,
        last_seen_at=now,
        next_seq=1,
    )


def _find_inbound(session: Session, inbound: Inbound) -> InboundMessage:
    asked = {"channel": inbound.channel, "provider_id": inbound.provider_message_id}
    return session.scalars(_OF_PROVIDER, asked).one()


def _new_inbound(inbound: Inbound, contact: Contact, now: datetime) -> InboundMessage:
    return InboundMessage(
        id=uuid.uuid4(),
        contact_id=contact.id,
        channel=inbound.channel,
        provider_message_id=inbound.provider_message_id,
        body=inbound.said,
        media_count=inbound.media_count,
        opt_out_type=inbound.opt_out_type,
        received_at=now,
    )
