"""What a text is, before the engine: a picture, a steering word, a digit, a private answer, or words to understand.

Pure: reads a text against what the person was last asked (`Seen`) and says what to do (`Step`).
Steps 5-8 of the road of a message; danger has been looked for already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.answer import Ask, Effect, Say
from bot.asides import Aside, read_aside
from bot.keywords import OPT_OUT, Keyword, plain, read_keyword
from bot.language_choice import read_language
from bot.questions import SKIPPED_AS
from conversations.engine import Choice
from conversations.inbound import TEXT_LIMIT, Inbound
from conversations.ladder import OF_A_REQUEST, ways_out
from conversations.open_question import (
    read_digit_answer,
    read_option_words,
    read_paused_answer,
    read_private_answer,
    read_typed_number,
)
from conversations.steps import AskEngine, Seen, Speak, Step
from conversations.wrong_listing import read_wrong_listing

#: The engine reads this much of a text; the danger screen has read all of it.
ENGINE_TEXT_LIMIT = 600


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
    if keyword in {None, Keyword.YES, Keyword.WRONG}:
        return None
    if keyword in {Keyword.CHANGE, Keyword.BACK} and seen.dialogue.open_form:
        return Speak((Ask("change_what"),))
    if keyword is Keyword.MORE:
        return _more(seen)
    if keyword is Keyword.WAY:
        return _way(seen)
    if keyword in {Keyword.SKIP, Keyword.LATER}:
        return _way_out(keyword, seen)
    return _STEERED.get(keyword)


def _way_out(keyword: Keyword, seen: Seen) -> Step | None:
    """Leave out the open question of a request, or stop here and keep it; "later" is also a time."""
    asked = seen.asked
    if asked is None or not seen.dialogue.open_form or asked.question not in OF_A_REQUEST:
        return None
    if keyword is Keyword.LATER:
        return None if asked.question == "best_time" else Speak((Effect("pause_form"), Say("request_kept")))
    if asked.question == "first_name":
        return AskEngine(choice=Choice("inform", {"first_name": "given"}), keep={"first_name": ""})
    skipped = SKIPPED_AS.get(asked.question)
    return AskEngine(choice=Choice("inform", skipped)) if skipped else Speak(ways_out(asked))


def _aside(inbound: Inbound, seen: Seen) -> Step | None:
    """Answer what is said about the talk itself; beside danger only danger's words count."""
    aside = read_aside(inbound.said) if seen.after is None else None
    if aside is Aside.SOMEONE_ELSE or (aside is Aside.KIN and seen.dialogue.slots.get("for_whom") == "me"):
        return Speak((Effect("change_hands"), Say("someone_else"), Ask("menu")))
    if aside is Aside.ASKED_BEFORE:
        return Speak((Say("sorry_asked"), _open(seen) or Ask("menu")))
    if aside is Aside.ANGRY:
        return Speak((Say("abuse"), _open(seen) or Ask("request_offer")))
    return None


def _open(seen: Seen) -> Ask | None:
    """Return the question to go back to: the request's, which danger may have paused."""
    if not seen.dialogue.open_form:
        return None
    return seen.asked or Ask("resume_request")


def _language_asked_for(inbound: Inbound, seen: Seen) -> Step | None:
    """Write in the language that was asked for, and ask again in it what was open."""
    code = read_language(inbound.said)
    if code is None:
        return None
    return Speak((Effect("choose_language", {"language": code}), Say("language_chosen"), seen.asked or Ask("menu")))


def _more(seen: Seen) -> Step:
    unshown = seen.dialogue.unshown
    if unshown is None:
        return Speak((Say("more_nothing"),))
    return Speak((unshown,)) if unshown.cards else AskEngine(choice=Choice("more"))


def _way(seen: Seen) -> Step | None:
    """Tell the way to the place looked at, or to the first of the list; with no list the engine reads the words."""
    meant = seen.dialogue.looked_at or next(iter(seen.dialogue.listed), "")
    return Speak((Effect("tell_way", {"place": meant}),)) if meant else None


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
    read_wrong_listing,
    _steering_word,
    _language_asked_for,
    read_digit_answer,
    read_option_words,
    _aside,
    read_typed_number,
    read_private_answer,
    read_paused_answer,
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
    Keyword.LANGUAGE: Speak((Say("change_language"),)),
    Keyword.PERSON: AskEngine(choice=Choice("talk_to_human")),
}
