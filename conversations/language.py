"""Which language a reply is in: the person's explicit choice, else their words, else what they wrote before."""

from __future__ import annotations

from bot.language import detect
from conversations.inbound import Inbound


def reply_language(inbound: Inbound, history: str) -> str:
    """Return the ISO 639-1 code to answer `inbound` in."""
    return inbound.language or detect(inbound.said, history=history)
