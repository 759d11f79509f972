"""Danger with nothing else working: the words from memory, the text kept in the spool until the database is back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog

from bot.answer import Message, Say
from bot.chinese import in_script, without_script
from bot.copy_store import CopyStore
from bot.language import detect
from bot.render import render_sms, render_web
from bot.safety import screen
from conversations.door import opts_out
from conversations.inbound import Inbound
from conversations.language import reply_language
from conversations.memory import Answers
from conversations.reply import Reply
from conversations.spool import Spool, Spooled

logger: Any = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Stopgap:
    """What is left without a database: the words, the spool on disk, and the answers this process remembers."""

    copy: CopyStore
    spool: Spool
    answers: Answers


def answer_without_database(inbound: Inbound, recent: tuple[str, ...], stopgap: Stopgap, *, now: datetime) -> Reply:
    """Answer danger with its words, anything else with the truth, and keep the text for when we can store it.

    The reply has its id already: stored later under it, a text sent again gets the same bytes before and after.
    """
    verdict = screen(inbound.heard, recent)
    copy_id = verdict.copy_id if verdict.is_danger else _calm_words(inbound)
    language = reply_language(inbound, _spoken_before(recent, stopgap.copy), rule=verdict.rule)
    rendered = _rendered((Say(copy_id),) if copy_id else (), inbound, language, stopgap.copy, now=now)
    reply = stopgap.answers.keep(inbound, replace(rendered, id=uuid.uuid4()))
    spooled = Spooled(inbound, said_copy_id=copy_id, at=now, language=language, reply_id=reply.id)
    _keep(spooled, stopgap.spool)
    return reply


def _calm_words(inbound: Inbound) -> str:
    """Name what is said without danger: nothing where Twilio has answered; an opt-out is done when it is stored."""
    if inbound.opt_out_type:
        return ""
    return "stop_done" if opts_out(inbound) else "engine_down"


def _spoken_before(recent: tuple[str, ...], copy: CopyStore) -> str:
    """Return the language of this person's last texts that we have danger words in, else English."""
    language = "en"
    for text in recent:
        told = in_script(detect(text, history=without_script(language)), text, language)
        language = told if copy.has("danger_overdose", told) else language
    return language


def _keep(spooled: Spooled, spool: Spool) -> None:
    """Keep the text for later; with the disk full as well, the answer still goes out."""
    try:
        spool.keep(spooled)
    except OSError as error:
        logger.critical("text_not_kept", error=type(error).__name__, channel=spooled.inbound.channel)


def _rendered(
    messages: tuple[Message, ...], inbound: Inbound, language: str, copy: CopyStore, *, now: datetime
) -> Reply:
    render = render_sms if inbound.channel == "sms" else render_web
    rendered = render(messages, language=language, copy=copy, now=now)
    return Reply(tuple(block for block in rendered.blocks if block.get("text")), copy_refs=rendered.copy_refs)
