"""Danger with nothing else working: the words from memory, the text kept in the spool until the database is back."""

from __future__ import annotations

from datetime import datetime

from bot.answer import Message, Say
from bot.copy_store import CopyStore
from bot.render import render_sms, render_web
from bot.safety import screen
from conversations.inbound import Inbound
from conversations.language import reply_language
from conversations.reply import Reply
from conversations.spool import Spool, Spooled


def answer_without_database(
    inbound: Inbound, recent: tuple[str, ...], *, copy: CopyStore, spool: Spool, now: datetime
) -> Reply:
    """Answer danger with its words, anything else with the truth, and keep the text for when we can store it."""
    verdict = screen(inbound.said, recent)
    message = Say(verdict.copy_id) if verdict.is_danger else Say("engine_down")
    reply = _rendered(message, inbound, copy, now=now)
    spool.keep(Spooled(inbound, said_copy_id=message.copy_id, at=now))
    return reply


def _rendered(message: Message, inbound: Inbound, copy: CopyStore, *, now: datetime) -> Reply:
    render = render_sms if inbound.channel == "sms" else render_web
    rendered = render((message,), language=reply_language(inbound, "en"), copy=copy, now=now)
    return Reply(rendered.blocks, copy_refs=rendered.copy_refs)
