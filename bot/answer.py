"""What the engine hands back for one turn: messages to say, questions to ask, effects to apply.

These values cross the process border as JSON (engine -> web), so each has one `kind` key and plain fields.
Words never travel here: a message names copy by id, and `bot.render` finds the reviewed text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

JsonObject = Mapping[str, Any]


class UnreadableAnswerError(ValueError):
    """The engine said something this version does not know how to read."""


@dataclass(frozen=True, slots=True)
class Say:
    """Say the copy `copy_id`, with `args` put in its blanks."""

    copy_id: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask `question` of `bot.questions`; `options` are topic ids, given only for its `TOPIC_QUESTIONS`.

    `args` fill the blanks of the words that ask, `wording` names other copy than the question's own; the door puts
    them in (a read-back is private), never the engine.
    """

    question: str
    options: tuple[str, ...] = ()
    args: Mapping[str, str] = field(default_factory=dict)
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One service_at_location as a person may see it; empty text means unknown.

    `open_state` is open, closed or unknown; `changes_at` the next opening or closing (ISO 8601, Boston time);
    From the place asked about: `walk_minutes` up to an hour, `miles` in a straight line beyond that.
    `checked_on` is the date of the source; `call_first` marks doubtful or old data.
    """

    id: str
    name: str
    address: str = ""
    neighborhood: str = ""
    phone: str = ""
    open_state: str = "unknown"
    changes_at: str = ""
    always_open: bool = False
    walk_minutes: int | None = None
    miles: float | None = None
    walk_in: bool = False
    checked_on: str = ""
    call_first: bool = True


@dataclass(frozen=True, slots=True)
class Listings:
    """Up to three places for `need` near `place` (empty: all of Boston); `remaining` more can be asked for."""

    cards: tuple[Card, ...]
    need: str
    place: str = ""
    remaining: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """Something the turn must do in its own commit, such as `request_visit`; `args` hold nothing private."""

    name: str
    args: Mapping[str, str] = field(default_factory=dict)


Message = Say | Ask | Listings | Effect


@dataclass(frozen=True, slots=True)
class Understanding:
    """How the engine read the text; `choices` are the topics it would offer when unsure.

    `ranking` is how likely each topic is by the words alone (0 to 1), best first, before what was said earlier counts.
    """

    intent: str
    confidence: float
    topic: str = ""
    choices: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything one turn of the engine gives back; `dialogue` is the JSON to send along next time."""

    messages: tuple[Message, ...]
    dialogue: JsonObject
    understanding: Understanding | None = None


def read_message(raw: JsonObject) -> Message:
    """Read one message from its JSON; raises UnreadableAnswerError."""
    try:
        return _READERS[raw["kind"]](raw)
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreadableAnswerError("not a message") from error


def read_answer(raw: JsonObject) -> Answer:
    """Read a whole answer from its JSON; raises UnreadableAnswerError when it says nothing."""
    messages, dialogue, understood = raw.get("messages"), raw.get("dialogue") or {}, raw.get("understanding")
    if not isinstance(messages, list) or not messages:
        raise UnreadableAnswerError("an answer must say something")
    if not isinstance(dialogue, Mapping):
        raise UnreadableAnswerError("a dialogue is an object")
    said = tuple(read_message(message) for message in messages)
    return Answer(said, dialogue, _understanding(understood) if understood else None)


def say(copy_id: str, **args: str) -> dict[str, Any]:
    """Write a Say as JSON."""
    return {"kind": "say", "copy_id": copy_id, "args": args}


def ask(question: str, options: Sequence[str] = ()) -> dict[str, Any]:
    """Write an Ask as JSON."""
    return {"kind": "ask", "question": question, "options": list(options)}


def effect(name: str, **args: str) -> dict[str, Any]:
    """Write an Effect as JSON."""
    return {"kind": "effect", "name": name, "args": args}


def _understanding(raw: JsonObject) -> Understanding:
    try:
        topic, choices = raw.get("topic", ""), tuple(raw.get("choices", ()))
        ranking = tuple((str(name), float(likely)) for name, likely in raw.get("ranking", ()))
        return Understanding(str(raw["intent"]), float(raw["confidence"]), topic, choices, ranking)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableAnswerError("not an understanding") from error


_READERS: Mapping[str, Callable[[JsonObject], Message]] = {
    "say": lambda raw: Say(raw["copy_id"], dict(raw.get("args", {}))),
    "ask": lambda raw: Ask(raw["question"], tuple(raw.get("options", ()))),
    "listings": lambda raw: Listings(
        tuple(Card(**card) for card in raw["cards"]), raw["need"], raw.get("place", ""), raw.get("remaining", 0)
    ),
    "effect": lambda raw: Effect(raw["name"], dict(raw.get("args", {}))),
}
