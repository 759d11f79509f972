"""Three steps when a text answers or means nothing: say it in other words, offer something else, then a person.

Pure.  One ladder for the questions of a request (whether the door or the engine could not use the answer) and for words
nobody understood; `Dialogue.misses` counts the steps, and any text that gets on ends the row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.answer import Ask, Effect, Message, Say
from bot.questions import CONSENT_QUESTIONS, MENU_INTENTS, REQUEST_QUESTIONS, SKIPPED_AS
from conversations.outcome import Outcome, after_messages
from conversations.steps import Seen

Messages = tuple[Message, ...]
#: Questions a request hangs on; others (a menu, an offer) may be passed over.
OF_A_REQUEST = frozenset({*(question.id for question in REQUEST_QUESTIONS), "change_what"})
#: What is said before such a question when its answer could not be used; no answer to anything else.
REFUSALS = frozenset(
    {
        "digit_out_of_range", "please_digit", "phone_unreadable", "place_unreadable", "place_vague", "name_unreadable",
        "sorry_asked",
    }
)  # fmt: skip
NOT_UNDERSTOOD = frozenset({"fallback", "fallback_again", "fallback_person"})
#: Offered at the second step when the engine has nothing likelier: what the menu does not hold.
OTHER_CHOICES = ("find_service", "helplines_overview", "talk_to_loved_one", "naloxone_free_boston", "overdose_steps")
CHOICES = 3


def climb(outcome: Outcome, seen: Seen) -> Outcome:
    """Put the ladder's words where a text got nowhere, and count; any other outcome only ends the row."""
    if outcome.dialogue is None:
        return outcome
    asked, before = _asked_again(outcome.messages, seen), seen.dialogue.misses
    if asked is not None:
        return _on(outcome, _of_question(outcome.messages, asked, before + 1), before + 1)
    if _is_not_understood(outcome) and not outcome.dialogue.open_form:
        misses = max(before, _is_declined(outcome.messages)) + 1
        return _on(outcome, _of_talk(outcome, seen, misses), misses)
    return _on(outcome, outcome.messages, 0)


def ways_out(asked: Ask) -> Messages:
    """Name the ways out of a question and ask it once more; the read-back is too long to stand beside them."""
    copy_id = "stuck_skip" if asked.question in {*SKIPPED_AS, "first_name"} else "stuck"
    copy_id = "stuck_meeting_place" if asked.question == "meeting_place" else copy_id
    return (Say(copy_id),) if asked.question == "confirm" else (Say(copy_id), asked)


def second_words(ask: Ask) -> Messages:
    """Ask in other words; what a person consents to is never reworded, only led into."""
    if ask.question in CONSENT_QUESTIONS:
        return (Say("please_digit"), ask)
    return (replace(ask, wording=f"ask_{ask.question}_again"),)


def _on(outcome: Outcome, messages: Messages, misses: int) -> Outcome:
    """Say `messages` instead; a question they leave out stays open."""
    if outcome.dialogue is None:
        return outcome
    after = after_messages(outcome.dialogue, messages, asked=outcome.dialogue.asked)
    return replace(outcome, messages=messages, dialogue=replace(after, misses=misses))


def _asked_again(messages: Messages, seen: Seen) -> Ask | None:
    """Return the request's question that was open before and is asked again with nothing answered, or None."""
    last, before = messages[-1] if messages else None, seen.asked
    if before is None or not isinstance(last, Ask) or last.question != before.question:
        return None
    is_bare = all(isinstance(said, Say) and said.copy_id in REFUSALS for said in messages[:-1])
    return last if is_bare and last.question in OF_A_REQUEST else None


def _of_question(messages: Messages, asked: Ask, misses: int) -> Messages:
    if misses == 1:
        before = messages[:-1]
        return (*before, asked) if before and asked.question in CONSENT_QUESTIONS else (*before, *second_words(asked))
    return ways_out(asked) if misses == 2 else (Effect("pause_form"), Say("form_need_person"))


def _is_not_understood(outcome: Outcome) -> bool:
    """Tell whether nobody knew what was meant: the words for that, or a question of which topic it was."""
    says = any(isinstance(said, Say) and said.copy_id in NOT_UNDERSTOOD for said in outcome.messages)
    return says or (outcome.understanding is not None and outcome.understanding.intent == "unsure")


def _is_declined(messages: Messages) -> bool:
    """Tell whether "something else" was picked from a list: that list was the first step."""
    return Say("fallback_again") in messages


def _of_talk(outcome: Outcome, seen: Seen, misses: int) -> Messages:
    """Choose the step; after a person was offered, the ladder begins again."""
    guesses = outcome.understanding.choices if outcome.understanding else ()
    step = (misses - 1) % 3
    if step == 0:
        return outcome.messages if guesses else (Say("fallback"), Ask("menu"))
    if step == 1:
        others = _others((*guesses, *OTHER_CHOICES), seen.asked)
        return (Say("fallback_again"), Ask("did_you_mean", others, wording="ask_did_you_mean_again"))
    return (Say("fallback_person"), Ask("request_offer"))


def _others(likely: Iterable[str], asked: Ask | None) -> tuple[str, ...]:
    """Return up to three topics that were not offered a moment ago, likeliest first."""
    menu = MENU_INTENTS.values() if asked is not None and asked.question == "menu" else ()
    offered = {*menu, *(asked.options if asked else ())}
    return tuple(topic for topic in dict.fromkeys(likely) if topic not in offered)[:CHOICES]
