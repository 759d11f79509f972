"""Danger with nothing else working: the words from memory, the text kept in the spool until the database is back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog

from bot.answer import Message, Say
from bot.copy_store import CopyStore
from bot.render import render_sms, render_web
from bot.safety import screen
from conversations.door import opts_out
from conversations.inbound import Inbound
from conversations.language import reply_language
from conversations.reply import Reply
from conversations.spool import Spool, Spooled

logger: Any = structlog.get_logger(__name__)


def answer_without_database(
    inbound: Inbound, recent: tuple[str, ...], *, copy: CopyStore, spool: Spool, now: datetime
) -> Reply:
    """Answer danger with its words, anything else with the truth, and keep the text for when we can store it."""
    verdict = screen(inbound.heard, recent)
    copy_id = verdict.copy_id if verdict.is_danger else _calm_words(inbound)
    reply = _rendered((Say(copy_id),) if copy_id else (), inbound, copy, now=now)
    _keep(Spooled(inbound, said_copy_id=copy_id, at=now), spool)
    return reply


def _calm_words(inbound: Inbound) -> str:
    """Name what is said without danger: nothing where Twilio has answered; an opt-out is done when it is stored."""
    if inbound.opt_out_type:
        return ""
    return "stop_done" if opts_out(inbound) else "engine_down"


def _keep(spooled: Spooled, spool: Spool) -> None:
    """Keep the text for later; with the disk full as well, the answer still goes out."""
    try:
        spool.keep(spooled)
    except OSError as error:
        logger.critical("text_not_kept", error=type(error).__name__, channel=spooled.inbound.channel)


def _rendered(messages: tuple[Message, ...], inbound: Inbound, copy: CopyStore, *, now: datetime) -> Reply:
    render = render_sms if inbound.channel == "sms" else render_web
    rendered = render(messages, language=reply_language(inbound, "en"), copy=copy, now=now)
    return Reply(tuple(block for block in rendered.blocks if block.get("text")), copy_refs=rendered.copy_refs)
