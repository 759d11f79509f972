"""The console's words for codes, clocks and people: nothing is told by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from bot.clock_words import BOSTON, clock
from port_queue import Light, QueueRow

_LABELS: Mapping[str, str] = {
    "bfd_eap": "Fire department EAP",
    "bpd": "Police",
    "called_911": "Called 911",
    "callback": "Call back",
    "carrier_opt_out": "Opted out of texts: staff may call",
    "css_tss": "CSS or TSS",
    "engine_down": "The assistant could not answer",
    "ems": "EMS",
    "id": "ID",
    "inform": "The answer to the open question",
    "iop": "IOP or SOAP day program",
    "late_answer": "An answer that came late",
    "port": "Response team",
    "may_have_meant_help": "STOP or QUIT that may have meant help",
    "moud": "Medicine for opioid use",
    "no_answer_x3": "No answer after three tries",
    "nlu_fallback": "Nothing we know",
    "none": "For information",
    "not_danger": "It was not danger",
    "not_reached": "Staff could not reach the person",
    "only_looked": "Only looked",
    "overdose_now": "Overdose now",
    "reached_person": "Reached the person",
    "sms": "Text message",
    "suicide_risk": "Risk of suicide",
    "treatment_offered_declined": "Treatment offered and declined",
    "unsure": "Not sure: it asks which was meant",
    "web": "Web chat",
}
_LIGHTS: Mapping[Light, str] = {
    Light.GREEN: "in time",
    Light.AMBER: "late, over 24 hours",
    Light.RED: "very late, over 72 hours",
}
_LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "es": "Spanish",
    "ht": "Haitian Creole",
    "kea": "Cape Verdean Creole",
    "pt": "Portuguese",
    "vi": "Vietnamese",
    "zh": "Chinese",
    "zh-Hans": "Chinese, simplified",
    "zh-Hant": "Chinese, traditional",
    "am": "Amharic",
    "ar": "Arabic",
    "bn": "Bengali",
    "de": "German",
    "el": "Greek",
    "fa": "Farsi",
    "fr": "French",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "km": "Khmer",
    "ko": "Korean",
    "ne": "Nepali",
    "pl": "Polish",
    "ru": "Russian",
    "so": "Somali",
    "sq": "Albanian",
    "sw": "Swahili",
    "ti": "Tigrinya",
    "tl": "Tagalog",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
}


def label(code: str) -> str:
    """Say a code in plain words: its own where it has some, else its letters."""
    return _LABELS.get(code) or str(code).replace("_", " ").capitalize()


def choices(codes: type[StrEnum]) -> dict[str, str]:
    """Return every code of an enumeration with its words, for a form."""
    return {code.value: label(code.value) for code in codes}


def language(code: str) -> str:
    """Name a language, or repeat a code we have no name for."""
    return _LANGUAGES.get(code, code)


def minutes(count: int) -> str:
    """Say a stretch of minutes: "4 min", "2 h 5 min", "3 days"."""
    hours, rest = divmod(count, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def ago(moment: datetime, now: datetime) -> str:
    """Say how long ago something was, in whole minutes and more."""
    return minutes(max(0, int((now - moment).total_seconds() // 60)))


def running(moment: datetime, now: datetime) -> str:
    """Say how long something has been waiting, to the second within the first hour: "4 min 12 s", "2 h 5 min"."""
    seconds = max(0, int((now - moment).total_seconds()))
    count, rest = divmod(seconds, 60)
    return f"{count} min {rest} s" if count < 60 else minutes(count)


def when(moment: datetime) -> str:
    """Say a time as the clocks in Boston show it: "Mon Nov 23, 10 am"."""
    local = moment.astimezone(BOSTON)
    return f"{local:%a %b} {local.day}, {clock(moment)}"


def answer_clock(row: QueueRow, now: datetime) -> str:
    """Say where a waiting referral stands against the promise made to the person, "" when somebody has it."""
    if row.ack_due_at is None:
        return ""
    if row.ack_overdue_minutes:
        return f"Answer overdue by {minutes(row.ack_overdue_minutes)}"
    return f"Answer due {when(row.ack_due_at)}, in {ago(now, row.ack_due_at)}"


def attempt_clock(row: QueueRow) -> str:
    """Say whether the first try to reach the person is or was in time."""
    stands = "First try not made yet" if row.first_attempt_due_at else "First try made"
    return f"{stands}: {_LIGHTS[row.first_attempt_light]}"
