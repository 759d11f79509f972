"""The dialogue between two texts: the engine's part, and what the door must remember (the question it left open)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.answer import Ask, JsonObject, Listings, Message, UnreadableAnswerError, read_message
from bot.questions import QUESTIONS

#: Design: the engine's part and ours together; a larger one is begun afresh rather than stored.
SIZE_LIMIT_BYTES = 16 * 1024
FORM = "request_form"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What the next text is read against; `asked` is the open question, `unshown` the places MORE will show.

    `misses` counts the texts in a row that answered or meant nothing (`conversations.ladder`); `newcomer` is true once
    somebody said that another person holds this phone now: what the earlier one left is not theirs to hear.
    """

    engine: JsonObject | None = None
    asked: Ask | None = None
    unshown: Listings | None = None
    resume_offered: bool = False
    misses: int = 0
    newcomer: bool = False
    chosen: str = ""
    """The language the person asked for in so many words; it stays until they ask for another."""
    listed: tuple[str, ...] = ()
    """The places shown last, by id and in the order of their numbers."""
    looked_at: str = ""
    """The one of them that more was told of."""
    told: str = ""
    """The language in which this conversation was told of the interpreters."""
    just_listed: bool = False
    """Whether the reply before this text listed them: only then is a bare "wrong" about a place."""
    wrong: str = ""
    """The one of them that `listing_wrong` asks about."""

    @property
    def open_form(self) -> bool:
        """Tell whether the engine is in the middle of a request."""
        loop = (self.engine or {}).get("active_loop")
        return isinstance(loop, dict) and loop.get("name") == FORM

    @property
    def slots(self) -> Mapping[str, Any]:
        """Return the engine's slots; none of them is private."""
        return (self.engine or {}).get("slots") or {}


def read_state(state: Mapping[str, Any] | None) -> Dialogue:
    """Read a stored dialogue; nothing stored is a new one."""
    if not state:
        return Dialogue()
    return Dialogue(
        engine=state.get("engine"),
        asked=_message(state.get("asked"), Ask),
        unshown=_message(state.get("unshown"), Listings),
        resume_offered=bool(state.get("resume_offered")),
        misses=int(state.get("misses") or 0),
        newcomer=bool(state.get("newcomer")),
        chosen=str(state.get("chosen") or ""),
        listed=tuple(str(place) for place in state.get("listed") or ()),
        looked_at=str(state.get("looked_at") or ""),
        told=str(state.get("told") or ""),
        just_listed=bool(state.get("just_listed")),
        wrong=str(state.get("wrong") or ""),
    )


def write_state(dialogue: Dialogue) -> dict[str, Any]:
    """Write a dialogue for storing; one over 16 KB loses the engine's part, so that it can never grow."""
    state = {
        "engine": dialogue.engine,
        "asked": {"kind": "ask", **asdict(_without_private(dialogue.asked))} if dialogue.asked else None,
        "unshown": {"kind": "listings", **asdict(dialogue.unshown)} if dialogue.unshown else None,
        "resume_offered": dialogue.resume_offered,
        "misses": dialogue.misses,
        "newcomer": dialogue.newcomer,
        "chosen": dialogue.chosen,
        "listed": list(dialogue.listed),
        "looked_at": dialogue.looked_at,
        "told": dialogue.told,
        "just_listed": dialogue.just_listed,
        "wrong": dialogue.wrong,
    }
    too_large = len(json.dumps(state, ensure_ascii=False).encode()) > SIZE_LIMIT_BYTES
    return {**state, "engine": None} if too_large else state


def _message(raw: Mapping[str, Any] | None, kind: type[Any]) -> Any:  # noqa: ANN401 - the type asked for
    """Read one stored message; one that another version wrote, and this one cannot read, counts as none."""
    try:
        message: Message | None = read_message(raw) if raw else None
    except UnreadableAnswerError:
        return None
    is_known = not isinstance(message, Ask) or message.question in QUESTIONS
    return message if isinstance(message, kind) and is_known else None


def _without_private(asked: Ask) -> Ask:
    """Drop the filled blanks: a read-back holds private words, and they are filled anew each time."""
    return Ask(asked.question, asked.options)
