"""Never the same text twice in a row: what is said instead when a reply would repeat the one before it.

Pure, and the one place of the rule.  In this order: the second words of the same (`<id>_again`), the same with a next
step, and last a person.  Danger has second words of its own (`aftermath`), and what is the same by its nature stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answer import Ask, Listings, Message, Say
from bot.gsm7 import is_gsm7, units
from bot.questions import CONSENT_QUESTIONS
from bot.render import GSM7_LIMIT, Rendered
from bot.topics import ANSWER_TOPICS, OFFERED_TOPICS, TOPICS
from conversations.dialogue import Dialogue
from conversations.ladder import second_words

Messages = tuple[Message, ...]
Blocks = Sequence[Mapping[str, Any]]
#: Said in the same words each time: carrier and help words, a promise, where a request stands, REPEAT itself.
FIXED = (
    "danger_", "bystander_", "stop_", "start_", "help", "text_stop", "status_", "request_received", "repeat_words",
    "who_sees", "forget_done", "cancel_done", "slow_down",
)  # fmt: skip
NEXT_CHOICES = 3


def not_again(
    messages: Messages,
    said: Blocks,
    dialogue: Dialogue,
    *,
    render: Callable[[Messages], Rendered],
    has: Callable[[str], bool],
) -> Messages:
    """Return `messages`, or the first other way to say them that does not repeat `said`, the reply before.

    Another way that is too long for one SMS is taken only where every shorter one repeats.
    """
    if not said or not messages or _is_fixed(messages) or not _repeats(render(messages), said):
        return messages
    ways = [(way, render(way)) for way in _other_ways(messages, dialogue, has)]
    fresh = [(way, rendered) for way, rendered in ways if not _repeats(rendered, said)]
    fitting = [way for way, rendered in fresh if _fits(rendered)]
    return next(iter([*fitting, *(way for way, _ in fresh), messages]))


def _other_ways(messages: Messages, dialogue: Dialogue, has: Callable[[str], bool]) -> Iterator[Messages]:
    asked = [message for message in messages if isinstance(message, Ask)]
    yield _in_second_words(messages, has)
    if not asked:
        yield (*messages, _next_step(messages, dialogue))
    yield (Say("said_already"), *(asked[-1:] or [_person(dialogue)]))


def _in_second_words(messages: Messages, has: Callable[[str], bool]) -> Messages:
    """Say each message in its second words, where it has some; one lead into a consent is enough."""
    said = [other for message in messages for other in _second(message, has)]
    leads = [message for message in messages if message == Say("please_digit")]
    return tuple(message for message in said if not (leads and message == Say("please_digit")))


def _second(message: Message, has: Callable[[str], bool]) -> Messages:
    if isinstance(message, Ask):
        is_worded = message.question in CONSENT_QUESTIONS or has(f"ask_{message.question}_again")
        return second_words(message) if is_worded and not message.wording else (message,)
    if isinstance(message, Say) and has(f"{message.copy_id}_again"):
        return (replace(message, copy_id=f"{message.copy_id}_again"),)
    return (message,)


def _next_step(messages: Messages, dialogue: Dialogue) -> Ask:
    """Ask the open question of a request; else offer what is near the topic and a person, or the menu."""
    if dialogue.open_form and dialogue.asked is not None:
        return dialogue.asked
    topic = next((said.copy_id for said in messages if isinstance(said, Say) and said.copy_id in ANSWER_TOPICS), None)
    if topic is None and not any(isinstance(message, Listings) for message in messages):
        return Ask("menu")
    near = [near for near in TOPICS[topic].neighbours if near in OFFERED_TOPICS] if topic else []
    options = dict.fromkeys((*near[: NEXT_CHOICES - 2], "talk_to_human", "find_service"))
    return Ask("did_you_mean", tuple(options), wording="ask_next_step")


def _person(dialogue: Dialogue) -> Ask:
    return dialogue.asked if dialogue.open_form and dialogue.asked is not None else Ask("request_offer")


def _is_fixed(messages: Messages) -> bool:
    return any(isinstance(message, Say) and message.copy_id.startswith(FIXED) for message in messages)


def _repeats(rendered: Rendered, said: Blocks) -> bool:
    """Tell whether `said` is these blocks, or begins with them (an introduction or an offer may have followed)."""
    blocks = [block for block in rendered.blocks if block.get("text") or block.get("cards")]
    return len(blocks) <= len(said) and all(_begins(now, before) for now, before in zip(blocks, said, strict=False))


def _begins(now: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    text, earlier = str(now.get("text")), str(before.get("text"))
    same = earlier == text or earlier.startswith(f"{text}\n")
    return same and now.get("cards") == before.get("cards")


def _fits(rendered: Rendered) -> bool:
    """Tell whether a reply is no longer than an SMS may be; the web's spelling is measured as SMS would spell it."""
    length = units(rendered.text) if is_gsm7(rendered.text) else len(rendered.text)
    return length <= GSM7_LIMIT
