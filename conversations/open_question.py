"""A text as the answer to the question left open: a digit, an option in words, a number, a private answer.

Digits never reach the classifier, consent comes by digit only, and what was asked in private stays at the door.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import private_answers
from bot.answer import Ask, Effect, Say
from bot.correction import leaves_question
from bot.keywords import plain, read_digit
from bot.questions import CONSENT_QUESTIONS, MENU_INTENTS, NONE_OF_THESE, QUESTIONS, TOPIC_QUESTIONS, YES_OR_NO, Kind
from conversations.engine import Choice
from conversations.inbound import Inbound
from conversations.steps import AskEngine, Seen, Speak, Step

#: The choice that re-opens a request; the turn adds the draft's slots to it.
RESUME = "resume_request"


def read_digit_answer(inbound: Inbound, seen: Seen) -> Step | None:
    """Read a lone digit as what the open question listed under it; one that answers nothing is said to."""
    digit = read_digit(inbound.said)
    if digit is None:
        return None
    if seen.asked is None:
        return _place_of_list(digit, seen) or _nothing_asked(seen)
    question = QUESTIONS[seen.asked.question]
    if question.kind is Kind.PRIVATE:
        return None
    if question.kind is Kind.FREE:  # "3" is a time, and no word for the classifier
        return AskEngine(choice=Choice("inform", {question.id: inbound.said.strip()}))
    values = (*seen.asked.options, NONE_OF_THESE) if seen.asked.options else question.values
    if not 1 <= digit <= len(values):
        return Speak((Say("digit_out_of_range"), seen.asked))
    return _chosen(question.id, values[digit - 1])


def _place_of_list(digit: int, seen: Seen) -> Step | None:
    """Tell more of the place with this number in the list shown last."""
    listed = seen.dialogue.listed
    return Speak((Effect("tell_place", {"place": listed[digit - 1]}),)) if 1 <= digit <= len(listed) else None


def _nothing_asked(seen: Seen) -> Step:
    """Say that a digit answers nothing; after danger, a request left open is offered again."""
    return Speak((Ask("resume_request"),)) if seen.dialogue.open_form else Speak((Say("digit_nothing"),))


def read_paused_answer(inbound: Inbound, seen: Seen) -> Step | None:
    """Offer the request again to who goes back to answering it after danger; nothing is taken from that text."""
    if not (seen.paused and seen.dialogue.open_form):
        return None
    before = replace(seen, paused=False)
    readings = (read_option_words, read_typed_number, read_private_answer)
    is_answer = any(reading(inbound, before) for reading in readings)
    return Speak((Ask("resume_request"),)) if is_answer else None


def read_option_words(inbound: Inbound, seen: Seen) -> Step | None:
    """Read "me" or "yes" where it is one of the options; a consent is asked again for its digit."""
    if seen.asked is None:
        return None
    said, question = plain(inbound.said), QUESTIONS[seen.asked.question]
    if question.id in CONSENT_QUESTIONS and said in YES_OR_NO:
        return Speak((Say("please_digit"), seen.asked))
    chosen = next((option.value for option in question.options if said in option.words), None)
    return _chosen(question.id, chosen) if chosen else None


def _chosen(question: str, value: str) -> Step:
    """Turn a chosen value into its step: one of ours, a topic, or a slot of the form."""
    if value == NONE_OF_THESE:
        return Speak((Say("fallback_again"),))
    if question in TOPIC_QUESTIONS:
        return AskEngine(choice=Choice(value))
    ours = _MEANT.get(question, {}).get(value)
    return ours or AskEngine(choice=Choice("inform", {question: value}))


def read_typed_number(inbound: Inbound, seen: Seen) -> Step | None:
    """Read a number typed anywhere in a request as the one to use; the engine never hears it."""
    is_place = seen.asked is not None and seen.asked.question == "meeting_place"
    if is_place or not (seen.dialogue.open_form or (seen.asked is not None and seen.asked.question == "same_phone")):
        return None
    number = private_answers.parse_phone(inbound.said)
    if number is None:
        return None
    return AskEngine(choice=Choice("inform", {"same_phone": "no", "phone": "given"}), keep={"phone": number})


def read_private_answer(inbound: Inbound, seen: Seen) -> Step | None:
    """Keep the answer to a private question, and tell the engine only that it was given."""
    if seen.asked is None or QUESTIONS[seen.asked.question].kind is not Kind.PRIVATE:
        return None
    field_name = seen.asked.question
    if leaves_question(inbound.said, asked=field_name, answered=seen.dialogue.slots):
        return None
    reading = private_answers.read(field_name, inbound.said)
    if isinstance(reading, private_answers.Refused):
        return Speak((Say(reading.copy_id), seen.asked))
    if isinstance(reading, private_answers.NotAnAnswer):
        return None
    return AskEngine(choice=Choice("inform", {field_name: "given"}), keep={field_name: reading.value})


#: Questions of our own, answered by what each digit stands for.
_MEANT: Mapping[str, Mapping[str, Step]] = {
    "menu": {value: AskEngine(choice=Choice(intent)) for value, intent in MENU_INTENTS.items()},
    "request_offer": {
        "visit": AskEngine(choice=Choice("visit_request")),
        "callback": AskEngine(choice=Choice("callback_request")),
        "no": Speak((Say("offer_declined"),)),
    },
    "take_back": {
        "yes": Speak((Effect("withdraw_request"),)),
        "no": Speak((Say("request_stays"),)),
    },
    "listing_wrong": {
        reason: Speak((Effect("report_listing", {"reason": reason}),)) for reason in QUESTIONS["listing_wrong"].values
    },
    "provider_check": {
        answer: Speak((Effect("provider_answer", {"answer": answer}),)) for answer in QUESTIONS["provider_check"].values
    },
    "check_in": {
        "ok": Speak((Say("check_in_ok"),)),
        "talk": AskEngine(choice=Choice("talk_to_human")),
    },
    "resume_request": {
        "go_on": AskEngine(choice=Choice(RESUME)),
        "drop": Speak((Effect("leave_form"), Say("request_dropped"))),
        "other": Speak((Ask("menu"),)),
    },
}
