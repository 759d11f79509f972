"""Which language a reply is in: the person's explicit choice, else their words, else what they wrote before."""

from __future__ import annotations

from bot.answer import Ask
from bot.language import detect
from bot.private_answers import is_answer
from conversations.inbound import Inbound


def reply_language(inbound: Inbound, history: str, asked: Ask | None = None, *, rule: str = "") -> str:
    """Return the ISO 639-1 code to answer `inbound` in.

    `rule` is the danger rule that saw the text: a cry of two words tells its language so.  A street or a name that
    answers a private question says nothing of a language: "12 Zeigler St" reads as Dutch.
    """
    if inbound.language:
        return inbound.language
    is_private = asked is not None and is_answer(asked.question, inbound.said)
    return history if is_private else detect(inbound.said, history=history, rule=rule)
