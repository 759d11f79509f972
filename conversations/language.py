"""Which language a reply is in: the one the person asked for, else that of their words, else what they wrote before."""

from __future__ import annotations

from bot.answer import Ask
from bot.chinese import in_script, without_script
from bot.language import detect
from bot.language_choice import read_language
from bot.private_answers import is_answer
from conversations.inbound import Inbound


def reply_language(
    inbound: Inbound, history: str, asked: Ask | None = None, *, chosen: str = "", rule: str = ""
) -> str:
    """Return the ISO 639-1 code (or `kea`, or `zh-Hant` where Chinese is written so) to answer `inbound` in.

    `chosen` is what was asked for earlier; in danger the words decide again, for another may hold the phone.
    `rule` is the danger rule that saw the text: a cry of two words tells its language so.  A street or a name that
    answers a private question says nothing of a language: "12 Zeigler St" reads as Dutch.
    """
    asked_for = inbound.language or read_language(inbound.said) or (chosen if not rule else "")
    if asked_for:
        return in_script(asked_for, inbound.said, history)
    if asked is not None and is_answer(asked.question, inbound.said):
        return history
    return in_script(detect(inbound.said, history=without_script(chosen or history), rule=rule), inbound.said, history)
