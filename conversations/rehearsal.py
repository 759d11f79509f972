"""What would it say?  One text taken down the real road, with no person, nothing stored and nothing done.

Danger, then the steering words and the open question at the door, then the engine, then the reviewed words: the same
functions a turn uses (`conversations.turn`), without its two commits.  Effects are named, never applied.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answer import Ask, Effect, Message, Understanding
from bot.copy_store import CopyStore, MissingBlankError
from bot.keywords import Keyword, read_digit, read_keyword
from bot.questions import DANGER_QUESTIONS, QUESTIONS, REQUEST_QUESTIONS, Kind
from bot.render import Rendered, render_sms, render_web
from bot.safety import NO_DANGER, Verdict, screen
from conversations.dialogue import FORM, Dialogue
from conversations.door import read_step
from conversations.engine import DialogueEngine, EngineUnavailableError
from conversations.following import is_answer, outcome_of_danger
from conversations.inbound import Inbound
from conversations.language import reply_language
from conversations.log import Turn
from conversations.outcome import Outcome, spoken_outcome, unavailable_outcome
from conversations.steps import Seen, Speak
from conversations.turn import hear_engine

#: Questions that can be open here; "did you mean" has no options of its own, danger's belong to a danger.
OPEN_QUESTIONS = tuple(question for question in QUESTIONS if question not in {*DANGER_QUESTIONS, "did_you_mean"})
_HISTORY = "en"
WORDS = "words"
#: What stands in the engine's dialogue for an answer in words.
_SPOKEN = {Kind.PRIVATE: "given", Kind.FREE: "after 5"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody might write: `language` None reads it off the words, `asked` "" has no question open."""

    text: str
    channel: str = "sms"
    language: str | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Everything the road decided; `rendered` None when the words need what a real person told us.

    `seen_danger` is what the screen saw, also where `overruled`: only the model saw it, in an answer to a question.
    """

    seen_danger: Verdict
    overruled: bool
    keyword: Keyword | None
    digit: int | None
    understanding: Understanding | None
    heard: str | None
    """What the engine was given: WORDS, or the name of the choice the door read; None where it was not asked."""
    engine_away: bool
    messages: tuple[Message, ...]
    language: str
    rendered: Rendered | None
    screen_ms: float
    engine_ms: float

    @property
    def effects(self) -> tuple[str, ...]:
        """Name what a real turn would do besides talking."""
        return tuple(message.name for message in self.messages if isinstance(message, Effect))


@dataclass(slots=True)
class _Decided:
    """An outcome, and how the engine took part in it."""

    outcome: Outcome
    heard: str | None = None
    engine_away: bool = False
    engine_ms: float = 0.0


def rehearse(sentence: Sentence, *, engine: DialogueEngine, copy: CopyStore, now: datetime) -> Rehearsal:
    """Take a sentence down the road; with the engine away it still tells danger, words that steer, and what is said."""
    inbound = Inbound(sentence.channel, "rehearsal", "", sentence.text, language=sentence.language)
    seen = _seen(sentence.asked)
    started = time.perf_counter()
    verdict = screen(inbound.heard)
    screen_ms = _ms_since(started)
    overruled = verdict.is_danger and is_answer(inbound, seen, verdict, now=now)
    decided = _decide(inbound, seen, NO_DANGER if overruled else verdict, engine=engine, now=now)
    language = reply_language(inbound, _HISTORY, seen.asked, rule=decided.outcome.verdict.rule)
    return Rehearsal(
        seen_danger=verdict,
        overruled=overruled,
        keyword=read_keyword(inbound.said),
        digit=read_digit(inbound.said),
        understanding=decided.outcome.understanding,
        heard=decided.heard,
        engine_away=decided.engine_away,
        messages=decided.outcome.messages,
        language=language,
        rendered=_rendered(decided.outcome.messages, sentence.channel, language, copy, now=now),
        screen_ms=screen_ms,
        engine_ms=decided.engine_ms,
    )


def _decide(inbound: Inbound, seen: Seen, verdict: Verdict, *, engine: DialogueEngine, now: datetime) -> _Decided:
    if verdict.is_danger:
        return _Decided(outcome_of_danger(inbound, seen, verdict, now=now))
    step = read_step(inbound, seen)
    if isinstance(step, Speak):
        return _Decided(spoken_outcome(step.messages, verdict, seen.dialogue))
    turn = Turn(uuid.uuid4(), uuid.uuid4(), None, _HISTORY, seen)  # nobody's: no such row is ever made
    started = time.perf_counter()
    try:
        outcome, is_away = hear_engine(inbound, turn, step, verdict, engine=engine), False
    except EngineUnavailableError as error:
        outcome, is_away = unavailable_outcome(error, verdict), True
    heard = step.choice.intent if step.choice else WORDS
    return _Decided(outcome, heard, is_away, _ms_since(started))


def _seen(asked: str) -> Seen:
    """Return what the door sees of a new person with one question open; raises KeyError for none of ours."""
    if not asked:
        return Seen()
    dialogue = Dialogue(asked=Ask(QUESTIONS[asked].id))
    order = [question.id for question in REQUEST_QUESTIONS]
    return Seen(dialogue if asked not in order else replace(dialogue, engine=_request(order, asked)))


def _request(order: list[str], asked: str) -> dict[str, object]:
    """Write the engine's dialogue in the middle of a visit request; earlier questions have their first answer."""
    before = [QUESTIONS[question] for question in order[: order.index(asked)]]
    slots = {question.id: question.values[0] if question.values else _SPOKEN[question.kind] for question in before}
    loop = {"name": FORM, "requested_slot": asked}
    return {"v": 1, "slots": {"request_kind": "visit", **slots}, "active_loop": loop, "events": [], "model": ""}


def _rendered(
    messages: tuple[Message, ...], channel: str, language: str, copy: CopyStore, *, now: datetime
) -> Rendered | None:
    render = render_sms if channel == "sms" else render_web
    said = tuple(message for message in messages if not isinstance(message, Effect))
    try:
        return render(said, language=language, copy=copy, now=now)
    except MissingBlankError:  # a read-back: its words are the person's own
        return None


def _ms_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
