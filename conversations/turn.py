"""Take one turn: the road of an inbound text, from remembering it to its recorded reply (README, "the road")."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.answer import Answer, Effect, Say
from bot.questions import PRIVATE_FIELDS
from bot.safety import NO_DANGER, Verdict
from conversations.commit import Desk, LateAnswerError, record
from conversations.danger import Stopgap, answer_without_database
from conversations.door import carrier_effects, read_step
from conversations.engine import Choice, DialogueEngine, EngineTurn, EngineUnavailableError
from conversations.episode import After
from conversations.following import (
    closed,
    is_answer,
    led_on,
    outcome_after,
    outcome_of_danger,
    read_after,
    step_to_engine,
    with_first,
)
from conversations.hurry import Hurry
from conversations.inbound import Inbound
from conversations.ladder import climb
from conversations.language import reply_language
from conversations.log import ConversationLog, Turn
from conversations.memory import Answers, RecentTexts
from conversations.open_question import RESUME
from conversations.outcome import Outcome, engine_outcome, spoken_outcome, unavailable_outcome
from conversations.reply import Reply
from conversations.screened import Screened
from conversations.spool import Spool
from conversations.steps import AskEngine
from storage.encrypted import UnreadableColumnError

logger: Any = structlog.get_logger(__name__)

#: How long a text waits for an earlier one of the same person, or a duplicate for the reply being made, in seconds:
#: longer than the engine's 5 s and its queue, short of Twilio's 15 s.
TURN_WAIT_S = 9.0
TURN_POLL_S = 0.05
#: More than a frightened person types; two machines that answer each other reach it, and so does a flooded chat.
TEXTS_A_MINUTE = 30
#: The effects that put a person in the queue, and the one choice that may bring them about.
REQUESTS = frozenset({"request_visit", "request_callback"})
CONFIRMED = Choice("inform", {"confirm": "send"})


@dataclass(frozen=True, slots=True)
class Road:
    """Everything a turn needs, put together once at start-up."""

    log: ConversationLog
    desk: Desk
    engine: DialogueEngine
    memory: RecentTexts
    spool: Spool
    answers: Answers = field(default_factory=Answers)
    hurry: Hurry = field(default_factory=Hurry)


def take_turn(inbound: Inbound, *, road: Road, now: datetime) -> Reply:
    """Answer one message exactly once; danger is answered whatever else is broken, and waits for nothing long."""
    said = road.answers.to(inbound)
    if said is not None:  # with the database away; it is stored, or will be
        return said
    recent = road.memory.before(inbound, now=now)
    try:
        screened = Screened.beside(recent, inbound)
        work = partial(_remember_and_answer, inbound, screened, road=road, now=now)
        return road.hurry.do(work) if screened.verdict.is_danger else work()
    except Exception as error:  # noqa: BLE001 - whatever broke, a person in danger is answered
        logger.error("turn_failed", error=type(error).__name__, channel=inbound.channel)  # noqa: TRY400 - words in a trace
        stopgap = Stopgap(road.desk.copy, road.spool, road.answers)
        return answer_without_database(inbound, recent, stopgap, now=now)


def _remember_and_answer(inbound: Inbound, screened: Screened, *, road: Road, now: datetime) -> Reply:
    turn = road.log.receive(inbound, now=now)
    return turn if isinstance(turn, Reply) else _answer(inbound, turn, screened, road=road, now=now)


def answer(inbound: Inbound, inbound_id: uuid.UUID, recent: tuple[str, ...], *, road: Road, now: datetime) -> Reply:
    """Answer a message that is remembered already; one that has its reply gets the same again."""
    turn = road.log.look(inbound_id, now=now)
    if isinstance(turn, Reply):
        return turn
    return _answer(inbound, turn, Screened.beside(recent, inbound), road=road, now=now)


def _answer(inbound: Inbound, turn: Turn, screened: Screened, *, road: Road, now: datetime) -> Reply:
    verdict = screened.beside_stored(turn.recent)
    if is_answer(inbound, turn.seen, verdict, now=now):
        verdict = NO_DANGER
    if verdict.is_danger:  # danger waits for no earlier turn
        return record(inbound, turn, outcome_of_danger(inbound, turn.seen, verdict, now=now), desk=road.desk, now=now)
    if turn.sent_lately > TEXTS_A_MINUTE:  # nor does a flood: it may not keep threads and the engine from others
        return record(inbound, turn, _flooded(inbound, turn, verdict), desk=road.desk, now=now)
    return _in_order(inbound, turn, verdict, road=road, now=now)


def _in_order(inbound: Inbound, looked: Turn, verdict: Verdict, *, road: Road, now: datetime) -> Reply:
    turn = looked if looked.lease else _await_turn(looked.inbound_id, road=road, now=now)
    if isinstance(turn, Reply):
        return turn
    if turn is None:
        return record(inbound, looked, _fixed_words("an earlier turn did not end", verdict), desk=road.desk, now=now)
    try:
        return _settle(inbound, turn, verdict, road=road, now=now)
    except LateAnswerError:
        logger.warning("late_answer_dropped", inbound_id=str(looked.inbound_id))
        return _in_order(inbound, replace(looked, lease=None), verdict, road=road, now=now)


def _settle(inbound: Inbound, turn: Turn, verdict: Verdict, *, road: Road, now: datetime) -> Reply:
    """Decide and record; an answer that cannot be used gives way to the fixed words, or it would come back for ever."""
    try:
        return record(inbound, turn, _decide(inbound, turn, verdict, road=road, now=now), desk=road.desk, now=now)
    except (LateAnswerError, SQLAlchemyError, UnreadableColumnError):
        raise
    except Exception as error:  # noqa: BLE001 - copy, question or effect we do not know, values no form has
        logger.error("answer_not_usable", error=type(error).__name__, inbound_id=str(turn.inbound_id))  # noqa: TRY400 - as above
        return record(inbound, turn, _fixed_words("not usable", verdict), desk=road.desk, now=now)


def _await_turn(inbound_id: uuid.UUID, *, road: Road, now: datetime) -> Turn | Reply | None:
    """Wait for this person's turn, or for the reply another request is making to the same message."""
    started = time.monotonic()
    while (waited := time.monotonic() - started) < TURN_WAIT_S:
        held = road.log.begin(inbound_id, now=now + timedelta(seconds=waited))
        if held is not None:
            return held
        time.sleep(TURN_POLL_S)
    return None


def _flooded(inbound: Inbound, turn: Turn, verdict: Verdict) -> Outcome:
    """Say once that we stop for a minute, then be silent; an opt-out still counts."""
    is_first = turn.sent_lately == TEXTS_A_MINUTE + 1 and not turn.seen.opted_out
    said = (Say("slow_down"),) if is_first else ()
    return Outcome((*carrier_effects(inbound, turn.seen), *said), verdict)


def _decide(inbound: Inbound, turn: Turn, verdict: Verdict, *, road: Road, now: datetime) -> Outcome:
    after = read_after(inbound, turn.seen, now=now)
    if after is not None:
        return climb(_follow(inbound, turn, after, verdict, road=road), turn.seen)
    outcome = led_on(inbound, _ordinary(inbound, turn, verdict, road=road), turn.seen, now=now)
    return climb(closed(outcome, turn.seen.after), turn.seen)


def _follow(inbound: Inbound, turn: Turn, after: After, verdict: Verdict, *, road: Road) -> Outcome:
    """Go on after danger; with the engine down, the question stays open, or the words stand alone."""
    opening = road.log.words_of(after.episode.opened_by) if after.answers_opening else ""
    step = step_to_engine(after, opening)
    if step is None:
        return outcome_after(after, verdict, turn.seen)
    outcome = _ask_engine(inbound, turn, step, verdict, road=road)
    if outcome.dialogue is not None:
        return replace(outcome, after=after.episode)
    return replace(outcome_after(after, verdict, turn.seen), alert=outcome.alert) if after.messages else outcome


def _ordinary(inbound: Inbound, turn: Turn, verdict: Verdict, *, road: Road) -> Outcome:
    step = read_step(inbound, turn.seen)
    if isinstance(step, AskEngine):
        return _ask_engine(inbound, turn, step, verdict, road=road)
    # A question that danger paused is closed by the next text, whatever that is: a later "1" must not confirm it.
    return spoken_outcome(step.messages, verdict, replace(turn.seen.dialogue, asked=turn.seen.asked))


def hear_engine(inbound: Inbound, turn: Turn, step: AskEngine, verdict: Verdict, *, engine: DialogueEngine) -> Outcome:
    """Put one step to the engine and take over what it says; raises EngineUnavailableError."""
    asked = EngineTurn(
        channel=inbound.channel,
        language=reply_language(inbound, turn.language, turn.seen.asked, chosen=turn.seen.dialogue.chosen),
        text=step.text,
        choice=_with_draft(step.choice, turn),
        expects=step.expects,
        here=inbound.here,
    )
    reply = engine.respond(turn.seen.dialogue.engine, asked)
    _check_consent(reply, step)
    return engine_outcome(with_first(reply, step), verdict, turn.seen.dialogue, step.keep)


def _ask_engine(inbound: Inbound, turn: Turn, step: AskEngine, verdict: Verdict, *, road: Road) -> Outcome:
    try:
        return hear_engine(inbound, turn, step, verdict, engine=road.engine)
    except EngineUnavailableError as error:
        logger.warning("engine_unavailable", reason=error.reason, inbound_id=str(turn.inbound_id))
        return unavailable_outcome(error, verdict)


def _check_consent(reply: Answer, step: AskEngine) -> None:
    """Refuse a request that no digit confirmed in this very turn: the engine is not trusted with consent."""
    effects = {message.name for message in reply.messages if isinstance(message, Effect)}
    if effects & REQUESTS and step.choice != CONFIRMED:
        raise EngineUnavailableError("a request nobody confirmed")


def _fixed_words(reason: str, verdict: Verdict) -> Outcome:
    return unavailable_outcome(EngineUnavailableError(reason), verdict)


def _with_draft(choice: Choice | None, turn: Turn) -> Choice | None:
    """Give a resumed request its slots; of a private one only that it was given, and only while we have it."""
    if choice is None or choice.intent != RESUME or turn.draft is None:
        return choice
    slots = {name: str(value) for name, value in turn.draft.slots.items() if name not in PRIVATE_FIELDS and value}
    return Choice(RESUME, slots | dict.fromkeys(turn.draft.private, "given"))
