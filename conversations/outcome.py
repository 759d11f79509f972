"""What a turn decided, before anything is written: messages, the dialogue after, and what was understood."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.answer import Answer, Ask, Listings, Message, Say, Understanding
from bot.safety import Verdict
from conversations.dialogue import Dialogue
from conversations.engine import EngineUnavailableError
from conversations.episode import Episode


@dataclass(frozen=True, slots=True)
class Outcome:
    """One turn's decision; `dialogue` None leaves the stored one as it is, `keep` holds private answers to store.

    `reply_id` is the id of a reply that has gone out already, with the database away; None makes a new one.
    """

    messages: tuple[Message, ...]
    verdict: Verdict
    dialogue: Dialogue | None = None
    understanding: Understanding | None = None
    keep: Mapping[str, str] = field(default_factory=dict)
    alert: str = ""
    reply_id: uuid.UUID | None = None
    after: Episode | None = None
    """The danger as it becomes; None leaves the stored one as it is."""


def danger_outcome(verdict: Verdict, after: Episode | None = None) -> Outcome:
    """Say the reviewed words for this danger, and nothing else; an open request stays as it is."""
    return Outcome((Say(verdict.copy_id),), verdict, alert=str(verdict.category), after=after)


def spoken_outcome(messages: tuple[Message, ...], verdict: Verdict, dialogue: Dialogue) -> Outcome:
    """Answer at the door; a question left open stays open unless a new one is asked."""
    return Outcome(messages, verdict, dialogue=after_messages(dialogue, messages, asked=dialogue.asked))


def engine_outcome(answer: Answer, verdict: Verdict, dialogue: Dialogue, keep: Mapping[str, str]) -> Outcome:
    """Take over what the engine said, and its dialogue."""
    after = after_messages(replace(dialogue, engine=answer.dialogue), answer.messages, asked=None)
    return Outcome(answer.messages, verdict, dialogue=after, understanding=answer.understanding, keep=keep)


def unavailable_outcome(error: EngineUnavailableError, verdict: Verdict) -> Outcome:
    """Say truthfully that the rest is starting or not answering, and who answers now; the dialogue is unchanged."""
    copy_id = "starting_up" if error.starting else "engine_down"
    return Outcome((Say(copy_id),), verdict, alert="" if error.starting else "engine_down")


def after_messages(dialogue: Dialogue, messages: tuple[Message, ...], *, asked: Ask | None) -> Dialogue:
    """Return the dialogue once `messages` were said: the last question is the open one, new places replace old."""
    questions = [message for message in messages if isinstance(message, Ask)]
    listings = [message for message in messages if isinstance(message, Listings)]
    return replace(
        dialogue,
        asked=questions[-1] if questions else asked,
        unshown=listings[-1] if listings else dialogue.unshown,
    )
