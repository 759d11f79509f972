"""What follows a danger text: which words come next, and what becomes of the episode.

Pure and a table: `answer_danger` for a text that is danger itself, `follow_up` for any other text while an episode is
open.  The steps beside an overdose are in `conversations.bystander`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.answer import Ask, Effect, Message, Say
from bot.keywords import plain, read_digit
from bot.questions import QUESTIONS
from bot.safety import Category, Level, Verdict
from bot.safety.signs import Sign
from conversations.bystander import (
    AWAKE,
    CONCERN,
    DIED,
    GAVE_FIRST,
    HEARD,
    NALOXONE_ASKED,
    ONESELF,
    SECOND_DOSE,
    Beside,
    next_step,
)
from conversations.engine import Choice
from conversations.episode import LAW, LEVELS, After, Episode

Signs = frozenset[Sign]

#: The one plain question that ends a card; it belongs to the episode, never to a form.
ASKED_BY: Mapping[str, str] = {
    "danger_suicide": "suicide_safe",
    "danger_suicide_concern": "suicide_thinking",
    "danger_medical_concern": "medical_signs",
    "danger_violence": "violence_text",
    "danger_violence_concern": "violence_text",
}
#: What is said when the same danger comes again, so that nobody hears one text twice in a row.
AGAIN: Mapping[str, str] = {
    "danger_suicide": "danger_suicide_again",
    "danger_suicide_concern": "danger_suicide_again",
    "danger_suicide_pills": "danger_suicide_again",
    "danger_medical": "danger_medical_again",
    "danger_medical_concern": "danger_medical_again",
    "danger_poisoning": "danger_poisoning_again",
    "danger_violence": "danger_violence_again",
    "danger_violence_concern": "danger_violence_again",
}
#: Something was taken: graver than the card before it, whatever that was.
TAKEN = frozenset({"danger_suicide_pills", "danger_poisoning"})
#: After these nobody needs to be told of a second dose by ourselves.
TIMER_ENDS = frozenset({AWAKE, LAW, DIED, SECOND_DOSE})


def answer_danger(verdict: Verdict, signs: Signs, episode: Episode | None, *, now: datetime) -> After:
    """Choose the words for a danger text, and open, deepen or go on with the episode."""
    if episode is None or episode.is_over:
        episode = None
    before = episode or Episode(verdict.category, verdict.level)
    after = replace(before.deepened(verdict), turns=before.turns + (episode is not None))
    if verdict.category is Category.OVERDOSE_NOW:
        return _overdose(verdict, signs, before if episode else None, after, now=now)
    return _said(_card_or_again(verdict, before), after, keep_open=before.category is verdict.category)


def follow_up(text: str, signs: Signs, episode: Episode, *, now: datetime) -> After | None:
    """Answer a text that is not danger itself: the open question, or the next step; None leaves it to the road."""
    if episode.asked:
        answered = _answer(text, episode)
        if answered is not None:
            return answered
    beside = episode.category is Category.OVERDOSE_NOW and not (episode.is_over and Sign.NOT_BACK not in signs)
    heard = signs & HEARD or (Sign.NO in signs and episode.step in NALOXONE_ASKED)
    return _step(signs, episode, is_danger=False, now=now) if beside and heard else None


def first_card(verdict: Verdict, signs: Signs, *, is_open: bool) -> str:
    """Name the first card of an overdose, by what has been done already (spec: rule 1)."""
    if verdict.level is not Level.EMERGENCY:
        return verdict.copy_id
    is_back = not signs & {Sign.NOT_BACK} and (
        Sign.AWAKE in signs or (Sign.BREATHING in signs and (is_open or Sign.GAVE in signs))
    )
    cards = ((is_back, AWAKE), (Sign.GAVE in signs, GAVE_FIRST), (Sign.ONESELF in signs, ONESELF))
    return next((card for holds, card in cards if holds), verdict.copy_id)


def _overdose(verdict: Verdict, signs: Signs, before: Episode | None, after: Episode, *, now: datetime) -> After:
    is_graver = before is not None and before.step == CONCERN and verdict.level is Level.EMERGENCY
    if before is not None and before.step and not is_graver:
        return _step(signs, replace(after, asked=""), is_danger=True, now=now)
    card = first_card(verdict, signs, is_open=before is not None)
    if before is not None and card == before.said:
        return _step(signs, replace(after, step=card), is_danger=True, now=now)
    gave = Sign.GAVE in signs and after.gave_at is None
    after = replace(after, step=card, said=card, asked="", gave_at=now if gave else after.gave_at)
    return After((Say(card), *_timer(card, newly_given=gave)), after)


def _step(signs: Signs, episode: Episode, *, is_danger: bool, now: datetime) -> After:
    beside = Beside(episode.step, episode.said, episode.dose(now), is_danger)
    row = next_step(signs, beside)
    gave = row.notes_gave(signs, episode.step) and episode.gave_at is None
    after = replace(
        episode,
        step=episode.step if row.stays else row.say,
        said=row.say,
        asked="after_overdose" if row.say == LAW else "",
        gave_at=now if gave else episode.gave_at,
        ending="died" if row.say == DIED else "",
    )
    asked = (Ask("after_overdose"),) if row.say == LAW else ()
    return After((Say(row.say), *asked, *_timer(row.say, newly_given=gave)), after)


def _timer(said: str, *, newly_given: bool) -> tuple[Message, ...]:
    if said in TIMER_ENDS:
        return (Effect("no_second_dose"),)
    return (Effect("await_second_dose"),) if newly_given else ()


def _card_or_again(verdict: Verdict, before: Episode) -> str:
    card = verdict.copy_id
    again = AGAIN.get(card, card)
    if before.said in {card, again}:
        return card if before.said == again else again
    is_known = before.category is verdict.category and bool(before.said)
    is_graver = LEVELS.index(verdict.level) > LEVELS.index(before.level) or card in TAKEN
    return again if is_known and not is_graver else card


def _said(copy_id: str, episode: Episode, *, keep_open: bool, raises: Verdict | None = None) -> After:
    """Say a card with its question, or an again-text that leaves the question it found open."""
    question = ASKED_BY.get(copy_id, "")
    stays = episode.asked if keep_open and not question else ""
    messages: tuple[Message, ...] = (Say(copy_id), Ask(question)) if question else (Say(copy_id),)
    return After(messages, replace(episode, said=copy_id, asked=question or stays), raises=raises)


def _answer(text: str, episode: Episode) -> After | None:
    """Read a digit or an option in words as the answer to the open danger question."""
    question = QUESTIONS[episode.asked]
    digit, said = read_digit(text), plain(text)
    value = next((option.value for option in question.options if said in option.words), "")
    if digit is not None and not 1 <= digit <= len(question.values):
        return After((Say("digit_out_of_range"), Ask(question.id)), episode)
    value = value or (question.values[digit - 1] if digit else "")
    return _ANSWERS[question.id, value](episode) if value else None


def _closed(episode: Episode, *messages: Message) -> After:
    """Say the last of it; an overdose that is over ends here, a request left open is offered again."""
    ending = "over" if episode.is_over else ""
    return After(messages, replace(episode, asked="", ending=ending), settled=True)


def _to_engine(intent: str) -> Callable[[Episode], After]:
    return lambda episode: replace(_closed(episode), choice=Choice(intent), settled=False)


def _say(*messages: Message) -> Callable[[Episode], After]:
    return lambda episode: _closed(episode, *messages)


def _check_in(question: str) -> Callable[[Episode], After]:
    return _say(Effect("check_in", {"asked": f"ask_{question}"}))


def _not_now(copy_id: str) -> Callable[[Episode], After]:
    """Say that it is less than danger, then answer the words the person came with."""
    return lambda episode: After((Say(copy_id),), replace(episode, said=copy_id, asked=""), answers_opening=True)


def _danger(category: Category, copy_id: str, question: str) -> Callable[[Episode], After]:
    """Take an answer as the danger it is: the card, or the again-text when the card was just said, and an alert."""

    def answer(episode: Episode) -> After:
        verdict = Verdict(category, Level.EMERGENCY, f"answer.{question}", "", copy_id)
        other = AGAIN.get(copy_id, "danger_suicide")
        said = other if episode.said == copy_id else copy_id
        return _said(said, episode.deepened(verdict), keep_open=False, raises=verdict)

    return answer


def _safe_now(episode: Episode) -> After:
    after = replace(episode, said="suicide_safe_yes", asked="after_danger")
    return After((Say("suicide_safe_yes"), Ask("after_danger")), after)


#: What each digit of a danger question leads to.
_ANSWERS: Mapping[tuple[str, str], Callable[[Episode], After]] = {
    ("suicide_safe", "yes"): _safe_now,
    ("suicide_safe", "no"): _danger(Category.SUICIDE_RISK, "danger_suicide_again", "suicide_safe"),
    ("suicide_thinking", "yes"): _danger(Category.SUICIDE_RISK, "danger_suicide", "suicide_thinking"),
    ("suicide_thinking", "no"): _not_now("suicide_thinking_no"),
    ("medical_signs", "yes"): _danger(Category.MEDICAL_EMERGENCY, "danger_medical", "medical_signs"),
    ("medical_signs", "no"): _not_now("medical_signs_no"),
    ("violence_text", "yes"): _say(Say("violence_safe_yes"), Effect("safe_to_text")),
    ("violence_text", "no"): _say(Say("violence_safe_no"), Effect("not_safe_to_text")),
    ("after_overdose", "visit"): _to_engine("visit_request"),
    ("after_overdose", "check_in"): _check_in("after_overdose"),
    ("after_overdose", "no"): _say(Say("check_in_declined")),
    ("after_danger", "callback"): _to_engine("callback_request"),
    ("after_danger", "check_in"): _check_in("after_danger"),
    ("after_danger", "no"): _say(Say("check_in_declined")),
}
