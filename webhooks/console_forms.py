"""What staff type into the console's forms, read into the queue's own values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from werkzeug.datastructures import MultiDict

from bot.clock_words import BOSTON
from port_queue import Outcome, OutcomeCode, Reason
from port_queue.codes import DETAILS, Detail

Form = MultiDict[str, str]
Code = TypeVar("Code", bound=StrEnum)

TEXT_MOST = 500
#: Kinds of care, as our own copy `levels_of_care` names them.
LEVELS = ("detox", "css_tss", "residential", "iop", "outpatient")
#: A referral on hold comes back in the morning.
_MORNING = time(8)


class FormRefusedError(Exception):
    """A field is missing or cannot be read; the message names the field and repeats nothing typed."""


def read_text(form: Form, name: str, *, what: str, required: bool = True, most: int = TEXT_MOST) -> str:
    """Read a text of at most `most` characters; raises FormRefusedError when it is longer, or missing."""
    text = form.get(name, "").strip()
    if len(text) > most:
        raise FormRefusedError(f"{what}: use at most {most} characters")
    if required and not text:
        raise FormRefusedError(f"{what}: please fill this in")
    return text


def read_code(form: Form, name: str, codes: type[Code], *, what: str) -> Code:
    """Read a choice; raises FormRefusedError when nothing we offered was chosen."""
    try:
        return codes(form.get(name, ""))
    except ValueError:
        raise FormRefusedError(f"{what}: please choose one") from None


def read_yes_no(form: Form, name: str, *, what: str) -> bool:
    """Read a yes or no; raises FormRefusedError when neither was chosen."""
    answer = form.get(name, "")
    if answer not in {"yes", "no"}:
        raise FormRefusedError(f"{what}: please choose yes or no")
    return answer == "yes"


def read_morning(form: Form, name: str, *, what: str) -> datetime:
    """Read a day as 8 am of that day in Boston (UTC); raises FormRefusedError."""
    try:
        day = date.fromisoformat(form.get(name, ""))
    except ValueError:
        raise FormRefusedError(f"{what}: please give a day") from None
    return datetime.combine(day, _MORNING, tzinfo=BOSTON).astimezone(UTC)


def read_moment(form: Form, name: str, *, what: str) -> datetime:
    """Read a day and a time as the clocks in Boston show them (UTC); raises FormRefusedError."""
    try:
        moment = datetime.fromisoformat(form.get(name, ""))
        return moment.replace(tzinfo=BOSTON).astimezone(UTC)
    except (ValueError, OverflowError):
        raise FormRefusedError(f"{what}: please give a day and a time") from None


def read_id(form: Form, name: str, *, what: str) -> UUID:
    """Read a choice among rows of ours; raises FormRefusedError."""
    try:
        return UUID(form.get(name, ""))
    except ValueError:
        raise FormRefusedError(f"{what}: please choose one") from None


def read_reason(form: Form, name: str) -> Reason | None:
    """Read why nothing came of it, or None when that was left empty."""
    return read_code(form, name, Reason, what="Why") if form.get(name) else None


def read_outcomes(form: Form) -> tuple[Outcome, ...]:
    """Read the ticked outcomes with their details; raises FormRefusedError or OutcomeRefusedError.

    Details without a tick are refused too: they would be lost without a word.
    """
    ticked = set(form.getlist("outcome"))
    for code, details in DETAILS.items():
        if code not in ticked and any(form.get(name) for name in details):
            raise FormRefusedError("Details without a tick: tick what came of it, or empty its details")
    return tuple(outcome for code in OutcomeCode if code in ticked for outcome in _outcomes(code, form))


def _outcomes(code: OutcomeCode, form: Form) -> Iterable[Outcome]:
    """Read one outcome; each kind of social help is an outcome of its own."""
    if code is OutcomeCode.SOCIAL_REFERRAL:
        needs = form.getlist("need")
        return [Outcome(code, {"need": need}) for need in needs] if needs else [Outcome(code)]
    return [Outcome(code, {name: _DETAIL_READERS[name](form, name) for name in DETAILS.get(code, {})})]


def _read_count(form: Form, name: str) -> Detail:
    text = form.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text)):
        raise FormRefusedError(f"{name.capitalize()}: please give a number from 1 to 999")
    return int(text)


def _read_level(form: Form, name: str) -> Detail:
    if form.get(name) not in LEVELS:
        raise FormRefusedError("Kind of care: please choose one")
    return form[name]


def _read_moud(form: Form, name: str) -> Detail:
    return read_yes_no(form, name, what="Medicine for opioid use")


def _read_walked_in(form: Form, name: str) -> Detail:
    return read_yes_no(form, name, what="Walked in together")


_DETAIL_READERS: Mapping[str, Callable[[Form, str], Detail]] = {
    "kits": _read_count,
    "people": _read_count,
    "level": _read_level,
    "moud": _read_moud,
    "walked_in": _read_walked_in,
}
