"""Put what follows danger (`conversations.aftermath`) on the road: whose text is read so, and what the turn records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import private_answers
from bot.answer import Answer, Ask, Message, Say
from bot.asides import Aside, read_aside
from bot.keywords import Keyword, read_keyword
from bot.safety import Category, Level, Verdict
from bot.safety.screening import MODEL_RULE
from bot.safety.signs import Sign, read_signs
from conversations.aftermath import answer_danger, follow_up
from conversations.door import carrier_effects, opts_out
from conversations.episode import After, Episode
from conversations.inbound import Inbound
from conversations.outcome import Outcome, danger_outcome, spoken_outcome
from conversations.steps import AskEngine, Seen

#: Whole messages that say nothing of how anybody is.
ABOUT_THE_TALK = frozenset({Aside.ASKED_BEFORE, Aside.SOMEONE_ELSE, Aside.KIN})
#: What is no steering word beside danger: "yes", "not now".
ANSWERS = frozenset({None, Keyword.YES, Keyword.SKIP, Keyword.LATER})
#: A name or a time; a street with its door: longer than this, a text says more than was asked.
SHORT_ANSWER_WORDS, PRIVATE_ANSWER_WORDS = 4, 8


def outcome_of_danger(inbound: Inbound, seen: Seen, verdict: Verdict, *, now: datetime) -> Outcome:
    """Let danger decide the words, and a carrier word still set or lift the opt-out; every such text is an alert."""
    after = answer_danger(verdict, read_signs(inbound.heard), seen.after, now=now)
    is_silent = seen.opted_out and seen.after is not None and not after.episode.is_urgent
    said = () if is_silent else after.messages
    outcome = danger_outcome(verdict, after.episode)
    return replace(outcome, messages=(*carrier_effects(inbound, seen), *said))


def read_after(inbound: Inbound, seen: Seen, *, now: datetime) -> After | None:
    """Read a text against the danger that is still open; None leaves it to the ordinary road.

    A carrier's word, a steering word, and an operator who holds the chat come first; a number that opted out is
    answered only where lives hang on it (they are answering us).
    """
    episode = seen.after
    if episode is None or seen.held or inbound.opt_out_type or not inbound.said.strip():
        return None
    if opts_out(inbound) or read_keyword(inbound.said) not in ANSWERS:
        return None
    if seen.opted_out and not episode.is_urgent:
        return None
    return follow_up(inbound.said, read_signs(inbound.heard), episode, now=now)


def is_answer(inbound: Inbound, seen: Seen, verdict: Verdict, *, now: datetime) -> bool:
    """Tell whether a text that only the trained model takes for danger is an answer to what we asked or said last.

    So is "you already asked me that": whole messages about the talk itself.

    "he is breathing" after our own words is a report, "Angel" after "what is your name" is a name: the model, which
    reads a text alone, gives way.  What the rules see never does.
    """
    if not verdict.rule.startswith(MODEL_RULE):
        return False
    if read_after(inbound, seen, now=now) is not None:
        return True
    if seen.after is None and read_aside(inbound.said) in ABOUT_THE_TALK:
        return True
    asked = seen.dialogue.asked  # also one that danger paused: it may be answered unasked
    if asked is None or verdict.level is not Level.CONCERN:
        return False
    words = len(inbound.said.split())
    is_place = words <= PRIVATE_ANSWER_WORDS and private_answers.is_answer(asked.question, inbound.said)
    return words <= SHORT_ANSWER_WORDS or is_place


def outcome_after(after: After, verdict: Verdict, seen: Seen) -> Outcome:
    """Record what was said after danger; a request left open stays, and is offered again once all is settled."""
    if after.settled and seen.dialogue.open_form:
        spoken = spoken_outcome((*after.messages, Ask("resume_request")), verdict, seen.dialogue)
        return replace(spoken, after=after.episode)
    if after.raises is not None:
        return replace(danger_outcome(after.raises, after.episode), messages=after.messages)
    return Outcome(after.messages, verdict, after=after.episode)


def episode_told(inbound: Inbound, seen: Seen, verdict: Verdict, said: str, *, now: datetime) -> Episode | None:
    """Return the danger of a text that was answered with the database away: with `said`, and no question."""
    if not verdict.is_danger:
        return None
    episode = answer_danger(verdict, read_signs(inbound.heard), seen.after, now=now).episode
    is_overdose = verdict.category is Category.OVERDOSE_NOW
    return replace(episode, said=said, asked="", step=episode.step or said if is_overdose else episode.step)


def step_to_engine(after: After, opening: str) -> AskEngine | None:
    """Return what is put to the engine after danger: a choice, or the words the person came with; None for nothing."""
    if after.choice is not None:
        return AskEngine(choice=after.choice, first=after.messages)
    if after.answers_opening and opening:
        return AskEngine(text=opening, first=after.messages)
    return None


def led_on(inbound: Inbound, outcome: Outcome, seen: Seen, *, now: datetime) -> Outcome:
    """Beside an overdose, say the next step where nobody understood ("que ago", "im scared") or nobody was there."""
    episode = seen.after
    is_beside = episode is not None and episode.category is Category.OVERDOSE_NOW and episode.is_urgent
    if episode is None or not is_beside or episode.is_over or not is_unsure(outcome.messages):
        return outcome
    step = follow_up(inbound.said, frozenset({Sign.HOW}), replace(episode, asked=""), now=now)
    return replace(outcome_after(step, outcome.verdict, seen), alert=outcome.alert) if step else outcome


def with_first(answer: Answer, step: AskEngine) -> Answer:
    """Say what comes first before the engine's answer; an answer that only guesses is left out."""
    if not step.first:
        return answer
    said = () if is_unsure(answer.messages) else answer.messages
    return replace(answer, messages=(*step.first, *said))


def closed(outcome: Outcome, episode: Episode | None) -> Outcome:
    """Close a danger question that an ordinary text passed over."""
    if episode is None or not episode.asked or outcome.after is not None:
        return outcome
    return replace(outcome, after=replace(episode, asked="", ending="over" if episode.is_over else ""))


def is_unsure(messages: Sequence[Message]) -> bool:
    """Tell whether nobody understood, or the engine was not there to."""
    return any(
        (isinstance(said, Ask) and said.question == "did_you_mean")
        or (isinstance(said, Say) and said.copy_id.startswith(("fallback", "engine_down", "starting_up")))
        for said in messages
    )
