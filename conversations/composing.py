"""From what a turn decided to what is said: private blanks filled, a left request offered, ourselves introduced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.answer import Ask, Listings, Message, Say
from bot.copy_store import CopyStore
from bot.language import OURS
from bot.questions import QUESTIONS
from bot.render import Rendered, Voice, render_sms, render_web
from conversations.dialogue import Dialogue
from conversations.doing import Doing
from conversations.drafts import Draft
from conversations.episodes import STALE_AFTER
from conversations.models import Contact
from conversations.readback import readback

Messages = tuple[Message, ...]
#: Give way to a request left unfinished: who comes back after two days is asked about that first.
_GIVES_WAY = frozenset({"menu", "did_you_mean"})
_PUT_ASIDE = frozenset({"form_need_person", "request_kept", "restart"})


def offer_resume(
    messages: Messages, after: Dialogue, draft: Draft | None, *, at_door: bool
) -> tuple[Messages, Dialogue]:
    """Offer once, after the answer, to go on with a request left unfinished; never on top of another question.

    The menu and a guess are no such questions: they give way, unless the door was asked for the menu (`at_door`).
    """
    asks = any(isinstance(message, Ask) and message.question not in _GIVES_WAY for message in messages)
    if draft is None or after.open_form or after.resume_offered or asks or _leaves_request(messages, at_door=at_door):
        return messages, after
    offer = Ask("resume_request")
    said = (said for said in messages if not isinstance(said, Ask) and said != Say("digit_nothing"))
    return (*said, offer), replace(after, asked=offer, resume_offered=True)


def _leaves_request(messages: Messages, *, at_door: bool) -> bool:
    """Tell whether this very reply puts the request aside, is the menu somebody asked for, or is silence."""
    is_menu = at_door and messages == (Ask("menu"),)
    return is_menu or not messages or any(isinstance(said, Say) and said.copy_id in _PUT_ASIDE for said in messages)


def fill_private(messages: Messages, doing: Doing) -> Messages:
    """Fill the read-back from the draft; the engine never saw these words."""
    return tuple(
        readback(message, doing) if isinstance(message, Ask) and message.question == "confirm" else message
        for message in messages
    )


def name_interpreters(
    messages: Messages, after: Dialogue, contact: Contact, copy: CopyStore, *, now: datetime
) -> tuple[Messages, Dialogue]:
    """Say once, in their language, who interprets, before an answer that must be in English; never beside a danger."""
    language = contact.language
    is_theirs = language in OURS or all(_has_words(message, language, copy) for message in messages)
    if is_theirs or after.told == language or contact.opted_out_at is not None or _in_danger(contact, now):
        return messages, after
    line = _interpreters(language, copy)
    # Of a language the engine does not know, "I did not understand" and a menu in English would say nothing more.
    if not copy.has("danger_overdose", language) and any(_is_lost(message) for message in messages):
        return (line,), replace(after, told=language, asked=None)
    return (line, *messages), replace(after, told=language)


def _interpreters(language: str, copy: CopyStore) -> Say:
    """Return the line in the language; in English with the language's own name where we have no line."""
    name = f"language_{language}"
    if copy.has("other_language", language) or not copy.has(name, "en"):
        return Say("other_language")
    return Say("other_language_named", {"language": copy.text(name, "en").text})


def _has_words(message: Message, language: str, copy: CopyStore) -> bool:
    """Tell whether all that is said stands in the language itself; an effect says nothing."""
    if isinstance(message, Ask):
        question = QUESTIONS[message.question]
        labels = message.options or tuple(option.label for option in question.options)
        return all(copy.has(copy_id, language) for copy_id in (message.wording or question.copy_id, *labels))
    if isinstance(message, Listings):
        return copy.has("listing_intro", language)
    return not isinstance(message, Say) or copy.has(message.copy_id, language)


def _is_lost(message: Message) -> bool:
    return isinstance(message, Say) and message.copy_id.startswith("fallback")


def introduce(messages: Messages, contact: Contact, *, is_demo: bool, now: datetime) -> Messages:
    """Say once to each number who we are, after the answer; never to a STOP, never on the web (its page says so).

    Nor beside a danger: who kneels by somebody reads only what helps; it is said with the next text after an hour.
    """
    is_first = contact.channel == "sms" and contact.introduced_at is None and contact.opted_out_at is None
    if not is_first or _in_danger(contact, now) or not messages:
        return messages
    contact.introduced_at = now
    return (*messages, Say("intro"), *([Say("demo_banner")] if is_demo else []))


def _in_danger(contact: Contact, now: datetime) -> bool:
    return contact.danger_at is not None and now - contact.danger_at < STALE_AFTER


def render(messages: Sequence[Message], contact: Contact, copy: CopyStore, *, now: datetime) -> Rendered:
    """Render for the channel and language of the contact."""
    renderer = render_sms if contact.channel == "sms" else render_web
    return renderer(messages, language=contact.language, copy=copy, now=now)


def voice_for(contact: Contact, copy: CopyStore, *, now: datetime) -> Voice:
    """Give the voice that speaks to a contact: their language, and the form their channel takes."""
    return Voice(copy, contact.language, "sms" if contact.channel == "sms" else "web", now)
