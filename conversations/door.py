"""What a text is, before the engine: a picture, a steering word, a digit, a private answer, or words to understand.

Pure: reads a text against what the person was last asked (`Seen`) and says what to do (`Step`).
Steps 5-8 of the road of a message; danger has been looked for already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bot import private_answers
from bot.answer import Ask, Effect, Message, Say
from bot.keywords import OPT_OUT, Keyword, plain, read_digit, read_keyword
from bot.questions import CONSENT_QUESTIONS, MENU_INTENTS, QUESTIONS, YES_OR_NO, Kind
from conversations.dialogue import Dialogue
from conversations.engine import Choice
from conversations.inbound import TEXT_LIMIT, Inbound

#: The engine reads this much of a text; the danger screen has read all of it.
ENGINE_TEXT_LIMIT = 600
#: The choice that re-opens a request; the turn adds the draft's slots to it.
RESUME = "resume_request"


@dataclass(frozen=True, slots=True)
class Seen:
    """All the door needs to know of the person; `paused` when danger spoke after the open question was asked."""

    dialogue: Dialogue = field(default_factory=Dialogue)
    opted_out: bool = False
    held: bool = False
    paused: bool = False

    @property
    def asked(self) -> Ask | None:
        """Return the question this text may answer, if any."""
        return None if self.paused else self.dialogue.asked


@dataclass(frozen=True, slots=True)
class Speak:
    """Answer here, without the engine; no messages means silence."""

    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class AskEngine:
    """Put words or a choice to the engine; `keep` holds private answers to store with this turn."""

    text: str | None = None
    choice: Choice | None = None
    expects: str | None = None
    keep: Mapping[str, str] = field(default_factory=dict)


Step = Speak | AskEngine


def read_step(inbound: Inbound, seen: Seen) -> Step:
    """Decide what one text asks of us; the first reading that applies wins."""
    for reading in _READINGS:
        step = reading(inbound, seen)
        if step is not None:
            return step
    return _words(inbound, seen)


def opts_out(inbound: Inbound) -> bool:
    """Tell whether this text is an opt-out (SMS only), whatever else it may mean."""
    return inbound.channel == "sms" and (inbound.opt_out_type == "STOP" or read_keyword(inbound.said) in OPT_OUT)


def carrier_effects(inbound: Inbound, seen: Seen) -> tuple[Effect, ...]:
    """List what a carrier word does even where other words were said: after danger, or with the database away."""
    step = _carrier_word(inbound, seen)
    messages = step.messages if isinstance(step, Speak) else ()
    effects = (said for said in messages if isinstance(said, Effect) and said.name in {"opt_out", "opt_in"})
    return tuple(replace(effect, args={**effect.args, "quiet": "yes"}) for effect in effects)


def _carrier_word(inbound: Inbound, seen: Seen) -> Step | None:
    if inbound.opt_out_type:  # Twilio has answered already: record, stay silent
        effect = {"STOP": _opt_out_effect(inbound, quiet="yes"), "START": Effect("opt_in")}.get(inbound.opt_out_type)
        return Speak((effect,) if effect else ())
    if inbound.channel != "sms":
        return None
    if opts_out(inbound):
        return _opt_out(inbound, seen)
    keyword = read_keyword(inbound.said)
    starts = keyword is Keyword.START or (keyword is Keyword.YES and seen.opted_out)
    return Speak((Effect("opt_in"), Say("start_done"))) if starts else None


def _opt_out(inbound: Inbound, seen: Seen) -> Step:
    """Opt out once; CANCEL inside our own open form takes back the form and nothing else."""
    if seen.dialogue.open_form and plain(inbound.said) in {"cancel", "cancelar"}:
        return Speak((Effect("leave_form"), Say("request_dropped")))
    if seen.opted_out:
        return Speak()
    return Speak((_opt_out_effect(inbound), Say("stop_done")))


def _opt_out_effect(inbound: Inbound, *, quiet: str = "") -> Effect:
    may_mean_help = read_keyword(inbound.said) is Keyword.QUIT
    return Effect("opt_out", {"note": "may_have_meant_help" if may_mean_help else "", "quiet": quiet})


def _opted_out(_inbound: Inbound, seen: Seen) -> Step | None:
    return Speak() if seen.opted_out else None


def _held(_inbound: Inbound, seen: Seen) -> Step | None:
    return Speak((Effect("tell_holder"),)) if seen.held else None


def _not_words(inbound: Inbound, _seen: Seen) -> Step | None:
    if inbound.said.strip():
        return Speak((Say("too_long"),)) if len(inbound.text) > TEXT_LIMIT else None
    return Speak((Say("picture_only" if inbound.media_count else "empty_text"),))


def _steering_word(inbound: Inbound, seen: Seen) -> Step | None:
    keyword = read_keyword(inbound.said)
    if keyword in {None, Keyword.YES}:
        return None
    if keyword is Keyword.CHANGE and seen.dialogue.open_form:
        return Speak((Ask("change_what"),))
    if keyword is Keyword.BACK and seen.dialogue.open_form:
        return Speak((Ask("change_what"),))
    if keyword is Keyword.MORE:
        return _more(seen)
    return _STEERED.get(keyword)


def _more(seen: Seen) -> Step:
    unshown = seen.dialogue.unshown
    if unshown is None:
        return Speak((Say("more_nothing"),))
    return Speak((unshown,)) if unshown.cards else AskEngine(choice=Choice("more"))


def _digit(inbound: Inbound, seen: Seen) -> Step | None:
    digit = read_digit(inbound.said)
    if digit is None:
        return None
    if seen.asked is None:
        return _nothing_asked(seen)
    question = QUESTIONS[seen.asked.question]
    if question.kind is not Kind.CHOICE:
        return None
    values = seen.asked.options or tuple(option.value for option in question.options)
    if not 1 <= digit <= len(values):
        return Speak((Say("digit_out_of_range"), seen.asked))
    return _chosen(question.id, values[digit - 1])


def _nothing_asked(seen: Seen) -> Step:
    """Say that a digit answers nothing; after danger, a request left open is offered again."""
    return Speak((Ask("resume_request"),)) if seen.dialogue.open_form else Speak((Say("digit_nothing"),))


def _option_words(inbound: Inbound, seen: Seen) -> Step | None:
    """Read "me" or "yes" where it is one of the options; a consent is asked again for its digit."""
    if seen.asked is None:
        return None
    said, question = plain(inbound.said), QUESTIONS[seen.asked.question]
    if question.id in CONSENT_QUESTIONS and said in YES_OR_NO:
        return Speak((Say("please_digit"), seen.asked))
    chosen = next((option.value for option in question.options if said in option.words), None)
    return _chosen(question.id, chosen) if chosen else None


def _chosen(question: str, value: str) -> Step:
    if question == "did_you_mean":
        return AskEngine(choice=Choice(value))
    if question == "menu":
        return AskEngine(choice=Choice(MENU_INTENTS[value]))
    if question == "resume_request":
        return _RESUMED[value]
    if question == "take_back":
        return _TAKEN_BACK[value]
    return AskEngine(choice=Choice("inform", {question: value}))


def _typed_number(inbound: Inbound, seen: Seen) -> Step | None:
    """Read a number typed anywhere in a request as the one to use; the engine never hears it."""
    is_place = seen.asked is not None and seen.asked.question == "meeting_place"
    if is_place or not (seen.dialogue.open_form or (seen.asked is not None and seen.asked.question == "same_phone")):
        return None
    number = private_answers.parse_phone(inbound.said)
    if number is None:
        return None
    return AskEngine(choice=Choice("inform", {"same_phone": "no", "phone": "given"}), keep={"phone": number})


def _private_answer(inbound: Inbound, seen: Seen) -> Step | None:
    if seen.asked is None or QUESTIONS[seen.asked.question].kind is not Kind.PRIVATE:
        return None
    field_name = seen.asked.question
    reading = private_answers.read(field_name, inbound.said)
    if isinstance(reading, private_answers.Refused):
        return Speak((Say(reading.copy_id), seen.asked))
    if isinstance(reading, private_answers.NotAnAnswer):
        return None
    return AskEngine(choice=Choice("inform", {field_name: "given"}), keep={field_name: reading.value})


def _words(inbound: Inbound, seen: Seen) -> Step:
    """Let the engine read the words; a leading slash is only a slash (trap T8b)."""
    text = inbound.said.strip().lstrip("/").strip()[:ENGINE_TEXT_LIMIT]
    if not text:
        return Speak((Say("empty_text"),))
    return AskEngine(text=text, expects=seen.asked.question if seen.asked else None)


_READINGS: tuple[Callable[[Inbound, Seen], Step | None], ...] = (
    _carrier_word,
    _opted_out,
    _held,
    _not_words,
    _steering_word,
    _digit,
    _option_words,
    _typed_number,
    _private_answer,
)
_STEERED: Mapping[Keyword | None, Step] = {
    Keyword.HELP: Speak((Say("help"),)),
    Keyword.STOP: Speak((Say("text_stop"),)),  # reached on the web only: SMS opted out above
    Keyword.STOP_ALERTS: Speak((Effect("stop_alerts"),)),
    Keyword.STATUS: Speak((Effect("tell_status"),)),
    Keyword.WHO: AskEngine(choice=Choice("who_sees_this")),
    Keyword.FORGET: Speak((Effect("forget"), Say("forget_done"))),
    Keyword.CHANGE: Speak((Effect("tell_status"),)),
    Keyword.CANCEL_REQUEST: Speak((Effect("withdraw_request"),)),
    Keyword.BACK: Speak((Ask("menu"),)),
    Keyword.MENU: Speak((Ask("menu"),)),
    Keyword.REPEAT: Speak((Effect("repeat"),)),
    Keyword.PERSON: AskEngine(choice=Choice("talk_to_human")),
}
_TAKEN_BACK: Mapping[str, Step] = {
    "yes": Speak((Effect("withdraw_request"),)),
    "no": Speak((Say("request_stays"),)),
}
_RESUMED: Mapping[str, Step] = {
    "go_on": AskEngine(choice=Choice(RESUME)),
    "drop": Speak((Effect("leave_form"), Say("request_dropped"))),
}
